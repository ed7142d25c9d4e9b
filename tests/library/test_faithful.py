"""What the library says of the plan is the plan's, and what it adds says so; what its courses say of themselves holds together."""

from __future__ import annotations

import re

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import Course, Library, Plan
from tests.support.library import REPOSITORY

#: Terms of art that the plan uses, by the clause whose part of the file must have them.
TERMS = {
    "(一)": ("读原著、学原文、悟原理", "主题主线"),
    "(二)": ("“党课开讲啦”", "优秀党课展播", "系列党员教育课程"),
    "(三)": ("学纪明纪守纪", "“政治生日”", "“学习身边榜样”", "设岗定责、承诺践诺", "以学铸魂、以学增智、以学正风、以学促干"),
    "(四)": ("重要论述、重要讲话和重要指示批示精神", "政治引领性和分类指导性"),
    "(五)": ("“三农”工作", "“千万工程”", "实战技能", "集中轮训计划", "急难险重任务"),
    "(六)": ("提升城市基层党建引领基层治理效能", "为民办事服务"),
    "(七)": ("让党中央放心、让人民群众满意的模范机关", "机关党建高质量发展", "抓机关带行业系统"),
    "(八)": (
        "新时代文化使命", "脚力眼力脑力笔力", "“四有”好老师", "教育家精神铸魂强师行动", "报国强国大志向", "做挺膺担当奋斗者", "“四个面向”",
        "科学家精神", "医德医风医道", "全心全意为人民服务", "统筹强化关键核心技术攻关", "公益性、服务性、专业性",
    ),
    "(九)": ("理想信念信心", "新质生产力", "守好中国特色现代金融体系的根和魂", "中国特色金融文化", "做强做优做大"),
    "(十)": ("“两个健康”", "内生动力和创新活力", "号召力凝聚力影响力", "党性观念和党的意识"),
    "(十一)": ("“三会一课”", "案例讨论、互动交流、现场体验", "视频集中培训", "基本培训"),
    "(十二)": ("网络安全等级保护", "共产党员网"),
    "(十三)": ("主体责任", "直接实施责任", "具体组织责任", "第一责任人", "流动党员的教育培训", "流出地（单位）和流入地（单位）"),
    "(十四)": ("防止多头调训、重复培训", "党务工作者", "内生动力"),
    "(十五)": ("案例课程", "师资库", "革命老区、民族地区、边疆地区、乡村振兴重点帮扶地区"),
    "(十六)": ("从严治教、从严治学", "“低级红”、“高级黑”"),
    "(十七)": ("述学导学督学", "年度计划要备案", "中期和五年"),
}
#: Named by the plan in one breath with what is required.
REQUIRED = ("culture-reform", "education-satisfaction", "research-talent", "finance-reform", "health-protection")
#: Where the library divides, or adds, and says so.
OWN = (
    "plenum-spirit", "general-skills", "party-purpose", "emerging-economic-growth", "emerging-economic-skills", "emerging-social-skills",
    "emerging-employment-skills",
)


@pytest.fixture(scope="module")
def library() -> Library:
    found = load_and_check(REPOSITORY / "content").library
    assert found is not None
    return found


@pytest.fixture(scope="module")
def plan(library: Library) -> Plan:
    return library.plan


@pytest.fixture(scope="module")
def offered(library: Library) -> list[Course]:
    return [c for c in library.courses.values() if c.status == "published"]


def said_of(clause: str, plan: Plan) -> str:
    """Return all that the library says of a clause: its summary, its sectors' requirements, its topics."""
    said = [plan.clauses[clause].title, plan.clauses[clause].summary]
    for sector in plan.sectors.values():
        if sector.clause == clause:
            asks = sector.requirements
            said += [asks.study, *asks.combine, *asks.aims, asks.organise]
    return "\n".join([*said, *(t.title for t in plan.topics.values() if t.clause == clause)])


@pytest.mark.parametrize("clause", TERMS)
def test_the_terms_of_a_clause_are_the_plans(clause: str, plan: Plan) -> None:
    """No term of art is lost or reworded."""
    said = said_of(clause, plan)
    assert [term for term in TERMS[clause] if term not in said] == []


def test_what_the_plan_names_beside_required_subjects_is_required(plan: Plan) -> None:
    """Five subjects that stood as electives are required like those beside them."""
    assert [t for t in REQUIRED if not plan.topics[t].required] == []


