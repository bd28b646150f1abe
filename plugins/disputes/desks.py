"""The four desks 消费、邻里、物业、婚姻家庭: their forms, as short as they can be, their clocks, papers and figures.

The applicant, the facts and the place are the event's own. Sources: 人民调解法 Art 17, 27 to 33; 人民调解工作若干规定 Art 33 (about a month);
民事诉讼法 Art 205 (confirmation). Of a marriage, an adoption or another status nothing can be confirmed (法释〔2011〕5号 Art 4).
"""

from __future__ import annotations

from dataclasses import replace

from plugins.disputes.papers import agreement, confirmation
from wangge import Clock, Counted, Department, Field, Indicator, Kept, Kind, Limit, Unit
from wangge.field import YES_NO

CONSUMER = (
    Field("consumer_seller", "经营者", synonyms=("商家", "商户", "被投诉人", "被投诉单位")),
    Field("consumer_goods", "商品或者服务", synonyms=("商品名称", "消费项目")),
    Field("consumer_bought", "消费日期", Kind.DAY, synonyms=("购买日期",)),
    Field("consumer_paid", "消费金额", Kind.MONEY, synonyms=("购买金额",)),
    Field("consumer_proof", "消费凭证", synonyms=("购物凭证",)),
    Field("consumer_matter", "消费争议", Kind.CHOICE, choices=("质量", "退款", "预付卡", "虚假宣传", "售后", "其他")),
    Field("consumer_claim", "消费者要求金额", Kind.MONEY),
    Field("consumer_sent", "是否转市场监管", Kind.CHOICE, choices=YES_NO),
    Field("consumer_confirmed", "消费协议申请确认日期", Kind.DAY),
)
NEIGHBOUR = (
    Field("neighbour_other", "邻里对方", Kind.PERSON, sensitive=True),
    Field("neighbour_other_phone", "邻里对方电话", Kind.PHONE, sensitive=True),
    Field(
        "neighbour_matter",
        "邻里争议",
        Kind.CHOICE,
        choices=("漏水渗水", "噪声", "采光通风", "通行排水", "占用公共部位", "饲养动物", "相邻施工", "其他"),
    ),
    Field("neighbour_damage", "邻里损失金额", Kind.MONEY),
    Field("neighbour_seen", "现场查看日期", Kind.DAY),
    Field("neighbour_repair", "修复办法", Kind.TEXT, longest=500),
    Field("neighbour_confirmed", "邻里协议申请确认日期", Kind.DAY),
)
PROPERTY = (
    Field("property_estate", "小区名称", synonyms=("所在小区",)),
    Field("property_company", "物业服务企业", synonyms=("物业公司", "物业企业")),
    Field("property_matter", "物业争议", Kind.CHOICE, choices=("物业费", "维修", "停车", "公共部位", "业委会", "安全", "其他")),
    Field("property_fee", "争议物业费", Kind.MONEY),
    Field("property_period", "欠费期间"),
    Field("property_households", "涉及户数", Kind.NUMBER),
    Field("property_committee", "业委会是否参加", Kind.CHOICE, choices=YES_NO),
    Field("property_confirmed", "物业协议申请确认日期", Kind.DAY),
)
FAMILY = (
    Field("family_other", "家事对方", Kind.PERSON, sensitive=True),
    Field("family_other_phone", "家事对方电话", Kind.PHONE, sensitive=True),
    Field("family_relation", "双方关系"),
    Field("family_matter", "家事争议", Kind.CHOICE, choices=("离婚", "抚养", "赡养", "继承", "分家", "彩礼", "同居", "其他")),
    Field("family_violence", "是否涉及家暴", Kind.CHOICE, choices=YES_NO, synonyms=("是否家暴",)),
    Field("family_order", "告知可以申请保护令", Kind.CHOICE, choices=YES_NO),
    Field("family_minor", "是否涉及未成年人", Kind.CHOICE, choices=YES_NO),
    Field("family_property", "涉及财产金额", Kind.MONEY),
)
SECRET = {"family_violence": ("是",), "family_minor": ("是",)}
"""A family matter with violence or minors in it is 保密 as soon as the form says so, as it is when the text does (`wangge.danger`)."""

MEDIATION = Clock(
    "调解期限",
    Limit(30, Unit.CALENDAR_DAY),
    "case_at",
    ("case_ended_at",),
    source="《人民调解工作若干规定》第三十三条",
    doubt="一般一个月内调结，各地可以另定",
)
CONFIRMATION = Clock(
    "申请司法确认",
    Limit(30, Unit.CALENDAR_DAY),
    "case_ended_at",
    when={"case_result": ("达成协议",)},
    source="《人民调解法》第三十三条；《民事诉讼法》第二百零五条",
    doubt="自协议生效之日起；另行约定生效日期的从其约定",
    outlives=True,
)


def _desk(
    key: str,
    label: str,
    categories: str,
    words: str,
    other: str,
    fields: tuple[Field, ...],
    figures: tuple[Indicator, ...],
    *,
    status: bool = False,
) -> Department:
    """A desk of mediation; `other` names the other side, and one of status has no paper and no clock of confirmation."""
    names = tuple(field.name for field in fields)
    papers = (agreement(other, names), *(() if status else (confirmation(other, names),)))
    clocks = (MEDIATION, *(() if status else (replace(CONFIRMATION, until=(f"{key}_confirmed",)),)))
    form = tuple(replace(each, kept=Kept.EXTRA) for each in fields)
    secret = SECRET if status else {}
    return Department(key, label, tuple(categories.split()), form, (), clocks, papers, figures, tuple(words.split()), secret=secret)


ALL = (
    _desk(
        "consumer",
        "消费纠纷",
        "消费纠纷 消费投诉 消费维权 消费",
        "退货 退款 假货 三包 预付卡 会员卡 虚假宣传 消费者",
        "consumer_seller",
        CONSUMER,
        (
            Indicator("消费金额", Counted.MONEY, "consumer_paid", cases=False),
            Indicator("转市场监管", when={"consumer_sent": ("是",)}, cases=False),
        ),
    ),
    _desk(
        "neighbour",
        "邻里纠纷",
        "邻里纠纷 邻里",
        "邻居 邻里 楼上漏水 楼下漏水",
        "neighbour_other",
        NEIGHBOUR,
        (
            Indicator("现场查看", of="neighbour_seen", cases=False),
            Indicator("邻里损失金额", Counted.MONEY, "neighbour_damage", cases=False),
        ),
    ),
    _desk(
        "property",
        "物业纠纷",
        "物业纠纷 物业管理纠纷 物业管理 物业",
        "物业费 业委会 物业公司 维修资金",
        "property_company",
        PROPERTY,
        (
            Indicator("涉及户数合计", Counted.PEOPLE, "property_households", cases=False),
            Indicator("业委会参加", when={"property_committee": ("是",)}, cases=False),
        ),
    ),
    _desk(
        "family",
        "婚姻家庭纠纷",
        "婚姻家庭纠纷 婚恋家庭纠纷 婚姻家庭 家庭纠纷",
        "离婚 赡养 抚养权 抚养费 彩礼 分家 婆媳",
        "family_other",
        FAMILY,
        (
            Indicator("涉及家暴", when={"family_violence": ("是",)}, cases=False),
            Indicator("涉及未成年人", when={"family_minor": ("是",)}, cases=False),
            Indicator("已告知可以申请保护令", when={"family_order": ("是",)}, cases=False),
        ),
        status=True,
    ),
)
