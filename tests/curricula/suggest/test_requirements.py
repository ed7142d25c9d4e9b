"""What a suggestion holds beside rules and topics: roles, dates, core courses, the sector's content, a reserve, what was earned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from courselib.curricula.evaluation import Evaluation, evaluate_curriculum
from courselib.curricula.suggest.suggestion import Suggestion, suggest
from courselib.library.model import ClassItem, Course, Curriculum, Earned, Item, Library, Source, TrainingClass
from courselib.runtime.errors import ContentError

from ..making import a_course, a_curriculum, a_library, a_rule, a_topic

NEED = a_rule("need", minimum=80)
HALF = a_rule("half", count="theory", share_of="all", share=(1, 2))
OFFJOB = a_rule("off", window="year", count="offjob", offjob_level="county", minimum=16)


def many(count: int, name: str = "s", hours: int = 8, **fields: object) -> list[Course]:
    """Return courses of equal hours, told apart by number."""
    made = {k: fields.pop(k) for k in ("theory", "topic", "audience", "kind", "prerequisites") if k in fields}
    return [
        replace(a_course(f"{name}{n:02}", hours, **made), **fields)  # type: ignore[arg-type]  # named by the caller
        for n in range(count)
    ]


def done(library: Library, draft: Curriculum, margin: int = 0) -> tuple[Suggestion, Evaluation]:
    """Return a suggestion, which must be without any fault, and its evaluation."""
    made = suggest(library, draft, margin)
    evaluation = evaluate_curriculum(replace(draft, items=made.items), library.courses, library.plan, library.classes)
    assert (evaluation.failed, evaluation.missing, evaluation.lacking_core, evaluation.findings) == ((), (), (), ())
    assert set(draft.items) <= set(made.items)
    return made, evaluation


def refused(library: Library, draft: Curriculum, margin: int = 0) -> list[str]:
    """Return the lines that say why nothing can be suggested."""
    with pytest.raises(ContentError) as error:
        suggest(library, draft, margin)
    return error.value.message.split("\n  · ")


def ids(made: Suggestion) -> set[str]:
    """Return the courses of a suggestion."""
    return {i.course for i in made.items}


def test_no_course_of_another_role_and_some_of_the_own_role_in_every_year() -> None:
    """Members get none of the secretaries' courses; secretaries and party workers get theirs, spread over the years."""
    rule = a_rule("need", minimum=160, applies=("member", "secretary", "party-worker"))
    ours = many(8, "r", roles=("secretary", "party-worker"))
    library = a_library([*many(30), *ours, *many(4, "x", roles=("secretary",))], [rule])
    made, _ = done(library, a_curriculum(()))
    assert not any(name[0] in "rx" for name in ids(made))
    for role, letters in (("secretary", "rx"), ("party-worker", "r")):
        made, _ = done(library, a_curriculum((), role=role))
        assert {i.year for i in made.items if i.course[0] in letters} == set(range(2024, 2029))
        assert not any(name[0] in "rx" and name[0] not in letters for name in ids(made))


def test_no_course_before_its_event_or_after_its_end_and_news_soon() -> None:
    """A course stands in years in which it can be given; one on an event in its year, or in the next where that is nearly over."""
    dated = [
        replace(a_course("congress", 8), not_before="2025-03"), replace(a_course("plenum", 8), not_before="2025-10"),
        replace(a_course("later", 8), not_before="2029"), replace(a_course("campaign", 8), until="2024-06"),
    ]
    library = a_library([*dated, *many(7)], [NEED])
    made, _ = done(library, a_curriculum(()))
    years = {i.course: i.year for i in made.items}
    assert (years["congress"], years["plenum"], years["campaign"]) == (2025, 2026, 2024)
    assert "later" not in years


def test_core_courses_are_always_in() -> None:
    """Core courses for the sector and the role are in, however many hours they take; those for others are not."""
    core = [
        *many(12, "k", core=True), replace(a_course("other", 8, audience=("other",)), core=True),
        replace(a_course("role", 8), core=True, roles=("secretary",)), replace(a_course("over", 8), core=True, until="2023"),
    ]
    made, evaluation = done(a_library([*core, *many(20)], [NEED]), a_curriculum(()))
    assert ids(made) == {f"k{n:02}" for n in range(12)}
    assert evaluation.hours == 96


