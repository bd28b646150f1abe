"""Explanation 时限说明: every clock of an event, its days one by one, and the clause that counts them so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from wangge.clocks import STANDING, ClockKind, Clocks, Running, Uncounted, Values, counted, own_pauses
from wangge.limits import Day, Limit, Pause, Unit
from wangge.times import Instant, chinese, from_wall

CLAUSES: Mapping[Unit, str] = MappingProxyType(
    {
        Unit.MINUTE: "自规定时起连续计算（民法典第201条）",
        Unit.HOUR: "自规定时起连续计算（民法典第201条）",
        Unit.OFFICE_HOUR: "只在办公时间内计，下班以后开始的自下一次上班起算（CJJ/T 106 通行做法）",
        Unit.WORKING_DAY: "当日不计，自次日起算（民法典第201条）；只计工作日（国务院办公厅放假通知）；末日到下班为止（民法典第203条）",
        Unit.CALENDAR_DAY: "当日不计，自次日起算（民法典第201条）；末日遇休息日顺延，到下班为止（民法典第203条）",
        Unit.YEAR: "到期年的对应日为末日（民法典第202条）；末日遇休息日顺延，到下班为止（民法典第203条）",
    }
)
TRAFFIC = "十日以内的期限按工作日计（道路交通事故处理程序规定第112条）；"
STANDS_STILL = "暂停期间不计"
BY_ITSELF = "由来件、上级或经办人定下，不按天数计算"
HIDDEN = "起算时间属敏感内容，只列到期时间；起算时间须写明理由查看原文"
ROAD_DAYS = 10


def clause(limit: Limit, values: Values = MappingProxyType({})) -> str:
    """The rule by which a limit is counted, with its source.

    Args:
        limit: what is counted.
        values: the event, whose matter may have a rule of its own.
    """
    matter = f"{values.get('category') or ''}{values.get('subcategory') or ''}"
    road = limit.unit is Unit.WORKING_DAY and limit.number <= ROAD_DAYS and "交通" in matter
    return (TRAFFIC if road else "") + CLAUSES[limit.unit]


@dataclass(frozen=True, slots=True)
class Explained:
    """A clock and how its end was found.

    Attributes:
        clock: the clock itself; without a due time (empty) one that cannot be counted.
        clause: the rule that counts it so.
        days: the days between, one by one; none where nothing is counted.
        pauses: the spans in which it stood still.
        counted: the end that the rule gives; another than `clock.due` where the due time was moved (延期、时限调整).
        earliest: the first end that the unannounced year may give; None when the end is certain.
        latest: the last one, likewise.
    """

    clock: Running
    clause: str
    days: tuple[Day, ...] = ()
    pauses: tuple[Pause, ...] = ()
    counted: Instant | None = None
    earliest: Instant | None = None
    latest: Instant | None = None


def explain(values: Values, clocks: Clocks) -> tuple[Explained, ...]:
    """Every clock of an event that runs, and its handling limit also when it is over.

    Args:
        values: what is known of the event.
        clocks: the office's limits and calendar.
    """
    found, wrong = counted(values, clocks)
    if values.get("due_at") and not any(clock.kind == ClockKind.HANDLE for clock in found):
        found = (_over(values), *found)
    return (*(_explained(clock, values, clocks) for clock in found), *(_uncounted(clock, clocks) for clock in wrong))


def _standing(values: Values, clocks: Clocks) -> str:
    """That a clock stands still now, since when and why; nothing when it runs."""
    since = values.get("paused_at")
    if not since or values.get("state") not in STANDING:
        return ""
    return f"；自 {chinese(Instant(str(since)), clocks.settings.zone)} 起暂停（{values.get('paused_for')}），恢复时重算"


def _department_pauses(clock: Running, values: Values, clocks: Clocks) -> tuple[Pause, ...]:
    """The spans that a department leaves out of one of its clocks (鉴定)."""
    kind = values.get("department")
    of = ((each, department.label) for department in clocks.departments for each in department.clocks)
    found = next((each for each, label in of if each.name == clock.kind and (label == kind or not each.statutory)), None)
    return (own_pauses(found, values) or ()) if found else ()


def _over(values: Values) -> Running:
    rule, start = str(values.get("limit_rule") or ""), str(values.get("limit_from") or "")
    return Running(ClockKind.HANDLE, start, rule, str(values.get("limit_row") or ""), None, Instant(str(values["due_at"])), certain=True)


def _uncounted(clock: Uncounted, clocks: Clocks) -> Explained:
    """That a clock cannot be counted, and by which field."""
    fields = (field for department in clocks.departments for field in department.fields)
    label = next((field.label for field in fields if field.name == clock.field), "")
    return Explained(
        Running(clock.kind, "", "", "", None, Instant(""), certain=False),
        f"不能计算：“{label or clock.kind}”的时间读不出，请更正后重算",
    )


def _explained(clock: Running, values: Values, clocks: Clocks) -> Explained:
    limit = Limit.parse(clock.limit)
    if limit is None or not clock.start:
        return Explained(clock, HIDDEN if limit else BY_ITSELF)
    own = clock.kind in {ClockKind.HANDLE, ClockKind.UNIT}
    pauses = clocks.pauses(values.get("pauses")) if own else _department_pauses(clock, values, clocks)
    found = clocks.deadline(limit, Instant(clock.start), pauses)
    zone = clocks.settings.zone
    told = Explained(
        replace(clock, certain=clock.certain and found.certain),
        clause(limit, values) + (f"；{STANDS_STILL}" if pauses else "") + (_standing(values, clocks) if own else ""),
        found.days,
        pauses,
        clocks.due(found),
    )
    if found.earliest is None or found.latest is None:
        return told
    return replace(told, earliest=from_wall(found.earliest, zone), latest=from_wall(found.latest, zone))
