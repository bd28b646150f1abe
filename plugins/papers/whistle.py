"""The whistle 吹哨单 that calls departments to the spot, and the arrival 报到单 with what they agreed on (北京市接诉即办工作条例 Art 14, 16)."""

from __future__ import annotations

from plugins.papers.matter import HAND, content
from wangge import Document, Dossier, Grid, Pairs, Paper, Part, Signatures
from wangge.coordination import Whistle, whistles
from wangge.times import Instant

NOBODY_YET = 3
"""Lines for departments when nobody is called yet."""


def build(told: Dossier) -> Paper:
    """The last whistle; a blank form without one."""
    last = next(reversed(whistles(told.steps)), None) or Whistle(Instant(""), "", "", "", None, "", ())
    meet = told.moment(last.meet_at, hour=True) if last.meet_at else ""
    blown = told.moment(last.at, hour=True) if last.at else ""
    return Paper(
        "吹哨单",
        (
            Pairs(
                (
                    ("哨号", told.text("no", "")),
                    ("吹哨时间", blown),
                    ("集合时间", meet),
                    ("集合地点", last.meet_place or told.text("place", "")),
                )
            ),
            Pairs(
                (
                    ("吹哨类别", last.ground),
                    ("吹哨事项", last.reason or HAND),
                    ("应到部门", _named(last) or "\n"),
                    ("联系人及电话", last.by),
                ),
                across=1,
            ),
            content(told),
            Signatures(("吹哨人", "签发人"), told.office),
            Part("报到单", told.text("no", "")),
            Grid(("应到部门", "报到时间", "到场人", "签名", "评价"), _arrivals(told, last)),
            Pairs(
                (
                    ("会商意见", last.conclusion or "\n\n\n"),
                    ("分工", "\n\n\n"),
                    ("完成时限", "\n"),
                    ("未到部门", "、".join(last.absent) or "\n"),
                ),
                across=1,
            ),
            Signatures(("主持人", "记录人"), told.office),
        ),
    )


def _named(whistle: Whistle) -> str:
    return "、".join(party.department for party in whistle.parties)


def _arrivals(told: Dossier, whistle: Whistle) -> tuple[tuple[str, ...], ...]:
    came = tuple(
        (party.department, told.moment(party.arrived_at, hour=True) if party.arrived_at else "", "", "", party.rating)
        for party in whistle.parties
    )
    return came or (("",) * 5,) * NOBODY_YET


DOCUMENT = Document("whistle", "吹哨单、报到单", build, lambda told: () if told.has("whistled") else ("还没有吹哨。",))
