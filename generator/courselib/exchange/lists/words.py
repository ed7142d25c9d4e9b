"""The words of offices: what columns are called, how audiences, methods, levels and answers are written. Data, and nothing else.

Titles and IDs stand in ``plan.yml`` and the schema; here stands what people write instead.
"""

from __future__ import annotations

#: What a column may be called, by field; of several columns for one field the word that stands first here wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "id": tuple("课程编号 课程代码 课程编码 课程号 编号 编码 代码".split()),
    "title": tuple(
        "课程名称 课程题目 课程标题 课程名 课题名称 授课题目 讲授题目 讲座题目 党课题目 培训题目 专题名称 讲题 题目 课题 课目 科目 "
        "培训课程 教学专题 培训专题 授课专题 授课主题 课程主题 讲座主题 培训主题 授课内容 培训内容 教学内容 学习内容 课程内容 课程 "
        "名称 标题".split()),
    "audience": tuple(
        "授课对象 培训对象 参训对象 适用对象 面向对象 教学对象 学习对象 学员对象 受训对象 参训人员 培训人员 参加人员 适用人群 "
        "适用范围 授课范围 面向群体 面向 受众 学员 对象".split()),
    "lecturers": tuple(
        "主讲人 主讲 授课人 授课教师 授课老师 授课专家 授课讲师 主讲教师 主讲老师 主讲嘉宾 任课教师 任课老师 讲课人 宣讲人 宣讲员 "
        "报告人 教师 讲师 老师 师资 专家 姓名".split()),
    "hours": tuple(
        "学时 课时 学时数 课时数 培训学时 授课学时 教学学时 计划学时 总学时 总课时 课程学时 课程时长 授课时长 培训时长 时长 时数 "
        "天数 培训天数".split()),
    "theory": tuple(
        "是否理论课 是否创新理论 是否党的创新理论 是否为理论课 是否理论 是否理论教育 是否属理论课 党的创新理论教育 党的创新理论 "
        "创新理论 理论教育 理论课".split()),
    "methods": tuple(
        "授课方式 教学方式 培训方式 授课形式 教学形式 培训形式 上课方式 上课形式 组织形式 教学方法 授课方法 方式 形式".split()),
    "level": tuple("课程层级 培训层级 举办层级 层级 课程级别 培训级别 级别".split()),
    "topic": tuple(
        "专题 课程专题 所属专题 专题类别 课程类别 内容类别 课程分类 课程板块 教学板块 课程模块 教学模块 所属模块 所属板块 板块 "
        "模块 类别 分类".split()),
    "summary": tuple(
        "课程简介 内容简介 简介 主要内容 内容提要 内容概要 课程概述 课程介绍 内容摘要 课程摘要 内容要点 授课要点 课程要点 课程说明 "
        "主要内容简介 讲授要点".split()),
    "provider": tuple(
        "提供单位 供课单位 开发单位 编写单位 主办单位 承办单位 牵头单位 责任单位 申报单位 推荐单位 报送单位 开课单位 所属单位 "
        "课程来源 单位".split()),
    "venues": tuple("上课地点 授课地点 培训地点 教学地点 现场教学点 教学点 场地 地点".split()),
    "keywords": tuple("关键词 关键字 标签".split()),
    "kind": tuple("课程类型 课型 类型".split()),
    "updated": tuple("更新日期 更新时间 修订日期 修订时间 最近更新 最后更新".split()),
    "reviewed.by": tuple("审核单位 审定单位 审核部门 审核人 审定人".split()),
    "reviewed.on": tuple("审核日期 审定日期 审核时间 审定时间".split()),
    "version": tuple("版本号 版本".split()),
}
#: Columns that say what the content goes on about, where another column has the title.
ABOUT = frozenset("授课内容 培训内容 教学内容 学习内容 课程内容".split())
#: Columns that may be the title where no other is.
INSTEAD_OF_TITLE = tuple("专题 主题 内容 项目 活动内容 模块".split())
#: Columns that lists have and a course does not.
UNREAD = tuple(
    "序号 序 编次 备注 备 说明 联系人 联系电话 联系方式 电话 手机 手机号 日期 时间 年份 月份 星期 节次 上课时间 授课时间 培训时间 "
    "开课时间 开班时间 计划时间 课程时间 起止时间 人数 参训人数 培训人数 职务 职称 职务职称 职务或职称 性别 附件 状态 审核状态 "
    "审核意见 课酬 授课费 经费 经费来源 场次 期数 班次 班级 完成情况 落实情况 评价 得分 主持人 责任人 负责人 班次名称 培训班名称 "
    "办班名称 培训班".split())
#: What hours are counted in, by what a heading or a figure says: tenths of a day stand for themselves.
PER_HOUR = tuple("学时 课时 个学时 个课时".split())
LIKE_HOURS = tuple("小时 个小时 节 节课 h H 时".split())
PER_DAY = tuple("天 日 个工作日 整天".split())

