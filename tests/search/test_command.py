import json
import shutil
from pathlib import Path

import pytest

from courselib.__main__ import run
from courselib.cli.common import width

from .conftest import ROOT

KEYS = {"id", "title", "url", "score", "hours", "theory", "audience", "topic"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A library of the rural courses."""
    folder = tmp_path / "库" / "content"
    (folder / "courses").mkdir(parents=True)
    shutil.copy(ROOT / "content" / "plan.yml", folder)
    shutil.copytree(ROOT / "content" / "courses" / "rural", folder / "courses" / "rural")
    shutil.copytree(ROOT / "content" / "lecturers", folder / "lecturers")
    shutil.copytree(ROOT / "content" / "venues", folder / "venues")
    return folder


def asked(capsys: pytest.CaptureFixture[str], content: Path, *arguments: str) -> tuple[int, str, str]:
    """Run a search and return exit code, output and errors."""
    code = run(["search", "--content", str(content), *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_json_has_the_agreed_form(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON form has exactly the agreed keys, ordered hits, and addresses of the site."""
    code, out, _ = asked(capsys, content, "千万工程", "--json", "--limit", "1")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) == {"query", "total", "relaxed", "results"}
    assert (answer["query"], answer["relaxed"], len(answer["results"])) == ("千万工程", False, 1)
    assert answer["total"] >= 2
    first = answer["results"][0]
    assert set(first) == KEYS
    assert first["url"] == f"courses/{first['id']}.html"
    assert first["score"] == round(first["score"], 4) > 0
    assert isinstance(first["theory"], bool)
    assert isinstance(first["audience"], list)


def test_json_hours_are_numbers(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hours are numbers within the bounds asked for."""
    _, out, _ = asked(capsys, content, "--json", "--limit", "100", "--min-hours", "2.5", "--max-hours", "4")
    found = [r["hours"] for r in json.loads(out)["results"]]
    assert found
    assert all(2.5 <= h <= 4 and h * 2 == int(h * 2) for h in found)


def test_text_is_an_aligned_table(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every row's second column begins at the same terminal column, after a line with the total."""
    code, out, _ = asked(capsys, content, "党员", "--limit", "5")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("找到 ")
    assert "显示前 5 门" in lines[0]
    rows = [line for line in lines[1:] if not line.startswith(" ")]
    assert len(rows) == 6
    at = width(rows[0].partition("学时")[0])
    for row in rows[1:]:
        taken = 0
        for c in row:
            if taken == at:
                assert c.isdigit()
                break
            taken += width(c)


def test_a_passage_says_why(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below a course whose title does not show it stands the sentence with the word; what a terminal would obey does not."""
    _, out, _ = asked(capsys, content, "防汛避险")
    assert not [line for line in out.splitlines() if line.startswith(" ")]
    file = next((content / "courses").rglob("rural-flood-response.md"))
    file.write_text(file.read_text(encoding="utf-8") + "\n先核对\u200b量水尺刻度，再报。\n", encoding="utf-8")
    _, out, _ = asked(capsys, content, "水尺刻度")
    passage = next(line for line in out.splitlines() if line.startswith(" "))
    assert "【水尺刻度】" in passage
    assert "\u200b" not in passage


def test_relaxed_and_empty_answers_say_so(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A back-off is said, and nothing found is said; neither is a failure."""
    code, out, _ = asked(capsys, content, "千万工程 火星登陆")
    assert (code, "没有课程同时有全部检索词" in out) == (0, True)
    code, out, _ = asked(capsys, content, "火星")
    assert (code, "没有找到课程" in out) == (0, True)
    code, out, _ = asked(capsys, content, "？！", "--sector", "rural")
    assert (code, "只按条件列出" in out) == (0, True)


@pytest.mark.parametrize(("arguments", "said", "unsaid"), [
    (["千万工程"], ["找到 "], ["没有", "符合条件"]),
    (["火星"], ["没有找到课程：", "里都没有这些字词"], ["符合条件"]),
    (["千万工程", "--max-hours", "0"], ["符合条件的含有全部检索词的课程没有找到；不加条件有 "], ["里都没有这些字词"]),
    (["千万工程 案例", "--topic", "rural-theory"], ["不加条件有 ", "以下课程含有其中一部分"], ["没有课程同时有全部检索词"]),
    (["千万工程 火星登陆"], ["没有课程同时有全部检索词"], ["不加条件"]),
    (["！？", "--max-hours", "0"], ["没有可查的字词", "符合条件的课程没有找到；不加条件有 "], ["这些字词"]),
    ([" ".join(f"w{n}" for n in range(70))], ["只查了前 64 个字词", "里都没有这些字词"], []),
])
def test_what_is_said_to_be_missing_was_looked_for(
    content: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: list[str], unsaid: list[str]
) -> None:
    """That no course has something is said only of what was looked for in all courses; filters and cuts are told apart."""
    code, out, _ = asked(capsys, content, *arguments)
    assert code == 0
    assert [text for text in said if text not in out] == [], out
    assert [text for text in unsaid if text in out] == [], out


@pytest.mark.parametrize(("arguments", "hint"), [
    (["x", "--sector", "rurl"], "rural"), (["x", "--min-hours", "1.3"], "0.5"), (["x", "--max-hours", "-1"], "0.5"),
    (["x", "--limit", "0"], "整数"), (["x", "--topic", "rural-qianwa"], "rural-qianwan"),
])
def test_wrong_usage(
    content: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], hint: str
) -> None:
    """Wrong filters end with exit code 2 and a hint, and no results."""
    code, out, errors = asked(capsys, content, *arguments)
    assert (code, out) == (2, "")
    assert hint in errors


def test_other_files_with_errors_do_not_stop_a_search(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken course is told in one line on the error stream; the rest is searched."""
    (content / "courses" / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    code, out, errors = asked(capsys, content, "千万工程")
    assert code == 0
    assert "找到" in out
    assert len(errors.splitlines()) == 1
    assert "courselib check" in errors


def test_an_edited_course_is_found_at_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A word added to a course is found by the next search, and gone with the course."""
    assert "没有找到" in asked(capsys, content, "紫薇花海")[1]
    path = min((content / "courses" / "rural").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "\n紫薇花海\n", encoding="utf-8")
    assert path.stem in asked(capsys, content, "紫薇花海")[1]
    path.unlink()
    assert "没有找到" in asked(capsys, content, "紫薇花海")[1]


def test_without_a_plan_there_is_nothing_to_search(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a plan ends with exit code 1 and says what to run."""
    (tmp_path / "content").mkdir()
    code, out, errors = asked(capsys, tmp_path / "content", "党员")
    assert (code, out) == (1, "")
    assert "courselib check" in errors


def test_help_is_chinese_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """Help describes every option in Chinese and gives an example."""
    assert run(["search", "--help"]) == 0
    out = capsys.readouterr().out
    assert "例：courselib search" in out
    for option in ("--content", "--sector", "--topic", "--task", "--no-theory", "--min-hours", "--max-hours", "--json"):
        assert option in out
