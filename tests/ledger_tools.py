"""What the tests of the ledger share: events, plans and random work made by hand, and a look behind the two doors."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import blake2b, sha256
from random import Random

import orjson
import pytest

from console import cli
from console.office import Office
from wangge.actor import EVERY_ROLE, Actor, Role
from wangge.errors import WanggeError
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.plans import ImportPlan, PlannedRow, Verdict
from wangge.query import And, Word, parse
from wangge.text import gist
from wangge.times import Instant, from_wall

TOLD = {"text": "楼上漏水，双方争执", "source": "窗口来访"}
SENT = {"category": "矛盾纠纷", "unit": "司法所"}
LEADER = Actor("值班长老李", frozenset({Role.LEADER}))
STRANGER = Actor("小赵", EVERY_ROLE - {Role.LEADER})
"""May do everything that an event asks for, but takes back nothing of others."""


def at(wall: str) -> Instant:
    """`2026-11-20 09:30` on the office's wall."""
    return from_wall(datetime.fromisoformat(wall))


def register(office: Office, **given):
    """A new event, told at the counter."""
    return office.ledger.register({**TOLD, **given}, office.actor())


def dispatched(office: Office, **given):
    """A new event that lies at a unit."""
    event = register(office, **given)
    return office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)


def refused(code: str, work, *args, **kwargs) -> WanggeError:
    """What `work` is refused with; it must be `code`."""
    with pytest.raises(WanggeError) as caught:
        work(*args, **kwargs)
    assert caught.value.code == code, caught.value
    return caught.value


def act(office: Office, event, action, **given):
    """Do an action on an event."""
    return office.ledger.act(event.no, action, office.actor(), given)


def command(*arguments: str) -> int:
    """The exit code of a command; it must have closed the office that it opened."""
    opened, make = [], Office.open

    def remembered(*args, **how):
        opened.append(make(*args, **how))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "open", remembered)
        try:
            return cli.main(arguments)
        except SystemExit as left:
            return int(str(left.code))
        finally:
            assert all(office.ledger.store.database.is_closed() for office in opened), "an office was left open"