def test_what_is_the_librarys_own_says_so(plan: Plan) -> None:
    """The plan asks the three groups of clause (十) alike: their division stands under ``own``, not among its requirements."""
    assert tuple(t.id for t in plan.topics.values() if t.own) == OWN
    for child in plan.sectors["emerging"].children:
        asks = plan.sectors[child].requirements
        assert asks.own
        assert (asks.study, asks.combine, asks.aims, asks.organise) == ("", (), (), "")
    said = said_of("(十)", plan)
    for sector in plan.sectors.values():
        assert not any(own in said_of(sector.clause, plan) for own in sector.requirements.own)
    assert "权益保障" not in plan.clauses["(十)"].summary
    assert "专业服务" not in said.replace("新社会组织党员职业技能与专业服务", "")


def test_theory_is_excluded_from_practical_skills_alone(plan: Plan) -> None:
    """The plan excludes nothing by name; Party rules and discipline can be taught as theory."""
    assert {t.task for t in plan.topics.values() if t.theory == "excluded"} == {"skills"}
    assert plan.topics["party-discipline"].theory == plan.topics["party-constitution"].theory == "either"


def test_courses_for_secretaries_name_their_role(offered: list[Course]) -> None:
    """A course called so, or written for those who run a branch, is not for every member."""
    for course in offered:
        if course.id.startswith("all-secretary-"):
            assert "secretary" in course.roles, course.id
        if re.search("(?<!总)书记", course.title):
            assert course.roles == ("secretary",), course.id
        assert "member" not in course.roles, course.id


def test_dates_are_those_of_what_is_taught(library: Library, offered: list[Course]) -> None:
    """No course is given before what its title or outline is about; whoever may take it may take what it builds on."""
    events = {
        "2024-07": ("二十届三中全会",), "2024-09": ("2024年全国教育大会",), "2024-11": ("进一步加强和改进流动党员管理工作的意见",),
        "2025-01": ("教育强国建设规划纲要", "乡村全面振兴规划（2024—2027年）"),
        "2025-02": ("《全国党员教育培训工作规划（2024－2028年）》",), "2025-05": ("民营经济促进法",),
        "2025-07": ("《习近平谈治国理政》第五卷", "2025年两次中央城市工作会议"),
        "2025-10": ("二十届四中全会", "“十五五”", "第十五个五年规划"),
        "2026-02": ("直播电商监督管理办法",), "2026-04": ("新就业群体服务管理的意见",),
    }
    plan = library.plan
    for course in offered:
        text = course.title + course.summary + (REPOSITORY / "content" / course.source.path).read_text(encoding="utf-8")
        for month, named in events.items():
            assert course.not_before >= month or not any(event in text for event in named), (course.id, month)
        assert any(course.given_in(year) for year in plan.years), course.id
        for key in course.prerequisites:
            assert all(library.courses[key].given_to(role) for role in course.roles or plan.roles), (course.id, key)


def test_core_courses_are_few_and_easily_held(library: Library, offered: list[Course]) -> None:
    """The congress, the plenums, the overview of the theory and of each study strand: at most 32 of a member's 160 hours."""
    plan = library.plan
    core = [c for c in offered if c.core]
    assert all(c.theory and not c.roles for c in core)
    assert {c.id.removeprefix("all-") for c in core if c.audience == ("all",)} == {
        "innovation-theory-overview", "plenum-twentieth-report", "plenum-third-session-reform", "plenum-fourth-session-plan",
    }
    for sector in plan.sectors:
        held = [c for c in core if c.serves(plan.lineage(sector))]
        assert sum(c.hours for c in held) <= 64, sector
        above = plan.sectors[sector].parent or sector
        strands = {t.id for t in plan.topics.values() if t.sector == above and t.required and t.task == "theory"}
        assert strands == {c.topic for c in held if c.audience != ("all",)}, sector


def test_a_course_names_a_task_only_where_its_topics_does_not_fit(plan: Plan, offered: list[Course]) -> None:
    """Research integrity is no revolutionary tradition."""
    assert all(c.task != plan.topics[c.topic].task for c in offered)
    tasks = {c.id: plan.task_of(c) for c in offered}
    assert tasks["research-integrity-ethics"] == "skills"
    assert {c for c, task in tasks.items() if task == "tradition" and c.startswith("research")} == {"research-scientist-spirit"}
