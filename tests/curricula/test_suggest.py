"""Suggestions on small libraries: what is chosen, where it is put, and what is said when nothing fits."""

from __future__ import annotations

import pytest

from courselib.curricula.evaluation import Evaluation, evaluate_curriculum
from courselib.curricula.suggest.suggestion import suggest, title_for
from courselib.library.model import ALL, Course, Item, Library
from courselib.runtime.errors import ContentError

from .making import a_course, a_curriculum, a_library, a_rule, a_topic

YEARS = range(2024, 2029)
NEED = a_rule("need", minimum=80)
HALF = a_rule("half", count="theory", share_of="all", share=(1, 2))


def completed(library: Library, *kept: Item, sector: str = "field", role: str = "member") -> Evaluation:
    """Return the evaluation of a suggestion, which must be without any fault and hold the kept items."""
    items = suggest(library, a_curriculum(kept, role=role, sector=sector)).items
    evaluation = evaluate_curriculum(a_curriculum(items, role=role, sector=sector), library.courses, library.plan)
    assert (evaluation.failed, evaluation.missing, evaluation.findings) == ((), (), ())
    assert set(kept) <= set(items)
    assert [i.year for i in items] == sorted(i.year for i in items)
    return evaluation


def refused(library: Library, *kept: Item, sector: str = "field") -> str:
    """Return what is said when nothing fits."""
    with pytest.raises(ContentError) as error:
        suggest(library, a_curriculum(kept, sector=sector))
    return error.value.message


def courses(count: int, hours: int = 8, **fields: object) -> list[Course]:
    """Return courses of equal hours, told apart by a letter of their own and a number."""
    letter = str(fields.pop("name", "t" if fields.get("theory") else "s"))
    return [a_course(f"{letter}{n:02}", hours, **fields) for n in range(count)]  # type: ignore[arg-type]  # named by the caller


def test_fewest_hours_even_years_and_theory_early() -> None:
    """Just the hours needed are planned, the same in every year, with no less theory early than late."""
    library = a_library([*courses(20, theory=True, topic="theory"), *courses(20)], [NEED, HALF])
    done = completed(library)
    assert done.hours == 80
    assert {t.hours for _, t in done.years} == {16}
    theory = [t.theory for _, t in done.years]
    assert theory == sorted(theory, reverse=True)


def test_half_hours_are_used_to_hit_the_need() -> None:
    """A need that whole hours cannot meet exactly is met with half-hours, where there are any."""
    assert completed(a_library([*courses(20, 3), a_course("one", 1)], [a_rule("need", minimum=40)])).hours == 40


def test_courses_for_the_sector_come_before_general_ones() -> None:
    """Of courses that serve as well, those for the sector are taken, then its parent's, then everyone's."""
    own = courses(2, 8, audience=("part",), name="own")
    parents = courses(2, 8, audience=("field",), name="up")
    general = courses(9, 8, name="all")
    chosen = completed(a_library([*general, *parents, *own], [a_rule("need", minimum=40)]), sector="part").curriculum.items
    assert {i.course for i in chosen} >= {c.id for c in (*own, *parents)}
    assert len(chosen) == 5


def test_only_published_courses_that_serve_the_sector() -> None:
    """Drafts, retired courses and courses for others are never planned."""
    others = [a_course("other", 80, audience=("other",)), a_course("draft", 80, status="draft"), a_course("old", 80, status="retired")]
    chosen = completed(a_library([*others, *courses(10)], [NEED])).curriculum.items
    assert len(chosen) == 10
    assert not {"other", "draft", "old"} & {i.course for i in chosen}


def test_required_topics_are_covered_and_more_of_them_where_it_costs_nothing() -> None:
    """Every required topic has a course even if it takes more hours; of equal choices the broader one is made."""
    topics = [a_topic("a", required=True), a_topic("b"), a_topic("c"), a_topic("d", required=True, sector="field")]
    library = a_library(
        [a_course(f"{t}{n}", 8, topic=t) for t in "abcd" for n in range(4)], [a_rule("need", minimum=32)], topics
    )
    done = completed(library)
    assert done.hours == 32
    assert [len(t.courses) for t in done.topics] == [1, 1, 1, 1]


