"""The site's search engine in node: its modules over the files of a built ``search/`` folder, without a browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from courselib.library.model import Library
from courselib.search import pinyin
from courselib.search.cut import Cut
from courselib.search.documents import SearchDocument
from courselib.search.shards import Session, Stores

from .scripts import below, node, script

_NODE = """
const fs = require("fs");
global.window = global;
global.location = {protocol: "file:"};
const given = JSON.parse(fs.readFileSync(0, "utf8"));
(0, eval)(given.script);
const modules = CourseLib.modules;
modules.lib_script.run = async address => {
  let text;
  try { text = fs.readFileSync(given.folder + address.split("?")[0], "utf8"); } catch (e) {
    throw modules.lib_script.trouble("missing", address);
  }
  (0, eval)(text);
};
(async () => {
  const library = await modules.search_engine.open("search/").catch(error => {
    if (given.opened) {
      throw error;
    }
  });
  const answer = await (0, eval)("(" + given.work + ")")(given.value, modules, library);
  process.stdout.write(JSON.stringify(answer));
})().catch(error => { console.error(error); process.exit(1); });
"""
#: What the words of queries hint at.
HINTS = """async (requests, modules) => {
  const found = [];
  for (const request of requests) {
    await modules.search_engine.find(Object.assign({limit: 1}, request));
    const one = await modules.search_engine.suggest(Object.assign({hints: true}, request));
    found.push([one.meant, one.offers.map(o => [o.words, o.text, o.set, o.total])]);
  }
  return found;
}"""


#: What was read of Han runs for one library need not be read again for another.
_READINGS: dict[str, str] = {}


def write_search(
    documents: Sequence[SearchDocument], library: Library, site: Path, cut: Cut | None = None, stores: Stores | None = None
) -> dict[str, bytes]:
    """Write the search's files of a site, and nothing else of it; return them by path. ``stores`` are what an earlier call has left."""
    with stores or Stores(None, "test") as used, pinyin.remembered(_READINGS) as readings:
        files = {file.path: used.file(file.key) for file in Session(used, documents, library, cut).finish().files}
    _READINGS.update(readings.fresh)
    for name, data in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return files


def run(site: Path, work: str, value: Any, *extra: str, opened: bool = True) -> Any:
    """Return what the async function expression ``work`` makes of a value, given the modules and the library of a site that is open.

    ``extra`` are further modules, by their paths below the scripts' folder. ``opened``: the site must open.
    """
    scripts = script(*below("search"), "later.js", "segments.js", *extra)
    given = json.dumps({"script": scripts, "folder": f"{site}/", "work": work, "value": value, "opened": opened})
    done = subprocess.run([node() or "node", "-e", _NODE], input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
