"""What every paper of an event says of its matter 事项: number, source, who reported it, what it is about, who handles it by when."""

from __future__ import annotations

from wangge import Dossier, Pairs

SECLUDED = "（保密）"
"""What stands for the reporter of a 保密 event on a paper that leaves the centre (信访工作条例 Art 30)."""
HAND = "\n\n"
"""Room for an opinion and a signature by hand."""
DISPATCHED = ("还没有派遣，没有承办单位。",)
"""What a paper to the handling unit lacks without one."""


def reporter(told: Dossier) -> tuple[tuple[str, str], ...]:
    """Who reported it, and where to reach him; nobody where the event is 保密."""
    if told.has("secrecy"):
        return (("反映人", SECLUDED), ("联系电话", SECLUDED))
    return (("反映人", told.text("caller", "")), ("联系电话", told.text("caller_phone", "")))


def source(told: Dossier) -> tuple[tuple[str, str], ...]:
    """The centre's number and the one it came with."""
    return (("受理编号", told.text("no", "")), ("来文或来件号", told.text("external_no", "")), ("来源", told.text("source", "")))


def content(told: Dossier) -> Pairs:
    """What it is about, in full."""
    return Pairs((("内容摘要", told.text("text", "\n\n")),), across=1)


def unit(told: Dossier) -> tuple[str, ...]:
    """What a paper to the handling unit lacks."""
    return () if told.has("unit") else DISPATCHED
