import dataclasses

from courselib.library.model import Library
from courselib.library.schema import COURSE_KINDS
from courselib.search.documents import FIELDS, document, documents, field_terms
from courselib.search.synonyms import Synonyms


def test_every_published_course_is_searchable(library: Library) -> None:
    """Each published course of the shipped library gives one document, in order of the plan's topics, then of kind, hours and ID."""
    found = documents(library)
    kinds = [kind for kind, _ in COURSE_KINDS]
    wanted = [
        name for topic in library.plan.topics
        for _, _, name in sorted(
            (kinds.index(c.kind), c.hours, c.id) for c in library.courses.values() if c.status == "published" and c.topic == topic
        )
    ]
    assert [d.id for d in found] == wanted
    assert len(found) > 150


def test_drafts_only_when_asked_for_and_retired_never(library: Library) -> None:
    """A draft is searchable only with include_drafts, a retired course not at all."""
    names = list(library.courses)[:2]
    courses = dict(library.courses)
    courses[names[0]] = dataclasses.replace(courses[names[0]], status="draft")
    courses[names[1]] = dataclasses.replace(courses[names[1]], status="retired")
    changed = dataclasses.replace(library, courses=courses)
    assert set(names) & {d.id for d in documents(changed)} == set()
    assert set(names) & {d.id for d in documents(changed, include_drafts=True)} == {names[0]}


def test_sectors_are_expanded(library: Library) -> None:
    """A course is its audience's and its parents'; one for all is open to every sector, one for a sector to its sub-sectors."""
    course = next(iter(library.courses.values()))

    def sectors(*audience: str) -> tuple[set[str], set[str]]:
        found = document(dataclasses.replace(course, audience=audience), library)
        return {*found.sectors}, {*found.open_to}

    children = library.plan.sectors["institutions"].children
    assert sectors("all") == ({"all"}, {*library.plan.sectors})
    assert sectors("institutions") == ({"institutions"}, {"institutions", *children})
    assert sectors("institutions-health", "rural") == ({"institutions-health", "institutions", "rural"}, {"institutions-health", "rural"})
    assert sectors(*children) == ({"institutions", *children}, {*children})


def test_the_parent_sector_is_searched_too(library: Library) -> None:
    """A course for a sub-sector is found by the titles of the sub-sector and of its parent."""
    course = dataclasses.replace(next(iter(library.courses.values())), audience=("institutions-health",))
    texts = dict(zip(FIELDS, document(course, library).texts, strict=True))
    sectors = library.plan.sectors
    assert texts["sector"] == (sectors["institutions-health"].title, sectors["institutions"].title)


def test_keywords_do_not_run_into_each_other(library: Library) -> None:
    """No term spans two keywords."""
    course = dataclasses.replace(next(iter(library.courses.values())), keywords=("甲乙", "丙丁"))
    terms = field_terms(document(course, library))["keywords"]
    assert terms == {"甲乙": 1, "甲": 1, "乙": 1, "丙丁": 1, "丙": 1, "丁": 1}


def test_the_outline_is_searched_once(library: Library) -> None:
    """A unit's words count as often as the body says them."""
    course = next(iter(library.courses.values()))
    source = dataclasses.replace(course.source, body="| 单元 | 学时 |\n| --- | --- |\n| 蓝莓栽培 | 2 |\n", plain=None)
    terms = field_terms(document(dataclasses.replace(course, source=source), library))["text"]
    assert terms["蓝莓"] == 1


def test_the_digest_tells_whether_the_index_would_change(library: Library) -> None:
    """The digest follows the texts and the body, and not what is only filtered by or shown."""
    one = documents(library)[0]
    assert dataclasses.replace(one, hours=one.hours + 1).digest == one.digest
    assert dataclasses.replace(one, body=one.body + "新").digest != one.digest
    assert dataclasses.replace(one, texts=(("别的",), *one.texts[1:])).digest != one.digest
    assert dataclasses.replace(one, id="other").digest != one.digest


def test_documents_are_the_same_every_time(library: Library) -> None:
    """Two readings of the same library give equal documents and digests."""
    first, second = documents(library), documents(library)
    assert first == second
    assert [d.digest for d in first] == [d.digest for d in second]


def test_a_course_of_an_unknown_topic_is_still_searchable(library: Library) -> None:
    """A course whose topic the plan does not know has no topic or task text, and is a document all the same."""
    course = dataclasses.replace(next(iter(library.courses.values())), topic="nowhere", lecturers=("nobody",))
    made = document(course, library)
    assert made.task == ""
    assert made.texts[FIELDS.index("topic")] == made.texts[FIELDS.index("lecturer")] == ()


def test_letters_of_other_words_stand_whole() -> None:
    """A term in letters is found where it stands alone, not within a word."""
    synonyms = Synonyms([("人工智能", "AI"), ("电话", "12345")])
    assert synonyms.others(["用AI写稿"]) == ["人工智能"]
    assert synonyms.others(["email, main, 123456"]) == []
    assert synonyms.others(["人工智能 12345"]) == ["AI", "电话"]
