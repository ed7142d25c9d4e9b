"""Keys: kept encrypted in the user's own folder, named in the content, changed by enough signatures of those that were."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import stat
from pathlib import Path

import pytest

from courselib.__main__ import run
from courselib.publish.signing import keys, roots, signatures
from courselib.publish.signing.fingerprints import digits, fingerprint_page, spoken
from courselib.runtime.characters import CHARACTERS
from courselib.runtime.errors import ContentError, UsageError

from ..support.library import course, put
from ..support.sites import Reader, courselib
from .conftest import Library, signer

PASS = "correct horse"  # noqa: S105


class Person:
    """Somebody with a state folder and a passphrase of his own, at work on a library."""

    def __init__(self, folder: Path, library: Library, passphrase: str = PASS) -> None:
        self.state, self.library, self.passphrase = folder, library, passphrase

    def run(self, *arguments: str | Path, code: int = 0, passphrase: str | None = None) -> str:
        """Run a command in this process and return all that it says."""
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            patch.setenv("COURSELIB_STATE_DIR", str(self.state))
            patch.setenv("COURSELIB_PASSPHRASE", passphrase or self.passphrase)
            patch.chdir(self.library.folder)
            ended = run([str(argument) for argument in arguments])
        assert ended == code, said.getvalue()
        return said.getvalue()

    def key(self, name: str) -> Path:
        return self.state / "keys" / f"{name}.pem"


@pytest.fixture
def person(tmp_path: Path, library: Library) -> Person:
    return Person(tmp_path / "state", library)


def shown_fingerprint(text: str) -> str:
    found = re.search(r"指纹：(.+)", text)
    assert found
    return found[1].strip()


def test_a_new_key(person: Person) -> None:
    said = person.run("key", "new")
    path = person.key("course-library")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "ENCRYPTED" in path.read_text(encoding="utf-8")
    root = roots.latest(person.library.content)
    assert root is not None
    assert shown_fingerprint(said) == " ".join(spoken(root.fingerprint))
    shown = person.run("key", "show")
    assert shown_fingerprint(shown) == shown_fingerprint(said)
    assert root.fingerprint in re.sub(r"\s", "", shown)
    assert "本机的 course-library" in shown
    assert "已经有一把叫 course-library 的密钥" in person.run("key", "new", code=2)
    # No private part comes near the content.
    assert not [p for p in person.library.content.rglob("*") if p.is_file() and b"PRIVATE" in p.read_bytes()]


def test_words_for_what_goes_wrong(person: Person, tmp_path: Path) -> None:
    assert "还没有密钥清单" in person.run("key", "show", code=2)
    assert "还没有密钥清单" in person.run("key", "rotate", code=2)
    assert "口令太短" in person.run("key", "new", passphrase="short", code=2)  # noqa: S106
    assert "密钥名“../x”不合用" in person.run("key", "new", "--name", "../x", code=2)
    person.run("key", "new")
    assert "口令不对" in person.run("release", passphrase="wrong wrong", code=2)  # noqa: S106
    assert "没有密钥文件" in person.run("release", "--key", tmp_path / "none.pem", code=2)
    (tmp_path / "text.pem").write_text("hello", encoding="utf-8")
    assert "不是密钥文件" in person.run("release", "--key", tmp_path / "text.pem", code=2)
    stranger = Person(tmp_path / "stranger", person.library)
    assert "这台电脑上没有它的密钥" in stranger.run("release", code=2)
    assert "还不在里面" in stranger.run("key", "new", "--name", "stranger")
    assert "不在这个课程库的密钥清单里" in stranger.run("release", "--key", stranger.key("stranger"), code=2)
    assert "没有写要换什么" in person.run("key", "rotate", code=2)
    assert "没有以 ffffffff 开头的密钥" in person.run("key", "rotate", "--drop", "ffffffff", code=2)
    assert not (person.library.content / "releases/1.0.json").exists()


def test_a_passphrase_is_asked_for_on_a_terminal_only(person: Person) -> None:
    done = courselib("key", "new", cwd=person.library.folder, env={"COURSELIB_STATE_DIR": str(person.state)})
    assert done.returncode == 2
    assert "COURSELIB_PASSPHRASE" in done.stderr


def test_a_signed_release_and_a_rotation(person: Person) -> None:
    library = person.library
    person.run("key", "new", "--name", "first")
    assert "没有签名" not in person.run("release", "--on", "2026-11-27")
    first = (library.content / "releases/root/1.root.json").read_bytes()
    said = person.run("key", "rotate", "--name", "second")
    assert "密钥清单第 2 版已写进" in said
    root = roots.latest(library.content)
    assert root is not None
    assert list(root.keys.keys) == [k.public.keyid for k in _own(person) if k.name == "second"]
    assert root.fingerprint == signatures.fingerprint(first)
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    person.run("release", "--on", "2026-11-28")
    metadata = {p.name: p.read_bytes() for p in (library.out / "metadata").iterdir()}
    assert {"1.root.json", "2.root.json", "root.json"} <= set(metadata)
    found = signatures.verify(metadata, first, datetime.date(2026, 11, 28))
    assert found.root == root.data
    put(library.content, "courses/rural/new-one.md", course("新的两课"))
    assert "不在这个课程库的密钥清单里" in person.run("release", "--on", "2026-11-29", "--key", person.key("first"), code=2)


def _own(person: Person) -> list[keys.OwnKey]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(person.state))
        return keys.own()


def test_two_people_from_the_beginning(person: Person, tmp_path: Path) -> None:
    other = Person(tmp_path / "other", person.library, "another phrase")
    said = person.run("key", "new", "--name", "a", "--threshold", "2", "--release-threshold", "2")
    assert "还差 1 个签名，现在不起作用" in said
    assert "还没有密钥的人" in said
    assert roots.latest(person.library.content) is None
    assert "还差 1 个签名" in other.run("key", "new", "--name", "b")
    assert "还差 1 个签名" in person.run("key", "show", code=2)
    said = person.run("key", "rotate")
    assert said.count("新加的") == 2  # whoever signs sees what he signs
    assert "换密钥要 2 把密钥签名；发布要 2 把密钥签名。" in said
    assert "密钥清单第 1 版已写进" in said
    root = roots.latest(person.library.content)
    assert root is not None
    assert [root.keys.roles[role].threshold for role in ("root", "targets", "snapshot")] == [2, 2, 1]
    assert roots.pending(person.library.content) is None
    # One of two is not enough for a release, nor for another root.
    assert "发布要 2 把密钥一起签，只给了 1 把" in person.run("release", code=2)
    both = ("--key", person.key("a"), "--key", other.key("b"))
    assert "口令不对" in person.run("release", *both, code=2)
    assert "还差 1 个签名" in person.run("key", "rotate", "--threshold", "1", "--release-threshold", "1")
    assert "还在等签名" in other.run("key", "rotate", "--name", "c", code=2)
    still = roots.latest(person.library.content)
    assert still is not None
    assert still.keys.version == 1
    assert "密钥清单第 2 版已写进" in other.run("key", "rotate")
    person.run("release")


def test_a_key_of_somebody_else_comes_in_and_goes(person: Person, tmp_path: Path) -> None:
    other = Person(tmp_path / "other", person.library)
    person.run("key", "new", "--name", "a")
    other.run("key", "new", "--name", "b")
    person.run("key", "rotate", "--add", other.key("b").with_suffix(".pub.pem"))
    other.run("release", "--on", "2026-11-27")
    (keyid,) = [k.public.keyid for k in _own(person)]
    other.run("key", "rotate", "--drop", keyid[:16])
    put(person.library.content, "courses/rural/new-one.md", course("新的一课"))
    assert "这台电脑上没有它的密钥" in person.run("release", code=2)
    assert "一共 1 把密钥，不能要求 2 把一起签" in other.run("key", "rotate", "--threshold", "2", code=2)


def test_roots_that_were_touched(library: Library) -> None:
    library.sign_with(signer(1))
    place = library.content / "releases/root/1.root.json"
    good = place.read_bytes()
    for data in (good.replace(b'"threshold":1', b'"threshold":2', 1), b"{}", good[:-40]):
        place.write_bytes(data)
        with pytest.raises(ContentError):
            roots.latest(library.content)
    place.write_bytes(good)
    (place.parent / "3.root.json").write_bytes(good)
    with pytest.raises(ContentError, match=r"缺少 2\.root\.json"):
        roots.latest(library.content)


def test_characters() -> None:
    assert len(CHARACTERS) == len(set(CHARACTERS)) == 256
    assert all("\u4e00" <= c <= "\u9fff" for c in CHARACTERS)
    CHARACTERS.encode("gb2312")  # known to every system, every font and every adult reader
    for alike in ("己已巳", "未末", "土士", "日曰", "人入八", "千干于", "田由甲申", "王玉", "午牛", "石右", "天夫", "大太犬", "车东",
                  "昼画", "清晴情", "技枝", "诚城", "诗时", "银很", "楼搂", "南商"):
        assert sum(c in CHARACTERS for c in alike) <= 1 or alike == "南商"


def test_a_fingerprint_is_told_in_three_ways() -> None:
    fingerprint = bytes(range(0, 64, 2)).hex()
    assert "".join(digits(fingerprint)) == fingerprint
    assert "".join(spoken(fingerprint)) == "".join(CHARACTERS[n] for n in range(0, 32, 2))
    page = fingerprint_page("库<b>", fingerprint).decode()
    read = Reader(page)
    assert read.addresses() == []
    assert "库<b>" in read.text
    assert fingerprint in read.text.replace("\n", "")
    assert [tag for tag, _ in read.elements].count("svg") == 1
    assert page == fingerprint_page("库<b>", fingerprint).decode()


def test_keys_of_other_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    path = tmp_path / "ec.pem"
    path.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"correct horse")))
    with pytest.raises(UsageError, match="Ed25519"):
        keys.load(path, "correct horse")
    with pytest.raises(UsageError, match="不是公开的密钥文件"):
        keys.read_public(path)
    monkeypatch.setenv("COURSELIB_STATE_DIR", str(tmp_path / "state"))
    made = keys.create("one", PASS)
    assert keys.load(made.path, PASS).public_key.keyid == made.public.keyid == keys.own()[0].public.keyid
    with pytest.raises(UsageError, match="已经有一把"):
        keys.create("one", PASS)
