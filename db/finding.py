"""Finding 查找: what the terms of a query mean in SQL.

A value is looked up first: one that the ledger holds is compared exactly (其他 is not 其他纠纷), else events that contain it are meant, and one
that fits nothing is an error that points at the character. Words go through the search index as `id IN (…)`, never as a join.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import and_, or_
from typing import Any, TypeAlias

import peewee as pw

from db import dialect, ranges
from db.names import JUMPED, is_spelling, names, spelled
from db.search import expression, fold_case
from db.store import Store
from wangge.callback import CALLABLE, TO_CALL, other_caller
from wangge.clocks import STANDING, ClockKind
from wangge.errors import Phrase, WanggeError
from wangge.field import Field, Kept, Kind
from wangge.fields import BY_NAME
from wangge.lifecycle import OPEN_STATES, OWNERS, Owner, State
from wangge.masking import mask_free_text
from wangge.numbering import typed_number
from wangge.query import CALL, DEADLINE, EMPTY, NAMED, SAME_CALLER, And, Filter, Literal, Not, Or, Range, Term, Word
from wangge.settings import Settings
from wangge.times import Instant, day_bounds, local

UNPLACED = "未落格"
"""Of communities: the virtual ones and none at all."""
FEW = 5_000
"""Hits of a word up to which its events are looked at one by one and sorted; from there on a list in its own order is quicker."""
SELDOM = frozenset({"hard_owner", "upstream_state", "danger", "supervised", "to_tell", "whistled", "incident", "missing"})
"""Columns with an index of the events that have anything there."""
FEW_AMONG_OTHERS = 50_000
"""The same where other terms stand beside it: a list in its own order then goes on longer."""
Condition: TypeAlias = Any
"""A piece of a WHERE; peewee's own classes for it have no common type."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a term is read: when, and whether it is only looked at in events that are found otherwise."""

    now: Instant
    looking: bool


