"""Nothing that was changed here is ever lost, and whatever meets a change above is named once: random changes on both sides."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from courselib.publish.upstream.updating import keep
from courselib.runtime.workspace import Workspace
from tests.support.library import course
from tests.support.upstream import add, library, loaded, update, write

ROUNDS, COURSES = 24, 16
_WORDS = ("粮食", "党课", "水利", "治理", "调解", "账目")


@dataclass
class Above:
    """The other library: what each course says, by ID."""

    workspace: Workspace
    courses: dict[str, dict[str, Any]] = field(default_factory=dict)

    def save(self) -> None:
        folder = self.workspace.content / "courses"
        for path in folder.glob("*.md") if folder.is_dir() else ():
            path.unlink()
        for key, said in self.courses.items():
            more = "".join(f"{name}: {said[name]}\n" for name in ("summary", "status", "keywords") if said.get(name))
            text = course(said["title"], more=more.replace("'", ""), body=f"\n## 说明\n\n{said['body']}\n")
            write(self.workspace, f"courses/{key}.md", text)


def made(rng: random.Random, number: int) -> dict[str, Any]:
    return {"title": f"课程{number}号", "summary": f"说明{rng.random():.8f}", "keywords": rng.sample(_WORDS, 2), "body": f"正文{number}"}


def changed_above(rng: random.Random, above: Above, turn: int) -> dict[str, str]:
    """Change the other library; return the new ID of each course that was renamed, an empty text of one that is gone."""
    moves: dict[str, str] = {}
    for key in list(above.courses):
        said, what = above.courses[key], rng.random()
        if what < 0.08:
            del above.courses[key]
            moves[key] = ""
        elif what < 0.16:
            moves[key] = f"{key}-new{turn}"
            above.courses[moves[key]] = above.courses.pop(key)
        elif what < 0.24:
            said["status"] = "retired"
        elif what < 0.75:
            for name in rng.sample(("title", "summary", "keywords", "body"), rng.randint(1, 3)):
                said[name] = rng.sample(_WORDS, 2) if name == "keywords" else f"{said[name]}改{turn}"
    return moves


def overlay(rng: random.Random, key: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if rng.random() < 0.1:
        return {"hide": True}
    if rng.random() < 0.7:
        said["set"] = {name: f"本地{name}{key}" for name in rng.sample(("title", "summary", "provider"), rng.randint(1, 2))}
    if rng.random() < 0.4:
        said["add"] = {"keywords": [f"本地词{key}"]}
    if rng.random() < 0.4 or not said:
        said["append"] = f"本地写的一段{key}。\n"
    return said


def touched(said: dict[str, Any]) -> set[str]:
    return {*said.get("set", {}), *said.get("add", {})} | ({"body"} if "append" in said else set())


_LABELS = {"title": "名称", "summary": "简介", "provider": "提供单位", "keywords": "关键词", "body": "正文"}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_local_change_is_lost_and_each_meeting_is_named_once(tmp_path: Path, seed: int) -> None:
    """Over two updates: overlays stay as written and hold; what meets a change is named once, and stays so until it was looked at."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    above = Above(library(tmp_path / "above"), {f"c{n}": made(rng, n) for n in range(COURSES)})
    above.save()
    here = library(tmp_path / "here")
    add(here, "province", "../above")
    overlays = {key: overlay(rng, key) for key in rng.sample(sorted(above.courses), COURSES - 2)}
    for key, said in overlays.items():
        write(here, f"overlays/province/{key}.yml", yaml.safe_dump(said, allow_unicode=True, sort_keys=False))
    texts = {key: (here.content / f"overlays/province/{key}.yml").read_bytes() for key in overlays}
    # What stood above when the changes were made, or looked at last.
    then = {key: dict(above.courses[key]) for key in overlays}
    homeless: set[str] = set()
    for turn in range(2):
        before = {key: dict(said) for key, said in above.courses.items()}
        moves = changed_above(rng, above, turn)
        above.save()
        found = update(here, "province")
        homeless |= moves.keys() & overlays.keys()
        expected = {
            (key, _LABELS[name]) for key, said in overlays.items() if key in above.courses and not said.get("hide")
            for name in touched(said) if before[key].get(name) != above.courses[key].get(name)
        }
        assert sorted((m.path.split("/")[-1].removesuffix(".yml"), m.label) for m in found.meetings) == sorted(expected)
        assert {(b.record, b.why) for b in found.homeless} == {
            (key, f"现在叫 {now}" if now else "没有了") for key, now in moves.items() if key in overlays}
        check(here, above, overlays, then, homeless)
        assert {key: (here.content / f"overlays/province/{key}.yml").read_bytes() for key in overlays} == texts
        if turn == 0 and seed % 2:
            written = keep(here)
            assert not [p for p in loaded(here).problems if p.code == "U708"]
            for key in {path.split("/")[-1].removesuffix(".yml") for path in written}:
                assert (here.content / f"overlays/province/{key}.yml").read_bytes().endswith(texts[key])
                texts[key] = (here.content / f"overlays/province/{key}.yml").read_bytes()
                then[key] = dict(above.courses[key])


def check(
    here: Workspace, above: Above, overlays: dict[str, dict[str, Any]], then: dict[str, dict[str, Any]], homeless: set[str]
) -> None:
    """Hold a library as it stands against what was changed above and here."""
    now = loaded(here)
    assert now.library is not None
    told = sorted((p.path.split("/")[-1].removesuffix(".yml"), p.code) for p in now.problems if p.code in ("U705", "U708", "U711"))
    wanted = [(key, "U711") for key in homeless]
    for key, said in overlays.items():
        if key in homeless:
            continue
        if said.get("hide"):
            assert key not in now.library.courses
            continue
        record, source = now.library.courses[key], above.courses[key]
        wanted += [(key, "U708") for name in touched(said) if then[key].get(name) != source.get(name)]
        for name in ("title", "summary"):
            assert getattr(record, name) == said.get("set", {}).get(name, source[name])
        assert list(record.keywords) == source["keywords"] + said.get("add", {}).get("keywords", [])
        assert record.source.body.count("本地写的一段") == ("append" in said)
        assert source["body"] in record.source.body
        assert record.source.origin is not None
        assert set(record.source.origin.changed) == {_LABELS[name] for name in touched(said)}
    assert told == sorted(wanted)
    assert not [p for p in now.problems if p.severity == "error"]


def test_there_are_changes_enough() -> None:
    """The rounds hold at least three hundred overlays."""
    assert ROUNDS * (COURSES - 2) >= 300
