"""变更说明 as a page that stands alone: no scripts, no other files, good on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..standalone import document
from .changes import Changed, Changes, Part, Row
from .wording import Difference

_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;
font:1rem/1.7 "Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#2b2622;background:#fffdf9;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3;margin:0}h2{font-size:1.2rem;margin:2.5rem 0 .5rem;border-bottom:2px solid #b3261e;padding-bottom:.2rem}
h3{font-size:1rem;margin:1.4rem 0 .3rem}h4{font-size:.95rem;margin:1rem 0 .2rem;color:#6b625a}
p{margin:.3rem 0}.about{color:#6b625a}.unsigned{border-left:4px solid #b3261e;padding:.3rem .8rem;background:#fdf0ee}
.figures{display:flex;flex-wrap:wrap;gap:.5rem;margin:1.2rem 0 0;padding:0;list-style:none}
.figures li{border:1px solid #d9d0c4;border-radius:.3rem;padding:.2rem .7rem;background:#fff}
.figures b{color:#8f1d17;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;
border-bottom:1px solid #e6ded3}th{font-weight:600;color:#6b625a;white-space:nowrap}
td.n{white-space:nowrap;font-variant-numeric:tabular-nums}
code{font:.85em ui-monospace,Consolas,monospace;color:#6b625a}
dl{margin:.2rem 0 0}dt{font-weight:600}dd{margin:0 0 .5rem 1rem}
del{text-decoration:none;color:#8a3a34}ins{text-decoration:none;color:#1d5e36}
del::before{content:"原："}ins::before{content:"现："}
ins.plain::before,del.plain::before{content:none}
section,.record{break-inside:auto}.record{padding-bottom:.3rem}.record h3{break-after:avoid}
@media (max-width:30rem){th.wide,td.wide{display:none}body{padding-top:1rem}}
@media print{body{max-width:none;background:#fff;font-size:10.5pt;padding:0}.record,tr{break-inside:avoid}h2{break-after:avoid}}
""".strip()
#: Two texts no longer than this stand on one line.
_SHORT = 16


def page(changes: Changes) -> bytes:
    """Return the page."""
    return ("\n".join(_lines(changes)) + "\n").encode()


def _lines(changes: Changes) -> Iterator[str]:
    title = f"变更说明：{changes.previous} → {changes.version}" if changes.previous else f"变更说明：{changes.version}（首次发布）"
    yield document(f"{title} · {changes.name}", _STYLE, "\n".join(_body(title, changes)))


def _body(title: str, changes: Changes) -> Iterator[str]:
    yield f"<main>\n<h1>{escape(title)}</h1>"
    yield f'<p class="about">{escape(changes.name)} · {escape(changes.on)} 发布 · 现有课程 {changes.courses} 门，{changes.hours} 学时</p>'
    if not changes.signed:
        yield '<p class="unsigned">这次发布没有签名：收到的人无法核对是谁发布的，也看不出有没有被人改过。请从可靠的人手里取。</p>'
    figures = list(_figures(changes))
    if figures:
        yield '<ul class="figures">' + "".join(f"<li>{label} <b>{count}</b></li>" for label, count in figures) + "</ul>"
    if changes.previous and changes.nothing:
        yield "<p>课程、方案和班次没有变化；只改了页面、附件、设置，或换了生成工具的版本。</p>"
    for part in changes.parts:
        yield from _part(part)
    if changes.plan:
        yield f"<section>\n<h2>规划数据与近义词</h2>\n{_fields(changes.plan)}\n</section>"
    if changes.others:
        rows = "".join(f"<li><code>{escape(path)}</code></li>" for path in changes.others)
        yield f"<section>\n<h2>其他有改动的内容文件</h2>\n<ul>{rows}</ul>\n</section>"
    yield "</main>"


def _figures(changes: Changes) -> Iterator[tuple[str, int]]:
    for part in changes.parts:
        end = "停用或删除" if part.kind == "course" else "不再有"
        for what, rows in (("新增", part.added), ("有变化", part.changed), (end, part.removed)):
            if rows:
                yield f"{what}{part.label}" if what != "有变化" else f"{part.label}有变化", len(rows)
    if changes.plan:
        yield "规划数据改动", len(changes.plan)


def _part(part: Part) -> Iterator[str]:
    yield f"<section>\n<h2>{part.label}</h2>"
    if part.added:
        yield f"<h4>新增 {len(part.added)}</h4>\n{_table(part.added, course=part.kind == 'course')}"
    if part.removed:
        end = "停用或删除" if part.kind == "course" else "不再有"
        yield f"<h4>{end} {len(part.removed)}</h4>\n{_table(part.removed, course=part.kind == 'course')}"
    if part.changed:
        yield f"<h4>有变化 {len(part.changed)}</h4>"
    for row in part.changed:
        yield _record(row)
    yield "</section>"


def _table(rows: tuple[Row, ...], *, course: bool) -> str:
    noted = any(row.note for row in rows)
    heads = ["名称", *(["学时", "对象"] if course else []), *(["说明"] if noted else [])]
    classes = {"学时": ' class="n"'}

    def line(row: Row) -> str:
        cells = {"名称": f"{escape(row.title)} <code>{escape(row.id)}</code>", "学时": escape(row.hours), "对象": escape(row.sector),
                 "说明": escape(row.note)}
        return "<tr>" + "".join(f"<td{classes.get(head, '')}>{cells[head]}</td>" for head in heads) + "</tr>"

    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(map(line, rows)) + "\n</tbody>\n</table>"


def _record(row: Changed) -> str:
    touched = ""
    if row.touched:
        touched = "<dl><dt>所排课程的变化</dt>" + "".join(f"<dd>{escape(text)}</dd>" for text in row.touched) + "</dl>"
    return f'<div class="record">\n<h3>{escape(row.title)} <code>{escape(row.id)}</code></h3>\n{_fields(row.fields)}{touched}\n</div>'


def _fields(fields: tuple[Difference, ...]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(d.label)}</dt><dd>{_difference(d)}</dd>" for d in fields) + "</dl>" if fields else ""


def _difference(difference: Difference) -> str:
    if difference.added or difference.removed:
        parts = (("增加", "ins", difference.added), ("去掉", "del", difference.removed))
        return "<br>".join(
            f"{head} {len(items)} 项：" + "；".join(f'<{tag} class="plain">{_text(item)}</{tag}>' for item in items)
            for head, tag, items in parts if items
        )
    if not difference.before:
        return _text(difference.after)
    if max(len(difference.before), len(difference.after)) <= _SHORT:
        return f"{_text(difference.before)} → <ins class=\"plain\">{_text(difference.after)}</ins>"
    return f"<del>{_text(difference.before)}</del><br><ins>{_text(difference.after)}</ins>"


def _text(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))
