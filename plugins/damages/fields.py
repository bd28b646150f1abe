"""What a calculation of personal injury asks for, and the published figures that it uses."""

from __future__ import annotations

from wangge import Field, Inputs, Kind, WanggeError
from wangge.errors import Phrase

INJURED, DISABLED, DEAD = OUTCOMES = ("受伤", "残疾", "死亡")
CHILD, ADULT = KINDS = ("未成年", "成年")
_AMOUNT = 50_000_000
_RATE = 100_000
_STATISTIC = 1_000_000
_DAYS = 3_650
_CARE_DAYS = 20 * 365

GRADES = (
    Field("grade", "伤残等级", Kind.NUMBER, least=1, most=10),
    Field("index", "附加指数（%）", Kind.DECIMAL, most=10),
)
DEPENDANTS = (
    Field("name", "被扶养人"),
    Field("kind", "未成年或者成年", Kind.CHOICE, choices=KINDS),
    Field("age", "被扶养人周岁", Kind.NUMBER, most=120),
    Field("supporters", "扶养人数", Kind.NUMBER, least=1, most=20),
    Field("birthday", "被扶养人出生日期", Kind.DAY),
)
FIELDS = (
    Field("outcome", "损害后果", Kind.CHOICE, choices=OUTCOMES),
    Field("birthday", "出生日期", Kind.DAY),
    Field("age", "周岁", Kind.NUMBER, most=120),
    Field("rated", "定残日", Kind.DAY),
    Field("died", "死亡日期", Kind.DAY),
    Field("settled", "调解日期", Kind.DAY),
    Field("grades", "伤残等级", Kind.TABLE, columns=GRADES),
    Field("dependants", "被扶养人", Kind.TABLE, columns=DEPENDANTS),
    Field("work_loss", "丧失劳动能力程度（%）", Kind.DECIMAL, most=100),
    Field("treatment", "医疗费", Kind.MONEY, most=_AMOUNT),
    Field("later_treatment", "后续治疗费", Kind.MONEY, most=_AMOUNT),
    Field("rehabilitation", "康复费", Kind.MONEY, most=_AMOUNT),
    Field("lost_income", "误工实际减少的收入", Kind.MONEY, most=_AMOUNT),
    Field("lost_days", "误工天数", Kind.NUMBER, most=_DAYS),
    Field("own_income", "最近三年平均年收入", Kind.MONEY, most=_AMOUNT),
    Field("trade_wage", "相同或者相近行业职工年平均工资", Kind.MONEY, least=1, most=_STATISTIC),
    Field("carer_income", "护理人员减少的收入", Kind.MONEY, most=_AMOUNT),
    Field("care_days", "护理天数", Kind.NUMBER, most=_CARE_DAYS),
    Field("carers", "护理人数", Kind.NUMBER, least=1, most=5),
    Field("care_rate", "护工每日报酬", Kind.MONEY, least=1, most=_RATE),
    Field("travel", "交通费", Kind.MONEY, most=_AMOUNT),
    Field("lodging", "住宿费", Kind.MONEY, most=_AMOUNT),
    Field("hospital_days", "住院天数", Kind.NUMBER, most=_DAYS),
    Field("meal_rate", "住院伙食补助每日标准", Kind.MONEY, least=1, most=_RATE),
    Field("nutrition_days", "营养期天数", Kind.NUMBER, most=_DAYS),
    Field("nutrition_rate", "营养费每日标准", Kind.MONEY, least=1, most=_RATE),
    Field("device_price", "辅助器具单价", Kind.MONEY, most=_AMOUNT),
    Field("device_times", "辅助器具配置次数", Kind.NUMBER, least=1, most=100),
    Field("burial_costs", "办理丧葬事宜的交通费等", Kind.MONEY, most=_AMOUNT),
    Field("mental", "精神损害抚慰金", Kind.MONEY, most=_AMOUNT),
    Field("urban_income", "城镇居民人均可支配收入", Kind.MONEY, least=1, most=_STATISTIC),
    Field("urban_consumption", "城镇居民人均消费支出", Kind.MONEY, least=1, most=_STATISTIC),
    Field("average_month_wage", "职工月平均工资", Kind.MONEY, least=1, most=_STATISTIC),
)
STATISTICS = dict.fromkeys(
    ("urban_income", "urban_consumption", "average_month_wage", "trade_wage", "care_rate", "meal_rate", "nutrition_rate"), "settled"
)
"""The figures of the year before, by the day of the mediation: 《人身损害赔偿解释》 Art 22 counts from the close of the debate in court; what is
agreed on before that goes by what is published."""


def figure(told: Inputs, name: str) -> int:
    """A published figure that this case needs, in 分.

    Raises:
        WanggeError: `calc_statistic` when it was neither typed nor published by the day of the mediation.
    """
    if not told.has(name):
        raise WanggeError("calc_statistic", label=told.fields[name].label, day=told.text("settled") or Phrase("今天"), name=name)
    return told.money(name)