def test_the_sector_s_content_is_in_every_year() -> None:
    """No year has less than half of an even part of the sector's hours, also where they are of different sizes."""
    topics = [a_topic("skills"), a_topic("own", sector="field")]
    own = [a_course(f"o{n}", size, topic="own", audience=("field",)) for n, size in enumerate((2, 3, 12, 8, 4, 4, 6))]
    made, _ = done(a_library([*own, *many(20)], [NEED], topics), a_curriculum(()))
    sizes = {c.id: c.hours for c in own}
    years = {y: sum(sizes.get(i.course, 0) for i in made.items if i.year == y) for y in range(2024, 2029)}
    assert min(years.values()) * 2 * 5 >= sum(years.values()) > 0


def test_where_the_sector_s_content_cannot_be_in_every_year_it_is_said() -> None:
    """What is kept crowds the sector's courses into one year: the rest is suggested all the same, with the reason."""
    topics = [a_topic("skills"), a_topic("own", sector="field")]
    own = many(5, "o", topic="own", audience=("field",))
    kept = [Item(f"o{n:02}", 2026) for n in range(5)]
    made, evaluation = done(a_library([*own, *many(20)], [NEED], topics), a_curriculum(kept))
    assert evaluation.hours == 80
    (said,) = made.remarks
    assert said.startswith("本领域的内容没能每年都排够（不少于平均数的一半）。")
    assert "每年都有本领域的内容" in said
    assert "保留的安排不动" in said


def test_few_courses_of_the_sector_are_no_obstacle() -> None:
    """A library with fewer of the sector's courses than years has what there is, without a word."""
    topics = [a_topic("skills"), a_topic("own", sector="field", required=True)]
    made, _ = done(a_library([*many(2, "o", topic="own", audience=("field",)), *many(20)], [NEED], topics), a_curriculum(()))
    assert made.remarks == ()


def test_a_reserve_over_the_hours_and_the_share() -> None:
    """Five percent more than is asked for, of hours and of theory; a class off the job is as long as it is."""
    library = a_library([*many(40, "t", 4, theory=True, topic="theory"), *many(60, "s", 4)], [a_rule("need", minimum=160), HALF, OFFJOB])
    made, evaluation = done(library, a_curriculum((), role="secretary"), 5)
    assert evaluation.hours == 168
    assert evaluation.theory * 2 * 100 >= evaluation.hours * 105
    assert {t.offjob for _, t in evaluation.years} == {16}
    assert made.remarks == ()


def test_one_class_off_the_job_a_year_half_of_it_theory() -> None:
    """The items off the job come to just what is asked for; none is read alone; half of them are theory; county and above first."""
    taught = many(15, "s", level="county", methods=("practice",))
    read = many(10, "t", theory=True, topic="theory", kind="reader")
    theory = many(15, "u", theory=True, topic="theory")
    low = many(10, "v", level="unit")
    library = a_library([*taught, *read, *theory, *low], [a_rule("need", minimum=240), HALF, OFFJOB])
    made, evaluation = done(library, a_curriculum((), role="secretary"))
    assert {t.offjob for _, t in evaluation.years} == {16}
    for year in range(2024, 2029):
        assert sorted(i.course[0] for i in made.items if i.offjob and i.year == year) == ["s", "u"]


def test_every_task_in_every_year_where_there_are_courses_of_it() -> None:
    """Of each basic task there is one course a year where there are as many as years."""
    courses = [c for n, task in enumerate("abcd") for c in many(5, f"{task}{n}", 4, task=task)]
    made, _ = done(a_library([*courses, *many(20, "x", 4, task="a")], [NEED]), a_curriculum(()))
    tasks = {c.id: c.task for c in courses}
    for year in range(2024, 2029):
        assert {tasks.get(i.course, "a") for i in made.items if i.year == year} == set("abcd")


def midway(items: Iterable[Item] = (), *, hours: int = 16, theory: int = 8) -> Curriculum:
    """Return a curriculum of 2027 and 2028 of somebody who learnt in each of the three years before."""
    earned = tuple(Earned(y, hours, theory) for y in (2024, 2025, 2026))
    return replace(a_curriculum(items), start=2027, years=2, earned=earned)


