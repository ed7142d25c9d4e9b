"""Where another library's content comes from: its folder, a pack, or a git repository, of which nothing but content files is ever written.

A repository is hostile until judged. It is cloned bare, so that nothing is checked out (no attributes, filters, links or submodules
have a say), with no hooks and by few protocols; its files are judged by name and size before a byte of them is read.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from ...library.source import PLAN_FILE
from ...problems import ERROR
from ...runtime.errors import SystemFault, UsageError
from ...runtime.workspace import SETTINGS_FILE, Workspace
from ...site.settings import read_settings
from ..receiving.laying import lay
from ..receiving.repository import Repository
from ..receiving.tree import CONTENT, read_tree
from .packed import packed
from .source import Source

_PROTOCOLS = ("https", "http", "ssh", "file")
_ADDRESS = re.compile(r"(?:https?|ssh|file)://\S+|[\w.-]+@[\w.-]+:\S+")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
_PACK = ".zip"
#: What git may take of a weak line, in seconds.
_PATIENCE = 1800
_OURS = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_LFS_SKIP_SMUDGE": "1", "LC_ALL": "C.UTF-8"}


def is_git(source: str) -> bool:
    """Tell whether a source is the address of a git repository."""
    return _ADDRESS.fullmatch(source) is not None


@contextlib.contextmanager
def opened(source: str, root: Path, *, version: str = "", key: str = "") -> Iterator[Source]:
    """Open a source; a folder is meant from ``root``, the library's own. ``version`` is a tag or branch of a git repository.

    Raises ``UsageError`` for what is no library, ``SystemFault`` when git fails.
    """
    if source.lower().endswith(_PACK) and not is_git(source):
        with tempfile.TemporaryDirectory(prefix="courselib-upstream-") as place:
            yield packed(root / source, version, key, Path(place))
        return
    if key:
        raise UsageError("公钥指纹只用于有签名的内容包。", "去掉 --key（upstream.yml 里的 key）。")
    if is_git(source):
        with tempfile.TemporaryDirectory(prefix="courselib-upstream-") as place:
            yield _cloned(source, version, Path(place))
        return
    if version:
        raise UsageError("文件夹没有标签或分支可选。", "去掉 --version；要选版本，写 git 地址。")
    yield _folder(root / source, source)


def _folder(place: Path, source: str) -> Source:
    content = place / CONTENT if (place / CONTENT / PLAN_FILE).is_file() else place
    if not (content / PLAN_FILE).is_file():
        raise UsageError(f"“{source}”不是课程库的文件夹。", "写课程库的文件夹（里面有 content），或 git 地址，如 https://例子/省库.git。")
    return _described(content, source)


def _described(content: Path, source: str) -> Source:
    settings = read_settings(Workspace.of(content)) if (content.parent / SETTINGS_FILE).is_file() else None
    title = settings.site_name if settings else ""
    library = _library_name(content.parent / SETTINGS_FILE) or (urlsplit(source).path or source).rstrip("/").rpartition("/")[2]
    return Source(content, library[:80], title[:40], _version(content))


_NAMED = re.compile(r"^  library(?:_id)?:[ ]*[\"']?([\w.-]{1,80})[\"']?[ ]*(?:#.*)?$", re.MULTILINE)
_RELEASE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}")


def _library_name(settings: Path) -> str:
    """Return what a library's settings call it, for machines; an empty text where they do not."""
    try:
        found = _NAMED.search(settings.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def _version(content: Path) -> str:
    """Return the last release of a library, an empty text where there is none."""
    folder = content / "releases"
    names = [path.stem for path in folder.glob("*.json") if _RELEASE.fullmatch(path.stem)] if folder.is_dir() else []
    return max(names, key=lambda name: [int(part) for part in name.split(".")], default="")


def _cloned(source: str, version: str, place: Path) -> Source:
    git = shutil.which("git")
    if git is None:
        raise SystemFault("找不到 git 命令。", "安装 git；或把上级的课程库复制成文件夹，写文件夹的位置。")
    if version and not _REVISION.fullmatch(version):
        raise UsageError(f"“{version}”不能是标签或分支。", "写上级给的标签，如 v1.2。")
    bare = place / "bare"
    words = [git]
    settings = {"core.hooksPath": os.devnull, "core.symlinks": "false", "protocol.allow": "never", "fetch.fsckObjects": "true",
                "submodule.recurse": "false", "init.templateDir": "", "http.followRedirects": "initial"}
    settings |= {f"protocol.{name}.allow": "always" for name in _PROTOCOLS}
    for name, value in settings.items():
        words += ["-c", f"{name}={value}"]
    words += ["clone", "--quiet", "--bare", "--depth", "1", "--single-branch", "--no-tags", "--no-recurse-submodules", "--template="]
    words += [*(["--branch", version] if version else []), "--", source, str(bare)]
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _USERS_OWN}
    try:
        done = subprocess.run(words, env=plain | _OURS, stdin=subprocess.DEVNULL, capture_output=True,  # noqa: S603 - no shell
                              check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise SystemFault(f"从 {source} 取内容，半小时没有取完。", "网络好的时候再试，或请上级给一个文件夹。") from error
    if done.returncode:
        which = f"的 {version} " if version else ""
        raise SystemFault(f"git 取不到 {source} {which}。", "看地址、标签和网络对不对；要密码的地址，先用 git clone 试一次。")
    repository = Repository(bare, plain | _OURS | {"GIT_DIR": str(bare)})
    tree = read_tree(repository, _resolved(git, bare, plain))
    first = next((p for p in tree.problems if p.severity == ERROR), None)
    if first is not None:
        raise UsageError(f"上级的内容里有不能收的文件：{first.message}（{first.path}）", "请上级改好再取。")
    if not tree.has_content:
        raise UsageError(f"“{source}”里没有课程库的内容。", "课程库的仓库里有 content 文件夹。")
    lay(repository, tree.blobs, place / "tree")
    made = _described(place / "tree" / CONTENT, source)
    return Source(made.content, made.library, made.title, made.version or (version.removeprefix("v") if _TAG.fullmatch(version) else ""))


_TAG = re.compile(r"v?" + _RELEASE.pattern)
#: What of git's own environment is the user's business: how he proves who he is.
_USERS_OWN = frozenset(("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH"))


def _resolved(git: str, bare: Path, environment: dict[str, str]) -> str:
    """Return the commit that was cloned, of a branch or of a tag."""
    done = subprocess.run(  # noqa: S603 - no shell, and each word is ours
        [git, "--git-dir", str(bare), "rev-parse", "--verify", "--quiet", "HEAD^{commit}"], env=environment | _OURS,
        stdin=subprocess.DEVNULL, capture_output=True, check=False)
    commit = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not commit:
        raise SystemFault("取来的仓库里没有提交。", "看标签或分支写得对不对。")
    return commit
