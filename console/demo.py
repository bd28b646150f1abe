"""The demo office 演示中心: the main job on sample files of our own, through the same code as every day; and what arrives for its tour 导览.

Import, triage by the duty list, sign, handle, close, call back, report, score. The samples tell of October 2025, so every action is recorded late, at
the time at which it would have been done.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from console import inbox, reporting
from console.office import Office, create
from console.tour import Tour
from console.words import say
from wangge import danger, files
from wangge.actor import EVERY_ROLE, Actor
from wangge.duty import suggest
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.query import parse
from wangge.records import Event
from wangge.sheets import NO_EVIDENCE
from wangge.times import Instant, instant, local, moment

SAMPLES = Path(__file__).parent / "samples"
MONTH = "2025-10"
NAME, STREET = "东街街道网格中心", "东街街道"
LEFT_WAITING = 12
"""Cards that stay in the queue, so that there is something to triage."""
ARRIVED = "12345来件"
"""How the names of the files begin that arrive for a tour."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the demo did.

    Attributes:
        office: where it is.
        imported, duplicates: rows that came in, and how many look like another.
        dispatched, closed: events triaged and closed.
        workbook, sheet: the month report and the score sheet.
        workers: how many were scored.
        events, steps: what the ledger holds, verified.
    """

    office: Path
    imported: int
    duplicates: int
    dispatched: int
    closed: int
    workbook: Path
    sheet: Path
    workers: int
    events: int
    steps: int


def build(folder: Path, clock: Callable[[], datetime] | None = None) -> Office:
    """A new demo office with the samples in its inbox, and a tour that nobody has begun.

    Args:
        folder: new or empty.
        clock: the time of day, for tests and pictures.
    """
    create(folder, NAME, street=STREET)
    for sample in sorted(SAMPLES.glob("*_*")):
        files.put(folder / "inbox" / sample.name, sample.read_bytes())
    Tour(folder).save()
    return Office.open(folder, clock)


def arrive(office: Office) -> Path:
    """Put today's orders into the inbox, for somebody to take in; where some wait there already, nothing.

    Returns:
        the file. Its times are of today, so the limits of what it brings have not run out.
    """
    waiting = [path for path in inbox.new_files(office) if path.name.startswith(ARRIVED)]
    if waiting:
        return waiting[0]
    now = local(office.now(), office.settings.zone)
    path = office.folder / "inbox" / f"{ARRIVED}_{now:%Y-%m-%d_%H%M%S}.csv"
    with files.opened(path, "w", encoding="gb18030", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("工单编号", "来电时间", "来电人", "联系电话", "诉求内容", "一级分类", "二级分类", "社区", "诉求地址"))
        for number, (caller, phone, text, category, matter, community, place) in enumerate(_TODAY, start=1):
            at = now - timedelta(minutes=4 * (len(_TODAY) - number) + 3)
            rows.writerow(
                (f"12345-{now:%Y%m%d%H%M%S}-{number}", f"{at:%Y-%m-%d %H:%M}", caller, phone, text, category, matter, community, place)
            )
    written = path.stat().st_mtime - inbox.SETTLED - 1
    os.utime(path, (written, written))  # a file that was written just now would be taken for half copied
    return path


def run(office: Office, tell: Callable[[str], None], left: int = LEFT_WAITING) -> Told:
    """Do the whole job.

    Args:
        office: as `build` made it.
        tell: told what is done, line by line.
        left: cards that stay in the queue.
    """
    imported, duplicates = _import(office, tell)
    dispatched = list(_triage(office, left))
    tell(say("受理派遣：按权责清单派出 {count} 件，还留 {left} 件待受理，打开工作台接着办。", count=len(dispatched), left=left))
    closed = _handle(office, dispatched)
    tell(say("办理：承办单位签收、办结，本中心回访、结案 {closed} 件（其中返工 1 件、退回 1 件）。", closed=closed))
    report = reporting.month_report(office, MONTH)
    workbook = reporting.write_month(office, report, MONTH, office.actor())
    for line in reporting.preview_lines(report.sheets[0], 78):
        tell("  " + line)
    tell(say("月报：{file}", file=workbook))
    found_scores = reporting.scores(office, MONTH)
    scores, sheet = found_scores.workers, reporting.write_scores(office, found_scores, MONTH)
    for score in scores[:3]:
        total = NO_EVIDENCE if score.total is None else f"{score.total:.1f}"
        tell("  " + say("计分：{worker}（{grid}）{total}", worker=score.worker, grid=score.grid, total=total))
    tell(say("计分表：{file}", file=sheet))
    found = office.ledger.verify()
    counts = {"events": found.events, "steps": found.steps, "seals": found.seals}
    if found.ok:
        tell(say("核验：{events} 件、{steps} 步、{seals} 个封签，无误。", **counts))
    else:
        tell(say("核验：{events} 件、{steps} 步、{seals} 个封签，有问题。", **counts))
    return Told(office.folder, imported, duplicates, len(dispatched), closed, workbook, sheet, len(scores), found.events, found.steps)


def _import(office: Office, tell: Callable[[str], None]) -> tuple[int, int]:
    imported = duplicates = 0
    for path in sorted((office.folder / "inbox").iterdir()):
        plan = office.planner.plan(path, office.clock())
        office.ledger.commit_import(plan, office.actor(via="import"))
        counts = plan.counts()
        imported += counts["new"]
        duplicates += counts["duplicate"]
        text = say("导入：{file}　{new} 件，疑似重复 {duplicate} 件（照常登记），有误 {error} 行", file=plan.file, **counts)
        kept_out = say("，不采集的列：{columns}", columns="、".join(plan.forbidden)) if plan.forbidden else ""
        tell(text + kept_out)
    return imported, duplicates


def _triage(office: Office, left: int) -> Iterator[Event]:
    """Dispatch what the duty list knows, oldest first, each some minutes after it came."""
    waiting = list(office.queries.each(parse("状态:待受理", office.catalogue.fields()), "oldest"))
    for event in waiting[: len(waiting) - left]:
        found = suggest(event, office.ledger.duties.book().for_event(event, office.settings.zone))
        if found is None:
            continue
        if event["upstream_state"]:
            office.ledger.act(event.no, Action.UPSTREAM_SIGN, office.actor(), at=_later(event, minutes=10))
        if danger.unanswered(event.values):
            office.ledger.act(event.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "已报值班长"}, at=_later(event, minutes=15))
        given = {"category": event.text("category") or found.duty.category, "unit": event.text("unit") or found.duty.unit}
        yield office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), given, at=_later(event, minutes=25))


def _handle(office: Office, dispatched: list[Event]) -> int:
    """The units sign, handle, and now and then return or fail the check; the centre calls back and closes."""
    closed = 0
    for place, event in enumerate(dispatched[:-6]):
        unit = Actor(event.text("unit"), EVERY_ROLE, event.text("unit"), "电话", office.settings.operator)
        act, centre = office.ledger.act, office.actor()
        if place == 3:
            act(event.no, Action.RETURN, unit, {"reason": "不属本单位职责，建议派综合执法中队"}, at=_later(event, minutes=70))
            act(event.no, Action.DISPATCH, centre, {"unit": "综合执法中队"}, at=_later(event, minutes=95))
            unit = Actor("综合执法中队", EVERY_ROLE, "综合执法中队", "电话", office.settings.operator)
        act(event.no, Action.SIGN, unit, {"voucher": "电话"}, at=_later(event, minutes=120 + place))
        days = 9 if place % 11 == 7 else 1 + place % 3
        act(event.no, Action.DONE, unit, {"result": _RESULTS[place % len(_RESULTS)]}, at=_later(event, hours=24 * days))
        if place == 5:
            act(event.no, Action.REWORK, centre, {"reason": "回访反映人称没有解决"}, at=_later(event, hours=24 * days + 3))
            act(event.no, Action.DONE, unit, {"result": "再次上门，双方签字和解。"}, at=_later(event, hours=24 * days + 30))
        after = _later(event, hours=24 * days + 40)
        verdict = {"satisfaction": _ANSWERS[place % len(_ANSWERS)]}
        if verdict["satisfaction"] == "不满意":
            verdict["note"] = "希望再快一些"
        if event["upstream_state"]:
            verdict["voucher"] = "来件"
            if place not in NOT_REPLIED:
                act(event.no, Action.UPSTREAM_REPLY, centre, at=after)
        act(event.no, Action.CALL_BACK, centre, verdict, at=after)
        act(event.no, Action.CLOSE, centre, at=after)
        closed += 1
    return closed


def _later(event: Event, *, hours: float = 0, minutes: float = 0) -> Instant:
    return instant(moment(Instant(event.text("reported_at"))) + timedelta(hours=hours, minutes=minutes))


NOT_REPLIED = (10, 20)
"""Orders that are still 待回填 when the console opens."""
_RESULTS = (
    "已上门核实，双方达成一致，签了和解协议。",
    "已约谈负责人，拖欠部分当场付清，反映人认可。",
    "现场清理完毕，已安排每日巡查。",
    "已维修恢复，反映人到场确认。",
    "已责令整改并复查，问题消除。",
)
_TODAY = (
    (
        "林女士",
        "13800002001",
        "两户人家为停车位吵起来，其中一人拿刀威胁，围了很多人，请快来。",
        "矛盾纠纷",
        "邻里纠纷",
        "东园社区",
        "阳光花园3栋",
    ),
    ("陈某", "13800002002", "人民路128号门口两盏路灯不亮，老人晚上走路看不清。", "市容环境", "设施破损", "学府社区", "人民路128号"),
    ("不愿提供", "", "学府路菜场门口摊贩占道，轮椅过不去。", "街面秩序", "占道经营", "学府社区", "学府路菜场"),
    ("黄先生", "13800002004", "健身房关门，办的年卡要求退款没人理。", "矛盾纠纷", "消费纠纷", "河滨社区", "碧水湾二期"),
    ("何女士", "13800002005", "和平街45号后面垃圾堆了一周，异味很大。", "市容环境", "暴露垃圾", "老街社区", "和平街45号"),
    ("罗先生", "13800002006", "老板拖欠九月工资4800元，一直说等工程款。", "矛盾纠纷", "劳动争议", "河滨社区", "解放路路口"),
)
"""Who calls, with which phone, about what, of which category and matter, from which community and place: invented."""
_ANSWERS = ("满意", "非常满意", "基本满意", "满意", "不满意")
