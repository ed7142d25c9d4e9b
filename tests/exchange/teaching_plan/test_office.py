"""Plans that LibreOffice wrote: from a Word file of ours, from a page of HTML, from an OpenDocument text."""

from __future__ import annotations

import subprocess
from pathlib import Path

from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan.importing import prepare
from courselib.exchange.teaching_plan.package import Package
from tests.support.needs import needed
from tests.support.office import soffice

from .layouts import form_nested, headings
from .making import LESSONS
from .measuring import judged, lost

_PAGE = """<html><head><meta charset="utf-8"></head><body><h1>{title}</h1><p>授课对象：{audience}　课时：{hours}课时</p>
<h2>教学方法</h2><p>{methods}</p>
<h2>一、教学目标</h2><ul>{objectives}</ul><h2>二、教学安排</h2>
<table border="1"><tr><th>单元</th><th>内容</th><th>学时</th></tr>{units}</table>
<h2>三、思考题</h2><ol>{questions}</ol><h2>四、参考资料</h2>{materials}</body></html>"""


def _page(folder: Path) -> Path:
    lesson = LESSONS[4]
    units = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in unit) + "</tr>" for unit in lesson.units)
    page = folder / "page.html"
    page.write_text(_PAGE.format(
        title=lesson.title, audience=lesson.audience[0], hours=lesson.hours, methods=lesson.methods[0], units=units,
        objectives="".join(f"<li>{o}</li>" for o in lesson.objectives), questions="".join(f"<li>{q}</li>" for q in lesson.questions),
        materials="".join(f"<p>{m}</p>" for m in lesson.materials)), encoding="utf-8")
    return page


def test_plans_of_libreoffice_are_read(loaded: Loaded, tmp_path: Path) -> None:
    program = needed(soffice(), "LibreOffice")
    made = {"form.docx": form_nested(LESSONS[0]), "heads.docx": headings(LESSONS[2])}
    for name, plan in made.items():
        (tmp_path / name).write_bytes(plan.bytes())
    _page(tmp_path)
    out = tmp_path / "out"

    def convert(kind: str, *files: Path) -> None:
        command = [program, f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=180)

    convert("odt", *(tmp_path / name for name in made), tmp_path / "page.html")
    convert("docx:MS Word 2007 XML", *sorted(out.glob("*.odt")))
    results = {}
    for name, plan in (*made.items(), ("page.docx", headings(LESSONS[4]))):
        draft = prepare(Package((out / name).read_bytes()), "x", loaded)
        right = judged(plan, {f.name: f.value for f in draft.found.fields if f.sure != "missing"})
        results[name] = [field for field, is_right in right.items() if not is_right]
        if name in made:
            told = "".join(f.where + f.said + "".join(f.value) for f in draft.found.fields)
            assert lost(plan, draft.text + told + "".join(draft.found.remarks)) == [], name
    assert not any(results.values()), results
