"""``courselib words``: frequent words without synonyms, of the library and of what people searched for."""

from __future__ import annotations

import json
from pathlib import Path

from ..support.library import REPOSITORY
from .conftest import Run

CONTENT = str(REPOSITORY / "content")


def test_words_of_the_library(cli: Run) -> None:
    """The most frequent first; none of them stands in the table, or holds a word of it."""
    code, out, _ = cli("words", "--content", CONTENT, "--json", "--limit", "1000", "--min", "2")
    found = json.loads(out)
    assert code == 0
    assert found["groups"] >= 130
    counts = [row["courses"] for row in found["words"]]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 2
    table = (REPOSITORY / "content/synonyms.yml").read_text(encoding="utf-8")
    assert not [row["word"] for row in found["words"] if f"[{row['word']}," in table or f" {row['word']}," in table]


def test_words_of_queries(cli: Run, tmp_path: Path) -> None:
    """What was asked for most often comes first, with how many courses have it; words with synonyms are left out."""
    file = tmp_path / "检索词.txt"
    file.write_text("防汛\t9\n抗疫 口罩\n口罩\t4\n第九艺术\n\n", encoding="utf-8")
    code, out, _ = cli("words", "--content", CONTENT, "--queries", str(file))
    rows = [line.split() for line in out.splitlines()[1:-1]]
    assert (code, [row[0] for row in rows]) == (0, ["口罩", "抗疫", "第九艺术"] if rows[1][0] == "抗疫" else ["口罩", "第九艺术", "抗疫"])
    assert rows[0][2] == "5"
    assert "synonyms.yml" in out


def test_a_file_that_cannot_be_read(cli: Run, tmp_path: Path) -> None:
    """A missing file is the environment's fault, one that is no text the content's."""
    assert cli("words", "--content", CONTENT, "--queries", str(tmp_path / "none"))[0] == 3
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00")
    assert cli("words", "--content", CONTENT, "--queries", str(tmp_path / "bad"))[0] == 1
