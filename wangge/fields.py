"""Fields 项目表: every item of an event and of a step."""

from __future__ import annotations

from collections.abc import Mapping

from wangge.field import Field, Kept, Kind
from wangge.lifecycle import State

SOURCES = (
    *("12345热线", "网格员", "窗口来访", "群众来电", "群众来信", "网络", "物联感知", "上级交办", "督查交办", "部门移送"),
    *("110非警务", "公安移交", "热线", "领导批示", "人大政协", "媒体", "法院委派", "信访转办", "社区上报", "数字城管", "其他"),
)
"""Where events come from 来源; an office adds its own through the value table."""
COUNTER = "窗口来访"
"""The source of what somebody came to the counter for."""

SATISFACTION = ("非常满意", "满意", "基本满意", "不满意", "未评价")
URGENCY = ("一般", "紧急", "特急")
DONE_KINDS = ("实质性", "阶段性", "程序性")
SUPERVISION = ("普通", "黄牌", "红牌")
CASE_BASES = ("双方申请", "一方申请，对方同意", "主动调解")
"""How a case is opened 受理方式 (人民调解法 Art 17)."""
CASE_RESULTS = ("达成协议", "未达成协议", "撤回申请", "终止调解")
RECUSALS = ("无应回避情形，已签声明", "有关系，双方知情同意")
"""What a mediator signed before he took the case 回避声明."""
SETTLED_LEVELS = ("楼道", "社区", "街道", "上交")
"""Where a matter was settled 化解层级."""
DANGER_ANSWERS = ("已转110", "已报值班长", "不属实")
UPSTREAM_STATES = ("待签收", "已签收", "退单审核", "延期审核", "待回填", "已回单", "已退单", "已撤回")
"""Where an order stands in the system it came from."""
NOT_GIVEN = "不愿提供"
"""A valid caller: nobody has to leave a name."""

