"""The form of a labour dispute 劳动争议登记.

Source: 劳动争议调解仲裁法 Art 2 (what a labour dispute is); 保障农民工工资支付条例 (unpaid wages).
"""

from __future__ import annotations

from wangge import Field, Kept, Kind

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