def test_what_was_earned_counts() -> None:
    """Two years are planned to what the period lacks; theory that was missed is made up for."""
    library = a_library([*many(30, "t", 4, theory=True, topic="theory"), *many(30, "s", 4)], [NEED, HALF])
    _, evaluation = done(library, midway())
    assert (evaluation.hours, evaluation.theory) == (32, 16)
    assert {t.hours for _, t in evaluation.years} == {16}
    _, evaluation = done(library, midway(theory=2))
    assert (evaluation.hours, evaluation.theory) == (36, 36)
    _, evaluation = done(library, midway(hours=8, theory=4), 5)
    assert evaluation.hours == 60


def test_a_later_start_without_what_was_earned_plans_its_part() -> None:
    """Of years of which nothing is known, the suggestion leaves their part to them."""
    _, evaluation = done(a_library(many(30, "s", 4), [NEED]), replace(a_curriculum(()), start=2027, years=2))
    assert evaluation.hours == 32
    assert [r.status for r in evaluation.rules] == ["note"]


def test_topics_that_take_more_than_is_asked_are_told() -> None:
    """Who has learnt most of it may have had some of the topics: it is said how much more there is than asked for."""
    topics = [a_topic(f"topic{n}", required=True) for n in range(12)]
    library = a_library([a_course(f"c{n}", 8, topic=f"topic{n}") for n in range(12)], [NEED], topics)
    made, evaluation = done(library, midway(hours=24))
    assert evaluation.hours == 96
    assert made.remarks == ("必修专题和必排课程都排上，比学时要求（含余量）多 44 学时；前几年学过的专题，可以去掉相应的课程。",)


def test_a_class_that_stands_is_kept_and_its_courses_are_not_planned_again() -> None:
    """A class counts with its hours; what it teaches is not suggested a second time; what builds on it comes after it."""
    training = TrainingClass(
        "camp", "班", ("all",), (ClassItem("s00"), ClassItem("s01")), Source("classes/camp.yml"), start="2026-03-02", end="2026-03-03",
        offjob=True,
    )
    after = replace(a_course("after", 8), prerequisites=("s00",), core=True)
    library = a_library([*many(20), after], [NEED], classes=[training])
    made, evaluation = done(library, a_curriculum([Item(class_="camp", year=2026)]))
    assert evaluation.hours == 80
    assert not {"s00", "s01"} & ids(made)
    assert next(i.year for i in made.items if i.course == "after") >= 2026


def test_conflicts_are_the_smallest_set_in_plain_words() -> None:
    """A core course that can be given in 2028 only, and one that stands and needs it in 2025."""
    late = replace(a_course("late", 8), not_before="2028-01", core=True)
    needing = replace(a_course("needing", 8), prerequisites=("late",))
    said = refused(a_library([late, needing, *many(20)], [NEED]), a_curriculum([Item("needing", 2025)]))
    assert said == [
        "排不出符合要求的方案：",
        "下面 3 项要求合在一起做不到，少了任何一项就能排：",
        "(1) 课程不排在开课时间之前、停课时间之后；",
        "(2) 先修课程排在前面；",
        "(3) 保留的安排不动；",
    ]


def test_a_reserve_that_the_library_cannot_give_is_named() -> None:
    """The hours are there, the reserve is not: it alone is in the way, and what is missing is said."""
    library = a_library(many(10), [NEED])
    done(library, a_curriculum(()))
    said = refused(library, a_curriculum(()), 10)
    assert said[1:] == [
        "可用课程共 40 学时，还差 4 学时（“need”要求 40 学时，另留余量 10%）。",
        "这项要求单独就做不到：“need”（不少于 40 学时），并留 10% 的余量（--margin）。",
    ]


def test_topic_only_for_another_role() -> None:
    """A required topic whose courses are for secretaries only: topic and role conflict."""
    topics = [a_topic("skills"), a_topic("theirs", required=True)]
    said = refused(a_library([*many(20), *many(2, "x", topic="theirs", roles=("secretary",))], [NEED], topics), a_curriculum(()))
    assert said[-2:] == ["(1) 必修专题“theirs”要有课程（theirs）；", "(2) 只排给党员上的课程；"]


def test_the_same_conflict_every_time() -> None:
    """Asked again, the same is said."""
    topics = [a_topic(f"topic{n}", required=True) for n in range(6)]
    library = a_library([a_course(f"c{n}", 40, topic=f"topic{n}", theory=n < 1) for n in range(6)], [NEED, HALF], topics)
    said = refused(library, a_curriculum(()))
    assert said == refused(library, a_curriculum(()))
    assert "“half”（不少于 1/2）" in "".join(said)
