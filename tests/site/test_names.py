"""Short names in scripts: the same code, whatever it is read by, and nothing from outside is called otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import esprima
import pytest

from courselib.site.names import shortened

from ..support.scripts import in_node

#: Code as the site's modules are written, and what its function ``work`` gives.
WORKS = (
    ("function work(value){const other={value:value,twice:value*2};return other.value+other.twice;}", 3, 9),
    ("const table={first:1,second:2};function work(name){return table[name]===undefined?table.first:table.second;}", "second", 2),
    ("function work(text){const found=text.replace(/text|\"found/g,'text');return found+\" text\";}", 'a"found', "atext text"),
    ("function work(list){let sum=0;for(const item of list){sum+=item;}return sum/list.length/1;}", [2, 4], 3),
    ("function work(text){try{return JSON.parse(text);}catch(error){return error instanceof SyntaxError?\"no\":error;}}", "{", "no"),
    ("function work(modules){return modules.map((one)=>one+1).map(other=>other*2);}", [1], [4]),
    ("function one(){}one.prototype.then=function(value){return value;};function work(value){return new one().then(value);}", 5, 5),
    ("function work(list){return Promise.resolve(list).catch(function(error){return Array.from(error);})&&list;}", [1], [1]),
    ("function work(value){const kept=1;return{kept,value:kept?value:kept,kept2(){return kept;}}.kept;}", 5, 1),
)


@pytest.mark.parametrize(("code", "value", "answer"), WORKS)
def test_what_a_module_does_stays(code: str, value: Any, answer: Any) -> None:
    """Keys, texts, patterns and conditions stay what they are."""
    new = shortened(f"{code}\nexports.work=work;")
    assert "exports.work=" in new
    assert len(new) <= len(code) + 22
    wrapped = f"global.CourseLib={{}};(function(exports){{{new}}})(CourseLib);"
    assert in_node(wrapped, "value => CourseLib.work(value)", value) == answer


def test_code_that_is_not_read_stays_as_it_is() -> None:
    """Templates, and brackets that do not fit, are left alone."""
    for code in ("const name=1;const text=`${name}`;", "function work(value){return value;", "const value=#;"):
        assert shortened(code) == code


def _nodes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every node of a tree with the one above it."""
    waiting: list[tuple[Any, Any]] = [(node, None)]
    while waiting:
        here, above = waiting.pop()
        if isinstance(here, list):
            waiting += [(each, above) for each in here]
        elif isinstance(here, dict):
            yield here, above
            waiting += [(here[key], here) for key in sorted(here)]


def test_only_names_of_its_own_are_changed() -> None:
    """Read by a parser, the code has the same tree; every name that is changed is declared in it, and always changed alike."""
    code = """
      const loader=modules.search_loader;const MOST=8;let current=null;
      function Folder(base,stamp){this.base=base;this.stamp=stamp||MOST;}
      Folder.prototype.load=function(key,parse){const folder=this;return loader.run(key).then(function(text){
        try{return parse(folder,text);}catch(error){throw window.trouble(error,key);}}).catch(function(error){
          return Promise.reject(current?error:{base:key,error:error});});};
      exports.Folder=Folder;exports.late=function(name){return document.querySelector(name)[0]/MOST/2;};
    """
    before, after = (esprima.parseScript(text).toDict() for text in (code, shortened(code)))
    names: dict[str, str] = {}
    for (one, _), (other, _) in zip(_nodes(before), _nodes(after), strict=True):
        assert one["type"] == other["type"]
        if one["type"] == "Identifier":
            assert names.setdefault(one["name"], other["name"]) == other["name"] or one["name"] in ("base", "stamp", "load", "late", "Folder")
    free = ("modules", "window", "document", "Promise", "exports")
    assert {name: names[name] for name in free} == {name: name for name in free}
    assert all(len(names[name]) == 1 for name in ("loader", "current", "parse", "folder"))
