"""Examples of references between records (R) and of curricula (C)."""

from __future__ import annotations

from .example import CURRICULUM_PATH, Example

REFERENCE = (
    Example("R401", "meta", "topic 要写 plan.yml 里有的专题编号。", "topic: rural-theroy", "topic: rural-theory"),
    Example(
        "R402",
        "meta",
        "audience 要写 plan.yml 里有的领域编号，面向全体党员写 [all]。",
        "audience: [ruural]",
        "audience: [rural]",
    ),
    Example(
        "R403",
        "meta",
        "引用的课程不存在。课程编号就是它的文件名，不带 .md。",
        "prerequisites: [example-basics]",
        "prerequisites: [example-basic]",
    ),
    Example(
        "R404",
        "meta",
        "引用的讲师不存在。先在 content/lecturers 里建一个文件。",
        "lecturers: [example-teachers]",
        "lecturers: [example-teacher]",
    ),
    Example(
        "R405",
        "meta",
        "引用的场地不存在。先在 content/venues 里建一个文件。",
        "venues: [example-halls]",
        "venues: [example-hall]",
    ),
    Example(
        "R406", "meta", "一门课不能是它自己的先修课程。", "prerequisites: [example]", "prerequisites: [example-basic]"
    ),
    Example(
        "R407",
        "meta",
        "先修关系绕了一圈又回到自己，谁也学不成。去掉其中一处。",
        "prerequisites: [example-next]",
        "prerequisites: [example-basic]",
        others=(("example-next", "title: 后续课程\nprerequisites: [example]"),),
    ),
    Example(
        "R408",
        "name",
        "编号在全库只能用一次，不同文件夹里也不能重名。",
        "courses/urban/example-basic.md",
        "courses/urban/example-other.md",
    ),
    Example(
        "R409",
        "name",
        "两个文件名只有大小写不同，有的系统会当成同一个。改一个名称。",
        "media/notes/Handout.txt",
        "media/notes/handout-2.txt",
    ),
    Example(
        "R410",
        "meta",
        "资源里写的附件不在 content/media 里。把文件放进去，或改正路径。",
        "resources:\n  - {title: 讲义, kind: reader, file: notes/handouts.txt}",
        "resources:\n  - {title: 讲义, kind: reader, file: notes/handout.txt}",
    ),
    Example(
        "R411",
        "meta",
        "先修课程还是草稿或已停用，学员学不到。换一门，或先发布它。",
        "prerequisites: [example-draft]",
        "prerequisites: [example-basic]",
    ),
    Example("R412", "meta", "专题定了课程算不算党的创新理论教育，theory 要与它一致。", "theory: false", "theory: true"),
    Example("R413", "meta", "专题属于一个领域，课程对象要在这个领域之内。", "audience: [urban]", "audience: [rural]"),
    Example(
        "R414",
        "meta",
        "series 要写一门类型为系列课程（kind: series）的课。",
        "series: example-basic",
        "series: example-series",
    ),
    Example(
        "C601",
        "items",
        "安排的年份不在方案的起止年之内。",
        "  - {course: example-basic, year: 2030}",
        "  - {course: example-basic, year: 2025}",
        path=CURRICULUM_PATH,
    ),
    Example(
        "C602",
        "items",
        "同一门课在一个方案里只排一次，防止重复培训。",
        "  - {course: example-basic, year: 2024}\n  - {course: example-basic, year: 2025}",
        "  - {course: example-basic, year: 2024}\n  - {course: example-series, year: 2025}",
        path=CURRICULUM_PATH,
    ),
    Example(
        "C603",
        "items",
        "方案只能安排已发布的课程。",
        "  - {course: example-draft, year: 2024}",
        "  - {course: example-basic, year: 2024}",
        path=CURRICULUM_PATH,
    ),
    Example(
        "C604",
        "items",
        "课程的对象不含方案的领域。换一门课，或改课程的对象。",
        "  - {course: example-urban, year: 2024}",
        "  - {course: example-basic, year: 2024}",
        path=CURRICULUM_PATH,
        others=(("example-urban", "title: 社区课程\ntopic: urban-theory\naudience: [urban]"),),
    ),
)