K = Kind
EVENT_FIELDS: tuple[Field, ...] = (
    Field("no", "受理编号", told=True, indexed=True),
    Field(
        "external_no",
        "来件编号",
        synonyms=(
            *("事件编号", "案件编号", "工单编号", "工单号", "服务单号", "受理编号", "流水号", "登记编号", "任务号", "诉求编号"),
            *("一案一码", "留言编号", "警情编号", "接警编号", "编号", "信件编号"),
        ),
        indexed=True,
        expected=True,
    ),
    Field(
        "title",
        "标题",
        synonyms=("事件名称", "事件标题", "主题", "案由", "诉求标题", "问题名称", "留言主题", "工单标题", "诉求主题"),
        longest=100,
    ),
    Field(
        "text",
        "内容",
        K.TEXT,
        synonyms=(
            *("事件描述", "事件简述", "诉求内容", "反映内容", "主要内容", "问题描述", "简要情况", "纠纷简要情况", "情况说明"),
            *("留言详情", "事件内容", "描述", "工单内容", "事实和理由", "事实与理由"),
            *("市民诉求", "警情内容", "报警内容", "简要警情", "反映问题", "反映事项", "诉求", "事由"),
        ),
        longest=20_000,
        expected=True,
    ),
    Field(
        "state", "状态", K.CHOICE, synonyms=("事件状态", "办理状态", "处理状态", "工单状态"), choices=tuple(State), told=True, indexed=True
    ),
    Field("state_detail", "详细状态", synonyms=("事件详细状态", "当前环节", "办理环节"), told=True, kept=Kept.EXTRA),
    Field(
        "category",
        "类别",
        synonyms=(
            "事件类型",
            "事件大类",
            "一级分类",
            "问题大类",
            "诉求类型",
            "大类",
            "分类",
            "事件类别",
            "纠纷类型",
            "纠纷类别",
            "矛盾类型",
        ),
        indexed=True,
        expected=True,
    ),
    Field("subcategory", "二级分类", synonyms=("事件小类", "事件子类", "问题小类", "小类", "诉求小类", "事项分类"), indexed=True),
    Field("lane", "跑道", synonyms=("四条跑道", "四平台")),
    Field("tier", "处置层级", synonyms=("事件级别", "事件等级", "层级", "处置级别"), indexed=True),
    Field("urgency", "紧急程度", K.CHOICE, synonyms=("缓急程度", "是否紧急"), choices=URGENCY),
    Field(
        "source",
        "来源",
        synonyms=("事件来源", "工单来源", "诉求来源", "受理渠道", "来源方式", "信息来源", "案件来源", "来源渠道", "网格类型"),
        indexed=True,
    ),
    Field("tag", "标注", synonyms=("标注类型", "标签"), kept=Kept.EXTRA),
    Field("systems", "数据来源", synonyms=("来源系统",), kept=Kept.EXTRA),
    Field("district", "区县", synonyms=("区县名称", "县市区", "区")),
    Field("street", "镇街", synonyms=("镇街名称", "街道", "乡镇", "街道名称", "乡镇街道", "所属街道"), indexed=True),
    Field("community", "社区", synonyms=("村社名称", "村社", "村居", "所属社区", "社区名称", "村（社区）"), indexed=True),
    Field("grid", "网格", synonyms=("网格名称", "所属网格", "发生网格", "网格编号", "网格编码")),
    Field("path", "所属组织", synonyms=("组织路径",), kept=Kept.NOWHERE),
    Field(
        "place", "地点", synonyms=("发生地点", "地址", "事发地址", "详细地址", "问题位置", "诉求地址", "问题点位", "事发地点", "报警地点")
    ),
    Field(
        "unit",
        "承办单位",
        synonyms=("主办单位", "责任单位", "处置部门", "办理单位", "承办部门", "责任部门", "化解组织", "受理部门"),
        indexed=True,
    ),
    Field("done_unit", "办结单位", synonyms=("办结职能科室/部门", "办结部门", "办结科室"), told=True, indexed=True),
    Field("worker", "上报人", synonyms=("网格员", "采集员", "上报人（网格员）", "上报人(网格员)"), indexed=True),
    Field(
        "caller",
        "反映人",
        K.PERSON,
        synonyms=(
            "来电人",
            "诉求人",
            "投诉人",
            "来访人",
            "申请人",
            "当事人",
            "主要当事人",
            "留言用户",
            "举报人",
            "反映人姓名",
            "诉求人姓名",
            "报警人",
        ),
        sensitive=True,
    ),
    Field(
        "caller_phone",
        "反映人电话",
        K.PHONE,
        synonyms=(
            "联系电话",
            "来电号码",
            "手机号码",
            "联系方式",
            "联系手机",
            "电话",
            "手机",
            "诉求人手机号",
            "诉求人电话",
            "手机号",
            "报警电话",
        ),
        sensitive=True,
    ),
    Field("occurred_at", "发生时间", K.TIME, synonyms=("发生日期", "发现时间", "事发时间")),
    Field(
        "reported_at",
        "上报时间",
        K.TIME,
        synonyms=(
            *("登记时间", "来电时间", "接件时间", "录入时间", "创建时间", "留言时间", "上报日期", "登记日期", "排查时间", "来访时间"),
            *("受理日期", "报警时间", "接警时间", "诉求时间", "来件时间"),
        ),
        indexed=True,
        expected=True,
    ),
    Field("accepted_at", "受理时间", K.TIME, synonyms=("中心受理时间",), told=True),
    Field(
        "dispatched_at",
        "派遣时间",
        K.TIME,
        synonyms=("最后派发时间", "派单时间", "交办时间", "转办时间", "下派时间", "派发时间"),
        told=True,
    ),
    Field("signed_at", "签收时间", K.TIME, synonyms=("最后受理时间", "接收时间", "接单时间"), told=True),
    Field(
        "done_at",
        "办结时间",
        K.TIME,
        synonyms=("反馈时间", "处置时间", "完成时间", "化解日期", "答复时间", "回单时间", "办结日期", "处理时间"),
        told=True,
        indexed=True,
    ),
    Field("closed_at", "结案时间", K.TIME, told=True),
    Field("archived_at", "归档时间", K.TIME, told=True),
    Field(
        "due_at",
        "办理期限",
        K.TIME,
        synonyms=("办理时限", "截止时间", "应办结时间", "到期时间", "限办时间", "处置时限", "化解时限", "办结时限"),
        indexed=True,
    ),
    Field(
        "result",
        "处置结果",
        K.TEXT,
        synonyms=("办理结果", "处理结果", "答复内容", "反馈内容", "化解结果", "办理意见", "答复意见", "处理情况", "办理情况", "回单内容"),
        told=True,
        longest=20_000,
    ),
    Field("satisfaction", "满意度", K.CHOICE, synonyms=("满意情况", "回访结果", "回访满意度", "是否满意", "评价"), choices=SATISFACTION),
    Field("unit_due_at", "单位期限", K.TIME, told=True),
    Field("limit_rule", "时限规定", told=True, kept=Kept.EXTRA),
    Field("limit_row", "时限依据", told=True, kept=Kept.EXTRA),
    Field("limit_from", "起算时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("hard_at", "列疑难时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("verify_from", "发核实时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("verify_by", "核实时限", K.TIME, told=True, kept=Kept.EXTRA),
    Field("paused_at", "暂停时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("paused_for", "暂停原因", told=True, kept=Kept.EXTRA),
    Field("contacted_at", "联系时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("pauses", "暂停时段", told=True, kept=Kept.EXTRA, longest=2_000),
    Field("co_units", "协办单位", told=True, kept=Kept.EXTRA),
    Field("co_done", "已协办", told=True, kept=Kept.EXTRA),
    Field("co_due_at", "协办期限", K.TIME, told=True, kept=Kept.EXTRA),
    Field("arbiter", "裁定人", told=True, kept=Kept.EXTRA),
    Field("settled", "裁定", told=True, kept=Kept.EXTRA),
    Field("hard_owner", "疑难负责人", told=True),
    Field("done_kind", "办结方式", K.CHOICE, choices=DONE_KINDS, told=True, kept=Kept.EXTRA),
    Field("review_on", "复查日期", K.TIME, told=True, asked_if={"done_kind": DONE_KINDS[1:2]}),
    Field("upstream_system", "上级系统", synonyms=("工单系统",), kept=Kept.EXTRA),
    Field("upstream_no", "上级工单", synonyms=("上级工单号",), kept=Kept.EXTRA),
    Field("upstream_due", "上级时限", K.TIME, synonyms=("热线截止时间", "工单截止时间")),
    Field("upstream_sign_by", "上级签收时限", K.TIME, synonyms=("签收时限",), kept=Kept.EXTRA),
    Field("upstream_return_by", "退单截止", K.TIME, synonyms=("退单时限",), kept=Kept.EXTRA),
    Field("upstream_state", "上级环节", K.CHOICE, choices=UPSTREAM_STATES, told=True),
    Field("upstream_rejects", "驳回次数", K.NUMBER, told=True, kept=Kept.EXTRA),
    Field("upstream_backs", "返办次数", K.NUMBER, told=True, kept=Kept.EXTRA),
    Field("danger", "险情", told=True),
    Field("danger_answer", "险情处置", K.CHOICE, choices=DANGER_ANSWERS, told=True),
    Field("secrecy", "保密", K.CHOICE, choices=("保密",), told=True),
    Field("supervised", "督办等级", K.CHOICE, choices=SUPERVISION, told=True),
    Field("supervise_by", "督办时限", K.TIME, told=True, kept=Kept.EXTRA),
    Field("whistled", "吹哨部门", told=True),
    Field("arrived", "已报到", told=True, kept=Kept.EXTRA),
    Field("instruction", "领导批示", K.TEXT, told=True, kept=Kept.EXTRA, longest=2_000),
    Field("incident", "联动事项", told=True),
    Field("to_tell", "待告知更正", told=True, longest=500),
    Field("linked", "关联事件", told=True, kept=Kept.EXTRA, longest=500),
    Field("missing", "待补", told=True),
    Field("merged_into", "并入事件", told=True),
    Field("department", "案件类型", told=True, indexed=True, kept=Kept.EXTRA),
    Field("case_no", "案号", kept=Kept.EXTRA),
    Field("case_basis", "受理方式", K.CHOICE, choices=CASE_BASES, told=True, kept=Kept.EXTRA),
    Field("applied_on", "申请日期", K.DAY, kept=Kept.EXTRA, asked_if={"case_basis": CASE_BASES[:2]}),
    Field("consent_on", "对方同意日期", K.DAY, kept=Kept.EXTRA, asked_if={"case_basis": CASE_BASES[1:2]}),
    Field("case_at", "案件受理时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("mediator", "调解员", told=True, indexed=True, kept=Kept.EXTRA),
    Field("recusal", "回避声明", K.CHOICE, choices=RECUSALS, told=True, kept=Kept.EXTRA),
    Field("sessions", "调解次数", K.NUMBER, told=True, kept=Kept.EXTRA),
    Field("next_session", "下次调解", K.TIME, told=True, kept=Kept.EXTRA),
    Field(
        "case_result",
        "案件结果",
        K.CHOICE,
        synonyms=("调解结果", "事故调解结果", "是否调解成功"),
        choices=CASE_RESULTS,
        told=True,
        kept=Kept.EXTRA,
    ),
    Field("case_ended_at", "案件结束时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("agreed_terms", "协议内容", K.TEXT, told=True, kept=Kept.EXTRA, longest=5_000),
    Field("case_summary", "案例摘要", K.TEXT, told=True, kept=Kept.EXTRA, longest=2_000),
    Field("settled_level", "化解层级", K.CHOICE, choices=SETTLED_LEVELS, told=True, kept=Kept.EXTRA),
    Field("agreed_amount", "协议金额", K.MONEY, synonyms=("协议涉及金额", "调解金额"), told=True, kept=Kept.EXTRA),
    Field("perform_by", "履行期限", K.DAY, synonyms=("付款期限", "赔偿期限", "赔偿履行期限"), told=True, kept=Kept.EXTRA),
    Field(
        "paid_amount",
        "已履行金额",
        K.MONEY,
        synonyms=("履行金额", "兑付金额", "赔付金额", "医方赔付金额", "赔付数额"),
        told=True,
        kept=Kept.EXTRA,
    ),
    Field("paid_on", "最近履行日期", K.DAY, synonyms=("履行日期", "兑付日期", "赔付日期", "赔付履行日期"), told=True, kept=Kept.EXTRA),
    Field("island_block", "所在板块", told=True, kept=Kept.EXTRA),
    Field("island_since", "进板块时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("island_received", "板块接收时间", K.TIME, told=True, kept=Kept.EXTRA),
    Field("island_waived", "无须导引理由", K.TEXT, told=True, kept=Kept.EXTRA, longest=500),
    Field("island_moves", "转板块次数", K.NUMBER, told=True, kept=Kept.EXTRA),
    Field("island_visits", "本事项来访次数", K.NUMBER, told=True, kept=Kept.EXTRA),
    Field("island_visited_on", "最近来访日期", K.DAY, told=True, kept=Kept.EXTRA),
    Field("island_service", "告知事项", told=True, kept=Kept.EXTRA),
    Field("island_materials", "应交材料", K.TEXT, told=True, kept=Kept.EXTRA, longest=2_000),
    Field("island_term", "事项时限", told=True, kept=Kept.EXTRA),
    Field("island_offline", "线下办法", K.TEXT, told=True, kept=Kept.EXTRA, longest=1_000),
    Field("returns", "退回次数", K.NUMBER, told=True),
    Field("reworks", "返工次数", K.NUMBER, synonyms=("返工数",), told=True),
    Field("delays", "延期次数", K.NUMBER, told=True),
    Field("redispatches", "派遣更正", K.NUMBER, told=True),
    Field("urges", "催办次数", K.NUMBER, told=True),
    Field("call_attempts", "回访未通次数", K.NUMBER, told=True),
)
"""The event's own items, in the order in which a person reads them."""

STEP_FIELDS: tuple[Field, ...] = (
    Field("reason", "理由", K.TEXT, longest=500),
    Field("note", "说明", K.TEXT, longest=2_000),
    Field("result_note", "结论", K.TEXT, longest=2_000),
    Field("days", "天数", K.NUMBER),
    Field("reason_code", "理由类别"),
    Field("reply_by", "回复时限", K.TIME),
    Field("told_at", "告知时间", K.TIME),
    Field("worker_to_verify", "核实人"),
    Field("departments", "部门"),
    Field("upper_unit", "上级单位"),
    Field("outside_body", "转往单位"),
    Field("into", "主件编号"),
    Field("level", "等级", K.CHOICE, choices=SUPERVISION),
    Field("file", "附件文件"),
    Field("voucher", "凭证", K.CHOICE, choices=("电话", "纸质", "微信截图", "来件", "当面")),
    Field("said_by", "口述人"),
    Field("limit", "时限"),
    Field("duty_version", "权责清单版本", K.NUMBER),
    Field("duty_row", "权责事项"),
    Field("from_person", "原负责人"),
    Field("to_person", "接手人"),
    Field("co_unit", "反馈单位"),
    Field("whistle_ground", "吹哨类别"),
    Field("absent", "缺席部门"),
    Field("meet_at", "集合时间", K.TIME),
    Field("meet_place", "集合地点"),
    Field("rating", "评价", K.CHOICE, choices=("好", "一般", "差")),
    Field("reply", "回单内容", K.TEXT, longest=20_000),
    Field("paper", "打印内容"),
    Field("claims", "诉求", K.TEXT, longest=2_000),
    Field("proposal", "调解方案", K.TEXT, longest=2_000),
    Field("paid", "本次履行金额", K.MONEY, least=0),
    Field("told_whom", "告知对象"),
    Field("force", "仍要办理", K.CHOICE, choices=("是",)),
)
"""What an action asks for beside the event's own items."""

FORBIDDEN_HEADERS: Mapping[str, str] = {
    "民族": "民族",
    "宗教信仰": "宗教信仰",
    "宗教": "宗教信仰",
    "国籍": "国籍",
    "籍贯": "户籍来源",
    "户籍": "户籍来源",
    "户籍地": "户籍来源",
    "户籍地址": "户籍来源",
    "户口所在地": "户籍来源",
    "是否重点人员": "重点人员标记",
    "重点人员类别": "重点人员标记",
    "人员标签": "人员标签",
    "车辆轨迹": "轨迹",
    "活动轨迹": "轨迹",
    "人脸照片": "人脸",
}
"""Columns that the ledger has no place for (PIPL 6, 28; 最小范围): an import leaves them out and says so."""

BY_NAME: Mapping[str, Field] = {field.name: field for field in (*STEP_FIELDS, *EVENT_FIELDS)}