#: Whom a course is for: what is written, and the sector. Longer words first counted; those behind are wider.
AUDIENCES: tuple[tuple[str, str], ...] = (
    ("全体党员", "all"), ("全体", "all"), ("所有党员", "all"), ("各类党员", "all"), ("各领域党员", "all"), ("广大党员", "all"),
    ("全员", "all"), ("农村", "rural"), ("乡村", "rural"), ("行政村", "rural"), ("村党组织", "rural"), ("村党支部", "rural"),
    ("村支部", "rural"), ("村支书", "rural"), ("村干部", "rural"), ("村书记", "rural"), ("村两委", "rural"), ("村级", "rural"),
    ("驻村", "rural"), ("农民", "rural"), ("城市社区", "urban"), ("社区", "urban"), ("居委会", "urban"), ("网格员", "urban"),
    ("机关", "organs"), ("公务员", "organs"), ("事业单位", "institutions"), ("宣传思想文化", "institutions-culture"),
    ("宣传文化", "institutions-culture"), ("宣传系统", "institutions-culture"), ("教育系统", "institutions-education"),
    ("中小学", "institutions-education"), ("学校教师", "institutions-education"), ("教职工", "institutions-education"),
    ("高校教师", "institutions-education"), ("教师党员", "institutions-education"), ("大学生", "institutions-students"),
    ("学生", "institutions-students"), ("科研", "institutions-research"), ("科研院所", "institutions-research"),
    ("医药卫生", "institutions-health"), ("卫生系统", "institutions-health"), ("医院", "institutions-health"),
    ("医务", "institutions-health"), ("卫健", "institutions-health"), ("国有企业", "enterprises-state"), ("国企", "enterprises-state"),
    ("央企", "enterprises-state"), ("金融", "enterprises-finance"), ("银行", "enterprises-finance"), ("新兴领域", "emerging"),
    ("两新组织", "emerging"), ("两新", "emerging"), ("“两新”", "emerging"), ("新经济组织", "emerging-economic"),
    ("非公企业", "emerging-economic"), ("非公有制", "emerging-economic"), ("非公", "emerging-economic"),
    ("民营企业", "emerging-economic"), ("民企", "emerging-economic"), ("新社会组织", "emerging-social"),
    ("社会组织", "emerging-social"), ("新就业群体", "emerging-employment"), ("快递", "emerging-employment"),
    ("外卖", "emerging-employment"), ("网约车", "emerging-employment"), ("货车司机", "emerging-employment"), ("企业", "enterprises"),
)
#: Words for members without a sector: whom they mean is a guess.
EVERYONE = frozenset("党员 党员干部 全县党员 全市党员 基层党员 新党员 各级党员 普通党员 党员同志".split())
#: Who has a role, by what is written.
ROLES: tuple[tuple[str, str], ...] = (
    ("党务工作者", "party-worker"), ("党务干部", "party-worker"), ("组织委员", "party-worker"), ("党建指导员", "party-worker"),
    ("支部书记", "secretary"), ("党组织书记", "secretary"), ("党委书记", "secretary"), ("党总支书记", "secretary"),
    ("村书记", "secretary"), ("村支书", "secretary"), ("支书", "secretary"), ("书记", "secretary"),
)
#: What may stand around a sector's word and says nothing more.
AROUND = tuple("党员 党员干部 干部 群众 领域 基层 党支部 系统 单位 及 和 的 、".split())

#: Verbs that titles of topics begin with, which courses of the topic need not have.
LEADING = tuple("推动 学习运用 深化 落实 构建 建设 加强 促进 防控 服务 强化 更好 关于".split())

METHODS: tuple[tuple[str, str], ...] = (
    ("专题讲座", "lecture"), ("专题授课", "lecture"), ("专题辅导", "lecture"), ("集中授课", "lecture"), ("课堂讲授", "lecture"),
    ("课堂教学", "lecture"), ("面授", "lecture"), ("讲座", "lecture"), ("讲授", "lecture"), ("讲课", "lecture"), ("党课", "lecture"),
    ("授课", "lecture"), ("案例研讨", "case-discussion"), ("案例讨论", "case-discussion"), ("案例教学", "case-discussion"),
    ("案例", "case-discussion"), ("现场教学", "field"), ("互动", "exchange"), ("交流", "exchange"), ("研讨", "exchange"),
    ("讨论", "exchange"), ("座谈", "exchange"), ("访谈", "exchange"), ("现场", "field"), ("参观", "field"), ("体验", "field"),
    ("实地", "field"), ("观摩", "field"), ("考察", "field"), ("视频", "video"), ("线上", "video"), ("网络", "video"),
    ("远程", "video"), ("网课", "video"), ("直播", "video"), ("实操", "practice"), ("演练", "practice"), ("实训", "practice"),
    ("实践", "practice"), ("模拟", "practice"), ("练习", "practice"), ("报告", "report"),
)
LEVELS: tuple[tuple[str, str], ...] = (
    ("中央", "central"), ("国家级", "central"), ("省", "province"), ("自治区", "province"), ("市", "city"), ("地级", "city"),
    ("县", "county"), ("区级", "county"), ("区县", "county"), ("旗", "county"), ("乡镇", "township"), ("街道", "township"),
    ("乡", "township"), ("镇", "township"), ("单位", "unit"), ("支部", "unit"), ("村级", "unit"), ("社区", "unit"), ("本级", "unit"),
)
KINDS: tuple[tuple[str, str], ...] = (
    ("系列课程", "series"), ("案例课程", "case"), ("案例课", "case"), ("课件", "courseware"), ("读本", "reader"),
    ("现场教学", "fieldwork"), ("课程", "course"),
)
YES = frozenset("是 对 有 算 属 属于 理论课 理论 √ ✓ ✔ ☑ v y yes true 1".split())
TICKS = frozenset("√ ✓ ✔ ☑ v V".split())
NO = frozenset("否 不 无 不算 不是 不属 非 非理论课 实践课 × ✗ ✘ ☐ x n no false 0".split())
#: Words for a cell that says nothing.
NOTHING = frozenset("- — —— / \\ 无 待定 暂无 未定 不详 暂定 tbd … ……".split())

TOTALS = tuple("合计 总计 小计 共计 总数 累计".split())
#: What a row begins with that is no course.
NOTES = tuple(
    "注 备注 说明 填表说明 填表人 填报人 填报单位 填表单位 填表日期 填报日期 制表 制表人 制表日期 审核人 审批人 审核 负责人 联系人 "
    "联系电话 单位盖章 盖章 附件 附 签字 日期 主要负责人 分管领导 单位负责人".split())
