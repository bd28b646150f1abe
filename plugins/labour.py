"""Labour disputes 劳动争议: the first department, so far its form. Calculators, clocks and papers follow.

Source: 劳动争议调解仲裁法 Art 2 (what a labour dispute is); 保障农民工工资支付条例 (unpaid wages).
"""

from __future__ import annotations

from wangge import Department, Field, Kept, Kind, hookimpl

FIELDS = (
    Field("labour_employer", "用人单位", synonyms=("被申请人", "用工单位"), kept=Kept.EXTRA, indexed=True),
    Field("labour_people", "涉及人数", Kind.NUMBER, synonyms=("涉事人数", "参与人数"), kept=Kept.EXTRA),
    Field(
        "labour_matter",
        "争议事项",
        Kind.CHOICE,
        choices=("劳动报酬", "解除终止", "社会保险", "工伤待遇", "加班工资", "休息休假", "其他"),
        kept=Kept.EXTRA,
    ),
    Field("labour_project", "工程项目", synonyms=("项目名称",), kept=Kept.EXTRA),
)


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The labour desk."""
    return (Department("labour", "劳动争议", ("劳动争议", "劳动人事（就业）纠纷", "劳动纠纷", "劳资纠纷"), FIELDS),)