def planned(number: int, *, extra: dict[str, str] | None = None, **values) -> PlannedRow:
    """A row of a file, as a planner understands it."""
    told = {
        "external_no": f"GD{number:05}",
        "text": f"第{number}件：路灯不亮，夜间无法通行",
        "reported_at": at("2026-11-02 09:00"),
        "category": "公共设施",
        "source": "12345热线",
        **values,
    }
    told = {name: value for name, value in told.items() if value is not None}
    digest = blake2b(orjson.dumps((told, extra), option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()
    return PlannedRow("", number + 1, Verdict.NEW, told, extra or {}, digest, gist(str(told.get("text", ""))))


def plan(rows, file="来件.csv") -> ImportPlan:
    """A plan of new rows."""
    return ImportPlan(file, sha256(file.encode()).hexdigest(), (), (), tuple(rows))


def bring(office: Office, rows, file="来件.csv"):
    """Import rows."""
    return office.ledger.commit_import(plan(rows, file), office.actor(via="import"))


def table(path, rows, headers=("工单编号", "诉求内容", "上报时间", "诉求类型")):
    """A csv file as a hotline sends it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((headers, *rows))
    return path


def bring_file(office: Office, path):
    """Plan a file and import it; returns the plan's figures and the batch."""
    made = office.planner.plan(path, office.clock())
    return made.counts(), office.ledger.commit_import(made, office.actor(via="import"))


def found(office: Office, line: str) -> set[str]:
    """The numbers of the events that a query line finds."""
    return numbers(office, parse(line, office.catalogue.fields()))


def holding(office: Office, word: str) -> set[str]:
    """The numbers of the events that a word finds, whatever is in it."""
    return numbers(office, And((Word(word, 0),)))


def numbers(office: Office, query: And) -> set[str]:
    listed = [event.no for event in office.queries.each(query)]
    assert len(listed) == office.queries.count(query) == len(set(listed))
    return set(listed)


def everything(office: Office):
    """All events that are to be seen, oldest row first."""
    return sorted(office.queries.each(And()), key=lambda event: event.id)


def rows(office: Office, statement: str, *values):
    """What the database itself says."""
    return office.ledger.store.connection().execute(statement, values).fetchall()


def last_step(office: Office) -> int:
    """The number of the step that was recorded last."""
    return rows(office, "SELECT max(n) FROM steps")[0][0]


def projection(office: Office, *without: str) -> dict[int, dict[str, object]]:
    """Every event's row, all columns."""
    cursor = office.ledger.store.connection().execute("SELECT * FROM events ORDER BY id")
    names = [column[0] for column in cursor.description]
    told = [dict(zip(names, row, strict=True)) for row in cursor]
    return {row["id"]: {name: value for name, value in row.items() if name not in without} for row in told}


@contextmanager
def behind(office: Office) -> Iterator[sqlite3.Connection]:
    """A hand on the file behind the program's back; the guards are down meanwhile and stand again afterwards."""
    with closing(sqlite3.connect(office.ledger.store.path, isolation_level=None)) as hand:
        guards = hand.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            hand.execute(f"DROP TRIGGER {name}")
        yield hand
        for _, guard in guards:
            hand.execute(guard)


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """What SQLite is asked meanwhile. A statement that fires a guard is told once more for it; what a statement causes begins with `--`."""
    told: list[str] = []
    connection = office.ledger.store.connection()

    def note(statement: str) -> None:
        if not statement.startswith("--") and told[-1:] != [statement]:
            told.append(statement)

    connection.set_trace_callback(note)
    yield told
    connection.set_trace_callback(None)


FILLED = {
    "text": "两户因漏水争执，联系13812345678",
    "source": "网格员",
    "category": "矛盾纠纷",
    "reason": "经核实，电话13987654321",
    "worker_to_verify": "李四",
    "result_note": "属实",
    "result": "已调解，双方签字",
    "days": "3",
    "review_on": "2026-12-20",
    "departments": "城管、消防",
    "upper_unit": "区中心",
    "outside_body": "法院",
    "satisfaction": "满意",
    "level": "黄牌",
    "note": "已约双方周五到场",
    "file": "照片.jpg",
    "hard_owner": "张某",
    "co_unit": "消防",
    "rating": "好",
    "due_at": "2027-01-20",
    "danger_answer": "已转110",
    "paper": "派单",
    "told_whom": "综合执法中队，电话13900001111",
    "upstream_due": "2027-01-20",
    "incident": "台风应对",
    "department": "劳动争议",
    "case_basis": "主动调解",
    "case_result": "达成协议",
    "case_summary": "双方各让一步，分两期付清",
    "mediator": "老陈",
    "recusal": "无应回避情形，已签声明",
    "paid": "100",
    "from_person": "李四",
    "to_person": "张三",
    "island_block": "联合调处",
    "island_service": "申请人民调解",
    "island_materials": "1. 身份证件原件",
    "island_offline": "到窗口当面申请",
}
UNITS = ("司法所", "综合执法中队", "社区建设办")
MAY_REFUSE = frozenset(
    {
        *("action_needs", "return_settled", "return_late", "delay_late", "delay_often", "merge_itself", "merge_target", "danger_first"),
        *("verdict_missing", "link_itself", "merge_circle"),
        *(
            "whistle_not_called",
            "case_open",
            "case_ended",
            "library_secret",
            "library_named",
            "whistle_nobody",
            "supervise_lower",
            "co_not_asked",
            "incident_unknown",
        ),
        *("island_first", "island_guided", "island_same", "island_received"),
        *("upstream_not_now", "upstream_return_late", "call_not_ours", "call_recent", "move_nothing"),
    }
)
"""What the rules may say to a random action that the table has: no unit to send it back to, returned or delayed too often …"""


def work(office: Office, clock, random: Random, most: int, look=lambda event: None) -> int:
    """Do `most` random things that the rules allow, and `look` at what each of them returns; returns how many were taken back."""
    undone = 0
    for _ in range(most):
        clock.forward(seconds=random.randrange(1, 900))
        known = everything(office)
        dice = random.random()
        if dice < 0.15 or not known:
            look(register(office, text=f"{FILLED['text']}，第{random.randrange(10**6)}号", caller="欧阳娜娜", caller_phone="13812345678"))
        elif dice < 0.2:
            start = random.randrange(10**4) * 10
            bring(office, [planned(start + i, state="处置中", extra={"备用列": "身份证"}) for i in range(3)], f"{start}.csv")
        elif dice < 0.35:
            undone += _undo(office, f"S{random.randrange(1, last_step(office) + 1)}")
        else:
            event = random.choice(known)
            look(_act(office, random, event, random.choice(known)) or event)
    return undone


def _undo(office: Office, ref: str) -> int:
    try:
        return office.ledger.undo(ref, office.actor(), reason="误办").reversed
    except WanggeError as error:
        if not error.code.startswith("undo_"):
            raise
        return 0


def _act(office: Office, random: Random, event, another):
    action = random.choice(office.rules.lifecycle.open_to(event.state, event.known))
    row = office.rules.lifecycle.find(event.state, action)
    given = {name: FILLED[name] for name in row.needs if name in FILLED}
    if "unit" in row.needs:
        given["unit"] = random.choice(UNITS)
    given |= {name: another.no for name in ("into", "linked") if name in row.needs}
    if action is Action.CORRECT:
        given |= {"text": f"更正：{random.randrange(10**6)}，电话13700001111", "labour_people": str(random.randrange(9))}
    if action is Action.DISPATCH and not event["due_at"]:
        given["limit"] = "4工作时"
    if action is Action.FILL:
        given["labour_people"] = str(random.randrange(9))
    if action is Action.DONE:
        given["done_kind"] = "实质性"
    try:
        return office.ledger.act(event.no, action, office.actor(), given)
    except WanggeError as error:
        if error.code not in MAY_REFUSE:
            raise
        return None
