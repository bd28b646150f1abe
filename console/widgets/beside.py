"""Beside and below 旁注: what a form says of an entry: what was understood, what is doubtful, what may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from console.widgets.entries import CODED, Item
from console.words import _, later, say, spoken_text
from wangge.choosing import found
from wangge.echo import echo
from wangge.field import Kind
from wangge.shortcodes import ShortCode, suggest

SHOWN = 9
"""How many choices stand below an entry."""
WEEKDAYS = (later("周一"), later("周二"), later("周三"), later("周四"), later("周五"), later("周六"), later("周日"))
UNDERSTOOD, DOUBT = "bold", "$text-warning"


def hint(item: Item) -> Content:
    """What stands behind a label while nothing is typed: how a table is filled in."""
    if item.field.kind is not Kind.TABLE:
        return Content("")
    columns = "，".join(_(column.label) for column in item.field.columns)
    return Content(say("（每行一条：{columns}；可从 WPS 粘贴）", columns=columns))


def beside(item: Item, text: str, today: date) -> Content:
    """What stands behind a label once something is typed: what it is understood as, or what is doubtful; nothing where it is as typed."""
    meant = item.meant(text)
    if meant != text:
        return Content.styled(f"　→ {meant}", UNDERSTOOD)
    if item.listed and item.field.choices and found(text, item.listed):
        return Content("")  # the beginning of a choice is not wrong
    said = echo(item.field, text, today)
    if said.doubt:
        return Content.styled(f"　{spoken_text(said.doubt)}", DOUBT)
    if said.at is not None:
        clock = f" {said.at:%H:%M}" if item.field.kind is Kind.TIME else ""
        return Content.styled(f"　→ {said.at:%Y-%m-%d}{clock} {_(WEEKDAYS[said.at.weekday()])}", UNDERSTOOD)
    return Content.styled(f"　→ {said.text}", UNDERSTOOD) if said.text else Content("")


def below(item: Item, text: str, codes: Sequence[ShortCode]) -> Content:
    """What stands below the entry that is typed in: the choices that it may mean, each with its number, or the short codes that begin so."""
    if item.name == CODED:
        begun = suggest(text, codes)
        told = (f"{each.code} {' '.join(each.values.values())}" for each in begun)
        return Content("\n".join(told) + "　" + _("空格 展开")) if begun else Content("")
    if not item.listed:
        return Content("")
    shown = found("" if text in item.listed else text, item.listed)
    line = Content("")
    for place, choice in shown[:SHOWN]:
        line += Content.styled(str(place), "bold") + Content(f"{' ' * choice[:1].isascii()}{choice}　")
    return line + Content("…" if len(shown) > SHOWN else "")
