"""Examples of problems with libraries that this one stands on (U), and the small one that they stand beside."""

from __future__ import annotations

import json

from ..runtime.hashing import hash_of_bytes
from .example import Example, course

OVERLAY_PATH = "overlays/province/example-above.yml"
UPSTREAM_PATH = "upstream.yml"
COPY = "upstream/province"
_ABOVE = "courses/rural/example-above.md"
_COURSE = course("title: 上级的课程", unit="上级")
_DECLARED = "province: {from: ../province}"


def copied(files: dict[str, str], **more: object) -> dict[str, str]:
    """Return the files of a copy of a library, with the one that says what they are; ``more`` are other entries of that."""
    about = {
        "format": 1, "name": "province", "library": "province", "title": "省库", "version": "1.2", "from": "../province", "depth": 0,
        "before": {}, "gone": {}, "files": {path: hash_of_bytes(text.encode())[:32] for path, text in files.items()},
    }
    made = {f"{COPY}/{path}": text for path, text in files.items()}
    return made | {f"{COPY}/origin.json": json.dumps(about | more, ensure_ascii=False, sort_keys=True, indent=1) + "\n"}


#: A library that stands on another, whose copy has one course.
ABOVE = {UPSTREAM_PATH: f"{_DECLARED}\n"} | copied({_ABOVE: _COURSE})

UPSTREAM = (
    Example(
        "U701", "file", "content/upstream.yml 一行一个上游：名称用小写字母、数字和中间的短横线，后面写从哪里取。",
        f"{_DECLARED}\nCity: {{from: ../city}}", _DECLARED, path=UPSTREAM_PATH,
    ),
    Example(
        "U702", "file", "上游的内容要先取来，放在 content/upstream 里，和课程一起存进版本库。运行 courselib upstream update。",
        f"{_DECLARED}\ncity: {{from: ../city}}", _DECLARED, path=UPSTREAM_PATH,
    ),
    Example(
        "U703", "file", "content/upstream 里是上级内容的副本，下次更新会换掉，不要在里面改；要改的写在 content/overlays。",
        _COURSE.replace("上级的课程", "改过的课程").rstrip("\n"), _COURSE.rstrip("\n"), path=f"{COPY}/{_ABOVE}",
    ),
    Example(
        "U704", "words", "上级的一条记录在这里用不了，如它的专题本库没有，就不采用，别的照用。请告诉上级改，或在 overlays 里改这条记录。",
        "上级的课程写着 topic: rural-theroy", "上级的课程写着 topic: rural-theory", recipe="above-faulty",
    ),
    Example(
        "U705", "words", "overlays 里的文件名要是上级一条记录的编号，文件夹名是 upstream.yml 里的名称。",
        "overlays/province/example-abvoe.yml", OVERLAY_PATH, recipe="above-unknown",
    ),
    Example(
        "U706", "file", "编号、来源跟着上级，必填的字段不能去掉，add 只能往列表里加。",
        "set:\n  id: example-ours", "set:\n  title: 县里的课程", path=OVERLAY_PATH,
    ),
    Example(
        "U707", "file", "写的与上级的一样，就没有作用，以后上级改了反而会挡住。删去这个字段。",
        "set:\n  hours: 2", "set:\n  summary: 县里的说明", path=OVERLAY_PATH,
    ),
    Example(
        "U708", "file", "本地改过的地方，上级后来也改了。本地的照用；看过以后运行 courselib upstream keep，或删去本地的改动。",
        "set:\n  summary: 县里的说明\nbase: 00000000000000000000000000000000", "set:\n  summary: 县里的说明", path=OVERLAY_PATH,
    ),
    Example(
        "U709", "words", "本库的 plan.yml 可以比上级要求得多，不能少：上级的学时规则、必修专题都要有，数值不能低。",
        "上级要求五年 200 学时，这里没有这条规则", "照上级的写，或要求得更多", recipe="above-stricter",
    ),
    Example(
        "U710", "words", "上级的课程用到的专题，本库的 plan.yml 没有，那些课程就不采用。把专题加进 plan.yml。",
        "上级有“数字乡村”专题，这里没有", "照上级的 plan.yml 把这个专题加进 topics", recipe="above-topic",
    ),
    Example(
        "U711", "words", "本地改过的一条记录，上级已经删去或改名。改动的文件还在：改名就行的改文件名，不要了的删去。",
        "上级删去了 example-gone，overlays/province/example-gone.yml 还在", "把文件改成现在的编号，或删去", recipe="above-gone",
    ),
    Example(
        "U712", "words", "两个上游的上游用了同一个名称，却不是同一个库：只采用第一个。在 upstream.yml 里把其中一个改名，再取一次。",
        "city 和 school 的上游都叫 province，但不是一个库", "两个库各有各的名称", recipe="above-namesake",
    ),
)
