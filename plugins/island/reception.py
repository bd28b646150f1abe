"""The receipt of a visit 接待回执: under which number the matter goes, where it was guided, and how to ask about it without coming again."""

from __future__ import annotations

from wangge import Document, Dossier, Pairs, Paper, Signatures, Text
from wangge.island import visits


def build(told: Dossier) -> Paper:
    """The receipt; it names nobody who did not want to be named."""
    times = visits(told.values)
    where = told.text("island_block", "") or f"无须导引：{told.text('island_waived')}"
    return Paper(
        "接待回执",
        (
            Pairs(
                (
                    ("受理编号", told.text("no")),
                    ("来访日期", told.text("island_visited_on", told.text("reported_at"))),
                    ("来访人", told.text("caller", "未留姓名")),
                    ("来访次数", f"为这件事第 {times} 次"),
                )
            ),
            Pairs((("反映事项", told.text("title")), ("导引到", where)), across=1),
            Pairs(told.pair("category", "unit", "accepted_at", "due_at")),
            Text("查询办法", heading=True),
            Text(f"凭受理编号 {told.text('no')} 到窗口，或者打电话到 {told.office} 查询，不必再来排队，也不必出示身份证。"),
            Signatures(("接待人", "来访人"), told.office),
        ),
        foot=("本回执一式两份，来访人一份，中心一份。还要交什么材料，以《一次性告知单》为准。",),
    )


def lacking(told: Dossier) -> tuple[str, ...]:
    """A receipt is of a visit, and says where it led."""
    missing = []
    if not visits(told.values):
        missing.append("没有人来访过；来了请办“来访”")
    if not (told.has("island_block") or told.has("island_waived")):
        missing.append("还没有导引；请办“导引”或“无须导引”")
    return tuple(missing)


DOCUMENT = Document("reception", "接待回执", build, lacking)
