"""A ledger in memory for the tests of exports/: events as steps, lives cut where they are asked for, queries counted one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from wangge.catalogue import Catalogue
from wangge.field import Kind
from wangge.fields import BY_NAME
from wangge.history import bring_in
from wangge.lifecycle import Action, State
from wangge.query import And, Filter, Literal, Not, Or, Range, parse
from wangge.records import Draft, Event, Life, Move
from wangge.settings import Settings
from wangge.times import day_bounds, from_wall, local, month_bounds

SETTINGS = Settings(name="东街街道网格中心")
CATALOGUE = Catalogue()


def at(text):
    """`2025-05-06 14:57` on the office's wall, as an instant; other values stay."""
    return from_wall(datetime.fromisoformat(text))


class MemoryLedger:
    """The part of `Queries` that reports use."""

    def __init__(self, opening: Mapping[str, int] | None = None, settings: Settings = SETTINGS):
        self.events: list[list[Draft]] = []
        self.settings = settings
        self._opening = dict(opening or {})

    def bring(self, now="2025-07-01 09:00", **row):
        """An event as a file shows it; times are written as on the wall."""
        values = {"no": f"WG{len(self.events) + 1:04}", "text": "楼上漏水，双方争执", "street": "东街街道", **row}
        values = {name: at(value) if name.endswith("_at") else value for name, value in values.items() if value is not None}
        return self.enter(values, at(now))

    def enter(self, values, now):
        """An event by its ready values."""
        self.events.append(bring_in(values, now))
        return len(self.events)

    def step(self, event, action, target, when, *, proven=True, **changes):
        """One step more of an event."""
        values = {name: at(value) if name.endswith("_at") and value else value for name, value in changes.items()}
        source = self.events[event - 1][-1].target
        self.events[event - 1].append(Draft(action, source, target, at(when), {**values, "state": target}, {}, proven))

    def registered(self, when, **values):
        """An event registered at the desk."""
        event = len(self.events) + 1
        told = {"no": f"WG{event:04}", "text": "路灯不亮", "street": "东街街道", "source": "窗口来访", **values, "reported_at": at(when)}
        self.events.append([Draft(Action.REGISTER, None, State.REPORTED, at(when), {**told, "state": State.REPORTED}, {})])
        return event

    def lives(self, since, until) -> Iterator[Life]:
        return self.cut(since, until)

    def cut(self, since="", until="9999") -> Iterator[Life]:
        """Every event as of `until`; without a cut-off as it is today."""
        for number, drafts in enumerate(self.events, start=1):
            values, moves = {}, []
            for draft, when in zip(drafts, _happened(drafts), strict=True):
                if when >= until:
                    break
                moves.append(Move(when, draft.action, draft.target, draft.proven, "某科"))
                values.update(draft.changes)
            known = {name: value for name, value in values.items() if value is not None}
            if moves and (moves[-1].at >= since or Event(number, 0, known).is_open):
                yield Life(Event(number, 0, known), tuple(moves), until)

    def count(self, query, *, at_most=0):
        everything = (life.event for life in self.cut())
        return sum(self._holds(query, event) for event in everything)

    def listed(self, line):
        """The numbers of the events that a query line finds."""
        query = parse(line, CATALOGUE.fields())
        return {life.event.no for life in self.cut() if self._holds(query, life.event)}

    def opening(self):
        return self._opening

    def first_month(self):
        reported = [life.event.text("reported_at") for life in self.cut()]
        return local(min(reported), self.settings.zone).strftime("%Y-%m") if reported else ""

    def _holds(self, term, event) -> bool:
        match term:
            case And(terms):
                return all(self._holds(each, event) for each in terms)
            case Or(terms):
                return any(self._holds(each, event) for each in terms)
            case Not(inner):
                return not self._holds(inner, event)
            case Filter(name, _, values):
                return any(self._fits(name, value, event) for value in values)
        raise AssertionError(term)

    def _fits(self, name, value, event) -> bool:
        held = event.text(name)
        if BY_NAME[name].kind is Kind.TIME:
            low, high = (value.text, value.text) if isinstance(value, Literal) else (value.low, value.high)
            return bool(held) and (not low or _span(low)[0] <= held) and (not high or held < _span(high)[1])
        assert not isinstance(value, Range)
        if name == "community" and value.text == "未落格":
            return not held or self.settings.is_virtual(held)
        if BY_NAME[name].kind is Kind.TEXT:
            return value.text in held
        return not held if value.text == "空" else held == self.settings.value(name, value.text)


def _span(text):
    if len(text) == 7:
        return month_bounds(text)
    day = date.fromisoformat(text)
    return day_bounds(day, day)


def _happened(drafts):
    """A step whose time nobody proved cannot lie after a later step that is proven."""
    times = [draft.at for draft in drafts]
    for place in range(len(times) - 2, -1, -1):
        if not drafts[place].proven and times[place] > times[place + 1]:
            times[place] = times[place + 1]
    return times


def sheet(report, name):
    """A sheet by its tab."""
    return next(each for each in report.sheets if each.name == name)


def lines(page):
    """The rows of a sheet by their first cells that are words, as bare values of the cells after them."""
    words = sum(column.shape == "text" for column in page.columns[:2]) if page.columns[1].shape == "text" else 1
    found = {}
    for row in page.rows:
        bare = [getattr(cell, "value", cell) for cell in row]
        key = bare[0] if words == 1 else tuple(bare[:words])
        found[key] = bare[words:]
    return found
