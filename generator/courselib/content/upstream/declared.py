"""``upstream.yml``: which libraries this one stands on, and where updates of each come from."""

from __future__ import annotations

from dataclasses import dataclass

from ...library import nodes
from ...library.fields import FieldReader
from ...library.nodes import Mapping, Mark
from ...library.reading import FileResult
from ...library.schema import Field, Kind, Schema
from ...library.upstream import NAME
from ...problems import Problem, problem
from ...problems.record import quote

SCHEMA = Schema("upstream", "上游课程库", (
    Field("from", "来源", Kind.TEXT, required=True, high=500, help="文件夹、内容包或 git 地址。"),
    Field("key", "公钥指纹", Kind.TEXT, high=200, help="有签名的内容包写：64 位十六进制的指纹。"),
    Field("version", "版本", Kind.TEXT, high=64, help="git 的标签或分支；不写就取默认分支。"),
    Field("title", "名称", Kind.TEXT, high=40, help="显示在网页上的名称，如 省库；不写就用那个库自己的名称。"),
))


_NOWHERE = Mark(1, 1)


@dataclass(frozen=True, slots=True)
class Declared:
    """A library that this one stands on, and where it stands in the file."""

    name: str
    source: str
    key: str = ""
    version: str = ""
    title: str = ""
    mark: Mark = _NOWHERE


def declared(result: FileResult | None) -> tuple[dict[str, Declared], list[Problem]]:
    """Return what the file names in its order, and what is wrong with it."""
    if result is None or not result.body:
        return {}, []
    root = nodes.parse(result.body, result.path).root
    if not isinstance(root, Mapping):
        return {}, []
    found: dict[str, Declared] = {}
    problems: list[Problem] = []
    for name, (key, node) in root.items.items():
        place = {"line": key.mark.line, "column": key.mark.column}
        if not NAME.fullmatch(name):
            problems.append(problem("U701", result.path, f"上游的名称 {quote(name)} 写法不对。", **place,
                                    hint="名称只用小写字母、数字和中间的短横线，最多 20 个字符。"))
            continue
        if not isinstance(node, Mapping):
            problems.append(problem("U701", result.path, f"上游 {quote(name)} 应写成“字段: 值”。", **place,
                                    hint="如 province: {from: ../province}。"))
            continue
        reader = FieldReader(result.path, mendable=False)
        values = reader.record(SCHEMA, node)
        problems += reader.problems
        if "from" in values:
            key_, version, title = (values.get(field, "") for field in ("key", "version", "title"))
            found[name] = Declared(name, values["from"], key_, version, title, key.mark)
    return found, problems