def test_prerequisites_are_planned_before_or_with_what_needs_them() -> None:
    """A chain of prerequisites is taken whole, in order; one that does not serve the sector is left out."""
    chain = [a_course(f"z{n}", 16, topic="theory", prerequisites=[f"z{n - 1}"] if n else ["elsewhere"]) for n in range(5)]
    wanted = a_topic("goal", required=True)
    last = a_course("goal", 16, topic="goal", prerequisites=["z4"])
    library = a_library(
        [*chain, last, a_course("elsewhere", 8, audience=("other",))], [a_rule("need", minimum=16)], [a_topic("theory"), wanted]
    )
    done = completed(library)
    years = {i.course: i.year for i in done.curriculum.items}
    assert set(years) == {"z0", "z1", "z2", "z3", "z4", "goal"}
    assert [years[f"z{n}"] for n in range(5)] == sorted(years[f"z{n}"] for n in range(5))
    names = [i.course for i in done.curriculum.items]
    assert names.index("z4") < names.index("goal")


def test_kept_items_stay_as_they_are() -> None:
    """What stands keeps its year and its off-the-job mark, counts, and its prerequisites come in time."""
    library = a_library([*courses(20), a_course("late", 8, prerequisites=["s05"])], [NEED])
    kept = Item("late", 2025, offjob=True, level="city"), Item("s19", 2028)
    done = completed(library, *kept)
    years = {i.course: i.year for i in done.curriculum.items}
    assert done.hours == 80
    assert years["s05"] <= 2025


def test_hours_that_stand_already_are_not_added_to() -> None:
    """A curriculum that meets everything comes back as it was."""
    library = a_library(courses(20), [NEED])
    kept = tuple(Item(f"s{n:02}", 2024) for n in range(12))
    assert completed(library, *kept).curriculum.items == kept


def test_own_yearly_minimum_needs_no_code() -> None:
    """A library's own yearly rule is met in each year, also where what stands crowds one of them."""
    rule = a_rule("unit", window="year", minimum=16, applies=("member",))
    library = a_library(courses(40), [NEED, rule])
    assert all(t.hours >= 16 for _, t in completed(library).years)
    kept = tuple(Item(f"s{n:02}", 2026) for n in range(10))
    done = completed(library, *kept)
    assert [t.hours for _, t in done.years] == [16, 16, 80, 16, 16]


def test_own_yearly_theory_share_from_a_later_year() -> None:
    """A yearly share that begins in 2026 is held from then on."""
    rule = a_rule("unit", window="year", count="theory", share_of="all", share=(3, 4), effective=2026)
    library = a_library([*courses(20, theory=True, topic="theory"), *courses(20)], [NEED, HALF, rule])
    done = completed(library)
    assert all(t.theory * 4 >= t.hours * 3 for year, t in done.years if year >= 2026)


def test_secretaries_are_taken_off_the_job_as_much_as_asked() -> None:
    """Off-the-job hours meet the yearly minimum and no more; self-study is not among them where it can be helped."""
    rule = a_rule("offjob", window="year", count="offjob", offjob_level="city", minimum=16)
    readers = courses(2, 8, kind="reader", name="r")
    library = a_library([*courses(18), *readers], [a_rule("need", minimum=160), rule])
    done = completed(library, role="secretary")
    assert {t.offjob for _, t in done.years} == {16}
    assert {(i.course[0], i.level) for i in done.curriculum.items if i.offjob} == {("s", "city")}


def test_share_of_off_the_job_hours() -> None:
    """Rules whose base are off-the-job hours are held exactly too."""
    rules = [NEED, a_rule("some", count="offjob", minimum=40), a_rule("of", count="theory", share_of="offjob", share=(1, 2))]
    library = a_library([*courses(4, theory=True, topic="theory"), *courses(20)], rules)
    assert sum(t.offjob for _, t in completed(library).years) >= 40


def test_two_thousand_courses() -> None:
    """A large library with half-hours, chains of prerequisites and many topics is no trouble."""
    topics = [a_topic(f"topic{n}", required=n % 3 == 0, theory="required" if n % 2 else "excluded") for n in range(30)]
    made = [
        a_course(
            f"c{n:04}", n * 7919 % 13 + 2, theory=n % 30 % 2 == 1, topic=f"topic{n % 30}",
            audience=(("field",), ("part",), ("other",), (ALL,))[n * 31 % 4], prerequisites=[f"c{n * 5 // 7:04}"] if n % 3 else [],
        )
        for n in range(1, 2001)
    ]
    rules = [a_rule("need", minimum=560), HALF, a_rule("off", window="year", count="offjob", offjob_level="county", minimum=80)]
    done = completed(a_library(made, rules, topics), sector="part", role="secretary")
    assert done.hours == 560
    assert {t.offjob for _, t in done.years} == {80}
    assert {t.hours for _, t in done.years} <= {111, 112, 113}


