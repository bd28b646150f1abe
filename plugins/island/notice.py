"""The notice of everything that is to be brought 一次性告知单: told once and whole, so that nobody comes a second time for a forgotten paper."""

from __future__ import annotations

import re

from wangge import Document, Dossier, Grid, Pairs, Paper, Signatures, Text


def build(told: Dossier) -> Paper:
    """The notice of the matter that was told last, with a box for each thing to bring."""
    lines = [re.sub(r"^\d+[.、．]\s*", "", line.strip()) for line in told.text("island_materials", "").splitlines() if line.strip()]
    return Paper(
        "一次性告知单",
        (
            Pairs((("受理编号", told.text("no")), ("办理事项", told.text("island_service")), ("办理时限", told.text("island_term")))),
            Text("要交的全部材料", heading=True),
            Grid(("序号", "材料", "已交"), tuple((str(place), line, "□") for place, line in enumerate(lines, start=1))),
            Text("线下办法", heading=True),
            Text(told.text("island_offline")),
            Text("以上是全部材料。交齐以后，不再要求补交别的；没有手机、不会上网的，照线下办法办，一样办。"),
            Signatures(("告知人", "被告知人"), told.office),
        ),
    )


def lacking(told: Dossier) -> tuple[str, ...]:
    """Something must have been told."""
    return () if told.has("island_service") else ("还没有告知过；请先办“一次告知”",)


DOCUMENT = Document("notice", "一次性告知单", build, lacking)