class Finder:
    """Turns a query's tree into a condition on the event table."""

    def __init__(self, store: Store, settings: Settings, fields: tuple[Field, ...], clocks: Iterable[str] = ()) -> None:
        self._store = store
        self._clocks = frozenset((*map(str, ClockKind), *clocks))
        self._settings = settings
        self._columns = store.tables.columns
        self.fields = {**{field.name: field for field in fields}, **{name: BY_NAME[name] for name in self._columns if name in BY_NAME}}

    def visible(self) -> Condition:
        """Events that are there: not taken back, and not of an import that has not ended."""
        return (self._columns["hidden"] == 0) & pw.SQL("batch NOT IN (SELECT id FROM batches WHERE state = 'open')")

    @staticmethod
    def visible_sql() -> str:
        """The same, as text for a statement of its own."""
        return "hidden = 0 AND batch NOT IN (SELECT id FROM batches WHERE state = 'open')"

    def condition(self, query: And, now: Instant, by: int | None = None, *, walked: bool = False) -> Condition:
        """The condition that `query` means.

        Args:
            query: its tree.
            now: the time of day.
            by: the term, by its place, whose events are found first; the others are only looked at.
            walked: a long list is gone through in its own order; every term is only looked at.

        Raises:
            WanggeError: `query_value`, `query_range` or `query_masked`, with the place of the character.
        """
        looked_at = [walked or by not in {None, place} for place in range(len(query.terms))]
        return self._all([self._term(term, _Reading(now, looking)) for term, looking in zip(query.terms, looked_at, strict=True)])

    def few(self, query: And) -> int | None:
        """The place of a term that finds so few events that finding and sorting them is quicker than going through a list in its order.

        A list in its own order ends when a window is full: with a common word soon, with a rare one never.
        """
        most = FEW if len(query.terms) == 1 else FEW_AMONG_OTHERS
        return next((place for place, term in enumerate(query.terms) if self._few(term, most)), None)

    def _few(self, term: Term, most: int) -> bool:
        match term:
            case Word(text) if text:
                if is_spelling(text) and self._spelled(text):
                    return False
                hits = self._store.connection().execute(dialect.HITS_UP_TO, (expression(text), most + 1)).fetchone()[0]
                return bool(hits <= most)
            case Not(Filter(name, values=(Literal(text="空"),))) if name in SELDOM:
                there = self._store.tables.event.select(pw.SQL("1")).where(self._columns[name].is_null(is_null=False))
                return bool(there.limit(most + 1).count(clear_limit=False) <= most)
            case Filter(name, values=values) if name in JUMPED | SELDOM and not any(map(_is_empty, values)):
                there = self._store.tables.event.select(pw.SQL("1")).where(self._term(term, _Reading(Instant(""), looking=False)))
                return bool(there.limit(most + 1).count(clear_limit=False) <= most)
            case Or(terms):
                return all(self._few(each, most) for each in terms)
            case And(terms):
                return any(self._few(each, most) for each in terms)
            case _:
                return False

    def _term(self, term: Term, now: _Reading) -> Condition:
        match term:
            case Word(text):
                return self._word(text, now)
            case Not(Filter(values=(Literal(text="空"),)) as absent):
                # said as it is meant, an index of what is seldom there serves it
                return self._stored(absent, absent.values[0]).is_null(is_null=False)
            case Not(inner):
                # an event without the value is not excluded by it; in SQL it would be neither in nor out
                return pw.fn.coalesce(self._term(inner, now), 0) == 0
            case Or(terms):
                return balanced(or_, [self._term(each, now) for each in terms])
            case And(terms):
                return self._all([self._term(each, now) for each in terms])
            case Filter(name) if name == DEADLINE:
                return self._deadlines(term, now)
            case Filter():
                return balanced(or_, [self._value(term, value, now) for value in term.values])

    def _all(self, conditions: list[Condition]) -> Condition:
        return balanced(and_, conditions) if conditions else pw.SQL("1 = 1")

    def _spelled(self, word: str) -> dict[str, list[str]]:
        """The names that a word in Latin letters spells in pinyin, by field."""
        found = {name: spelled(self._store.connection(), name, word, whole=True) for name in NAMED}
        return {name: among for name, among in found.items() if among}

    def _word(self, word: str, now: _Reading) -> Condition:
        """What holds a word, has a name that it spells in pinyin, or a number that it is or that ends with it."""
        if not word:
            return pw.SQL("1 = 1")
        named = self._spelled(word) if is_spelling(word) else {}
        columns = {name: dialect.Unindexed(self._columns[name]) if now.looking else self._columns[name] for name in named}
        number = typed_number(word)
        by_number = [self._columns["id"].in_(dialect.numbered(number))] if number else []
        return balanced(or_, [self._told(word), *by_number, *(columns[name].in_(among) for name, among in named.items())])

    def _told(self, word: str) -> Condition:
        """What holds a word in its title or text."""
        mark = self._store.indexed_to()
        row_id, looked_at = self._columns["id"], self._contains_word(fold_case(word))
        hit = row_id.in_(dialect.search_hits(expression(word)))
        if len(word) > 2:
            hit &= looked_at
        return hit | ((row_id > mark) & looked_at)

    def _contains_word(self, word: str) -> Condition:
        return pw.fn.instr(dialect.searchable(self._columns["title"], self._columns["text"]), word) > 0

    def _value(self, term: Filter, value: Literal | Range, now: _Reading) -> Condition:
        if term.name in {CALL, "owner"}:
            return self._to_call(term, value) if term.name == CALL else self._owner(term, value)
        if term.name == SAME_CALLER:
            return self._columns["id"].in_(dialect.same_caller(ranges.shown(value)))
        if term.name == "batch":
            return self._columns["batch"] == ranges.whole(value, ranges.shown(value))
        column = self._stored(term, value)
        field = self.fields[term.name]
        if _is_empty(value):
            return column.is_null()
        match field.kind:
            case Kind.TIME | Kind.DAY:
                return self._time(value, column, now.now) if field.kind is Kind.TIME else self._day(value, column, now.now)
            case Kind.NUMBER | Kind.MONEY | Kind.DECIMAL:
                return self._number(value, column, field.kind)
            case Kind.TEXT:
                if mask_free_text(ranges.shown(value)) != ranges.shown(value):
                    raise WanggeError("query_masked", at=value.at + 1, value=mask_free_text(ranges.shown(value)))
                return pw.fn.instr(pw.fn.lower(pw.fn.coalesce(column, "")), fold_case(ranges.shown(value))) > 0
            case _:
                return self._text(term, value, dialect.Unindexed(column) if now.looking else column, field)

    def _stored(self, term: Filter, value: Literal | Range) -> Condition:
        """The column, or the part of one, in which the values of a term lie.

        Raises:
            WanggeError: `query_value` when nothing may be found by it.
        """
        field = self.fields.get(term.name)
        if field is None or field.kept is Kept.NOWHERE or field.sensitive or field.kind is Kind.TABLE:
            raise WanggeError(
                "query_value", at=value.at + 1, name=term.shown, value=ranges.shown(value), known=Phrase("这一项不能用来查找。")
            )
        return self._columns[field.name] if field.name in self._columns else dialect.json_text(self._columns["extra"], field.name)

    def _text(self, term: Filter, value: Literal | Range, column: Condition, field: Field) -> Condition:
        if isinstance(value, Range):
            raise WanggeError(
                "query_range", at=value.at + 1, value=ranges.shown(value), kind="单个值", hint="这一项只能写一个值，不能写范围。"
            )
        if field.name in {"no", "external_no"}:
            whole = (self._columns["no"] == value.text) | self._columns["external_no"].startswith(value.text)
            number = typed_number(value.text)
            return whole | self._columns["id"].in_(dialect.numbered(number)) if number else whole
        if field.name == "community" and value.text == UNPLACED:
            named = self._store.connection().execute("SELECT name FROM places WHERE virtual = 1")
            virtual = [*self._settings.values.get("community_virtual", {}), *(name for (name,) in named)]
            return column.is_null() | column.in_(virtual)
        wanted = self._settings.value(field.name, value.text)
        if wanted in field.choices or self._there(column == wanted):
            return column == wanted
        held = pw.fn.instr(column, value.text) > 0
        if field.name in JUMPED:
            among = [name for name in names(self._store.connection(), field.name) if value.text in name]
            if among:
                return column.in_(among)
        elif self._there(held):
            return held
        if is_spelling(value.text) and field.name in self._columns:
            among = spelled(self._store.connection(), field.name, value.text)
            if among:
                return column.in_(among)
        raise WanggeError("query_value", at=value.at + 1, name=term.shown, value=value.text, known=self._known(column, field))

    def _there(self, condition: Condition) -> bool:
        return bool(list(self._store.tables.event.select(pw.SQL("1")).where(condition & self.visible()).limit(1).tuples()))

    def _known(self, column: Condition, field: Field) -> Phrase:
        rows = self._store.tables.event.select(column).where(self.visible() & column.is_null(is_null=False)).distinct().limit(8)
        known = [str(value) for (value,) in dialect.tuples(rows)] or list(field.choices[:8])
        return Phrase("有的值：{values}。", values="、".join(known)) if known else Phrase("台账里这一项还没有值。")

    def _deadlines(self, term: Filter, reading: _Reading) -> Condition:
        """What is asked of the due time; what all of it presupposes is said once, where its index is seen."""
        parts = [self._deadline(value, reading.now) for value in term.values]
        conditions = balanced(or_, [condition for condition, _running in parts])
        return self._running() & conditions if all(running for _condition, running in parts) else conditions

    def _running(self) -> Condition:
        """What still has a due time to keep: it is open and its clock does not stand still."""
        due, state = self._columns["due_at"], self._columns["state"]
        # what is open has no claim 办结; so said, the index of the due times that still run is used, and not that of the states
        running = due.is_null(is_null=False) & self._columns["done_at"].is_null()
        running &= dialect.Unindexed(state).in_([each.value for each in OPEN_STATES])
        # a clock that stands still is not overdue, whatever the day
        return running & (
            state.not_in([each.value for each in STANDING]) | dialect.json_text(self._columns["extra"], "paused_at").is_null()
        )

    def _deadline(self, value: Literal | Range, now: Instant) -> tuple[Condition, bool]:
        """What a word of the due time means, and whether it is said of what still runs."""
        due = self._columns["due_at"]
        today = local(now, self._settings.zone).date()
        match ranges.shown(value):
            case "超期" | "已超期":
                return due < now, True
            case "今日" | "今天":
                return self._within(due, today, today) & (due >= now), True
            case "明日" | "明天":
                return self._within(due, today + timedelta(days=1), today + timedelta(days=1)), True
            case "未超期":
                return due >= now, True
            case "预警":
                return self._columns["id"].in_(dialect.clocks_warning(now)), True
            case found if found.removesuffix("超期") in self._clocks:
                return self._columns["id"].in_(dialect.clocks_over(found.removesuffix("超期"), now)), False
            case "按期":
                return self._columns["done_at"].is_null(is_null=False) & (self._columns["done_at"] <= due), False
            case _:
                return self._time(value, due, now), False

    def _to_call(self, term: Filter, value: Literal | Range) -> Condition:
        """What is done and without a verdict, whose reporter can be reached and is called by the centre; never a 保密 one."""
        if ranges.shown(value) != TO_CALL:
            raise WanggeError(
                "query_value", at=value.at + 1, name=term.shown, value=ranges.shown(value), known=Phrase("可写：{word}。", word=TO_CALL)
            )
        column, policy = self._columns, self._settings.policy
        others = [source for source in policy.called_by if other_caller(source, policy, self._settings.name)]
        done = column["state"].in_([state.value for state in CALLABLE - {State.MERGED}])
        followed = (column["state"] == State.MERGED.value) & column["result"].is_null(is_null=False)
        return self._all(
            [
                done | followed,
                column["satisfaction"].is_null(),
                column["secrecy"].is_null(),
                column["caller_phone"].is_null(is_null=False),
                pw.fn.coalesce(column["call_attempts"], 0) < policy.attempts,
                pw.fn.coalesce(column["source"], "").not_in(others),
            ]
        )

    def _owner(self, term: Filter, value: Literal | Range) -> Condition:
        name = ranges.shown(value)
        state, unit = self._columns["state"], self._columns["unit"]
        held = [each.value for each in State if OWNERS[each] is Owner.UNIT]
        if name in {owner.value for owner in Owner}:
            return state.in_(
                [each.value for each in State if OWNERS[each].value == name and each in OPEN_STATES | {State.FED_BACK, State.CHECKED}]
            )
        if not self._there(unit == name):
            raise WanggeError(
                "query_value", at=value.at + 1, name=term.shown, value=name, known=Phrase("可写单位名称，或 本中心、承办单位、上级。")
            )
        return (unit == name) & state.in_(held)

    def _time(self, value: Literal | Range, column: Condition, now: Instant) -> Condition:
        first, last = ranges.days(value, local(now, self._settings.zone).date())
        conditions = [column.is_null(is_null=False)]
        if first:
            conditions.append(column >= day_bounds(first, first, self._settings.zone)[0])
        if last:
            conditions.append(column < day_bounds(last, last, self._settings.zone)[1])
        return self._all(conditions)

    def _day(self, value: Literal | Range, column: Condition, now: Instant) -> Condition:
        first, last = ranges.days(value, local(now, self._settings.zone).date())
        ends = [column >= first.isoformat()] if first else []
        return self._all([*ends, *([column <= last.isoformat()] if last else [])])

    def _within(self, column: Condition, first: date, last: date) -> Condition:
        start, end = day_bounds(first, last, self._settings.zone)
        return (column >= start) & (column < end)

    def _number(self, value: Literal | Range, column: Condition, kind: Kind) -> Condition:
        read = ranges.NUMBERS[kind]
        if kind is Kind.NUMBER:
            column = pw.fn.coalesce(column, 0)  # what was never counted is none
        elif kind is Kind.DECIMAL:
            column = column.cast("REAL")
        if isinstance(value, Literal):
            return column == read(value, value.text)
        low, high = (read(value, end) if end else None for end in (value.low, value.high))
        ends = [] if low is None else [column > low if value.strict else column >= low]
        return self._all([*ends, *([] if high is None else [column < high if value.strict else column <= high])])


def _is_empty(value: Literal | Range) -> bool:
    return isinstance(value, Literal) and value.text == EMPTY


def balanced(join: Callable[[Condition, Condition], Condition], conditions: Sequence[Condition]) -> Condition:
    """Conditions joined two by two, so that hundreds of them nest a few levels deep: a database reads no deep nest."""
    while len(conditions) > 1:
        pairs = [join(*pair) for pair in zip(conditions[::2], conditions[1::2], strict=False)]
        conditions = [*pairs, conditions[-1]] if len(conditions) % 2 else pairs
    return conditions[0]