def test_exempt_curricula_need_no_hours() -> None:
    """Rules that spare exempt members ask nothing of their suggestion; required topics are still offered."""
    library = a_library(
        courses(20), [a_rule("need", minimum=80, exempt="年老体弱")], [a_topic("skills", required=True)]
    )
    assert len(suggest(library, a_curriculum((), exempt=True)).items) == 1


def test_says_which_hours_are_missing() -> None:
    """Too few courses: what there is, what is missing, which rule asks for it."""
    said = refused(a_library(courses(9), [NEED]))
    assert "可用课程共 36 学时，还差 4 学时（“need”要求 40 学时）。" in said


def test_says_which_theory_is_missing() -> None:
    """Hours enough, but too little theory: how much theory would have to be written, counting what it adds itself."""
    said = refused(a_library([*courses(4, theory=True, topic="theory"), *courses(40)], [NEED, HALF]))
    assert "缺少创新理论课 4 学时（可用的共 16 学时），达不到“half”。" in said
    assert "还差" not in said


def test_says_which_topics_are_missing() -> None:
    """Every required topic without a course is named; a topic of another sector is not."""
    topics = [a_topic("a", required=True), a_topic("b", required=True, theory="required"), a_topic("c", required=True, sector="other"),
              a_topic("skills")]
    said = refused(a_library(courses(20), [NEED], topics))
    assert "缺少 a 专题的课程（a）。" in said
    assert "缺少 b 专题的课程（b，须是创新理论课）。" in said
    assert "c 专题" not in said


def test_says_when_sizes_do_not_fit() -> None:
    """Theory alone is too little, and with anything else the share fails: a few hours more of any sort would do."""
    rules = [a_rule("need", minimum=4), a_rule("share", count="theory", share_of="all", share=(3, 5))]
    said = refused(a_library([a_course("theory", 3, theory=True, topic="theory"), a_course("skill", 3)], rules))
    assert "现有课程的学时配不成符合各项要求的总数，还差课程 0.5 学时。" in said


def test_says_when_years_are_the_trouble() -> None:
    """Courses enough, but one large one cannot be in every year: the yearly rule is named."""
    rule = a_rule("unit", window="year", minimum=16)
    said = refused(a_library(courses(2, 80), [rule]))
    assert said == "排不出符合要求的方案：\n  · 这项要求单独就做不到：“unit”（每年不少于 8 学时）。"


def test_courses_are_chosen_anew_when_the_first_choice_cannot_be_laid_out() -> None:
    """Where the fewest hours do not fit the years, other courses are found that do."""
    rule = a_rule("unit", window="year", minimum=6)
    sizes = (5, 8, 16, 12, 1, 7, 2)
    done = completed(a_library([a_course(f"c{n}", size) for n, size in enumerate(sizes)], [rule]))
    assert done.hours == 5 + 1 + 7 + 8 + 12 + 16
    assert {t.hours for _, t in done.years} == {6, 7, 8, 12, 16}


def test_yearly_shortage_counts_what_stands_in_one_year() -> None:
    """Hours that stand in one year are no help to the others."""
    rule = a_rule("unit", window="year", minimum=16)
    kept = tuple(Item(f"s{n:02}", 2024) for n in range(6))
    said = refused(a_library(courses(12), [rule]), *kept)
    assert "还差 8 学时（“unit”要求每年 8 学时）" in said


def test_titles() -> None:
    """A suggested curriculum is called by whom it is for."""
    library = a_library([])
    assert title_for(library, "field", "member", YEARS) == "田野党员培训课程方案（2024—2028年）"
    assert title_for(library, "part", "secretary", YEARS) == "地块书记培训课程方案（2024—2028年）"
    assert title_for(library, "part", "party-worker", range(2027, 2029)) == "地块党务工作者培训课程方案（2027—2028年）"
    assert title_for(library, "part", "member", range(2028, 2029)) == "地块党员培训课程方案（2028年）"
