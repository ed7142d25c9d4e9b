"""Take from a release of schema.org what tests hold our structured data against.

Types come with what they are kinds of, properties with the types they belong to and the types of their values. Run
``python tools/vendor_schemaorg.py schemaorg-current-https.jsonld 30.0`` with the file of a release
(https://schema.org/docs/developers.html). Of properties only those of the types in ``USED`` and of what these are kinds of are kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "tests/vectors/schemaorg.json"
#: The types that our pages write.
USED = ("Course", "CourseInstance", "Syllabus", "Organization", "AlignmentObject", "EducationalAudience", "Offer", "Thing", "CreativeWork")
_PREFIX = "schema:"


def names(value: Any) -> list[str]:
    """Return the names of the schema.org terms that a value refers to."""
    values = value if isinstance(value, list) else [value]
    return sorted(v["@id"].removeprefix(_PREFIX) for v in values if v and v["@id"].startswith(_PREFIX))


def main() -> None:
    """Write the extract."""
    source, version = sys.argv[1:]
    graph = json.loads(Path(source).read_text(encoding="utf-8"))["@graph"]
    classes = {n["@id"].removeprefix(_PREFIX): names(n.get("rdfs:subClassOf")) for n in graph if "rdfs:Class" in n["@type"]}
    wanted: list[str] = list(USED)
    for name in wanted:
        wanted += [parent for parent in classes[name] if parent not in wanted]
    properties = {}
    for node in graph:
        domains = names(node.get("schema:domainIncludes"))
        if node["@type"] == "rdf:Property" and set(domains) & set(wanted):
            properties[node["@id"].removeprefix(_PREFIX)] = {"of": domains, "values": names(node.get("schema:rangeIncludes"))}
    ranges = {name for entry in properties.values() for name in entry["values"]}
    kept = {*wanted, *ranges}
    for name in sorted(kept):
        queue = [name]
        while queue:
            parents = classes.get(queue.pop(), [])
            kept |= set(parents)
            queue += parents
    types = {n: classes[n] for n in sorted(kept) if n in classes}
    extract = {"version": version, "types": types, "properties": dict(sorted(properties.items()))}
    lines = json.dumps(extract, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(lines.replace("},\"", "},\n\"").replace("],\"", "],\n\"") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
