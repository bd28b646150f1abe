"""The keys of `keystrokes.py` pressed: on the console by its pilot, in VisiData through a terminal; on made-up files, with what has come of them."""

from __future__ import annotations

import atexit
import csv
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path

from conftest import StandingClock
from keystrokes import TASKS, UNITS, WAITING, Line
from make_pictures import AT
from openpyxl import Workbook, load_workbook
from screens import screen_text, settled, until
from terminal import Terminal
from textual.pilot import Pilot

from console import demo
from console.app import WanggeApp
from console.office import Office
from wangge.look import Look
from wangge.query import parse
from wangge.records import Event
from wangge.times import Instant, local

HEADERS = ("编号", "内容", "社区", "地点", "类别", "状态", "承办单位", "上报时间", "期限", "办结时间")
ORDERS = "12345工单_2025年10月.xlsx"
SIZE = (100, 30)


def events(office: Office, query: str = "") -> list[Event]:
    return list(office.queries.each(parse(query, office.catalogue.fields()), "oldest"))


@cache
def _month() -> Path:
    """A demo office of the month of the samples, where twenty events wait, with all known that is learned in idle time; made once."""
    folder = Path(tempfile.mkdtemp(prefix="wangge-keystrokes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with closing(demo.build(folder / "office", StandingClock(AT))) as office:
        demo.run(office, lambda text: None, left=len(WAITING))
        while office.ledger.index_pending(200) or office.ledger.clocks_pending(2_000) or office.ledger.habits_pending(200):
            pass
    return folder / "office"


def demo_office(folder: Path) -> Office:
    """Such an office of its own."""
    return Office.open(Path(shutil.copytree(_month(), folder)), StandingClock(AT))


def new_office(folder: Path) -> Office:
    """An office without an event, with the 12345 workbook in its inbox."""
    office = demo.build(folder, StandingClock(AT))
    for path in (folder / "inbox").iterdir():
        if path.name != ORDERS:
            path.unlink()
    return office


def ledger_rows(office: Office) -> list[list[object]]:
    """The same events as rows of a plain table under `HEADERS`, those that wait at the end."""
    rows: list[list[object]] = []
    for event in sorted(events(office), key=lambda event: event.text("state") == "待受理"):
        waits = event.text("state") == "待受理"
        times = [_wall(office, event.time(name)) for name in ("reported_at", "due_at", "done_at")]
        names = ("no", "text", "community", "place", "category", "state")
        rows.append([*(event.text(name) for name in names), "" if waits else event.text("unit"), *times])
    return rows


def ledger_workbook(office: Office, path: Path) -> Path:
    """The events as a workbook, for Calc."""
    book = Workbook()
    sheet = book.active
    for row in (HEADERS, *ledger_rows(office)):
        sheet.append(row)
    book.save(path)
    return path


def ledger_csv(office: Office, path: Path) -> Path:
    """The events as a csv, for VisiData."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADERS, *ledger_rows(office)))
    return path


def _wall(office: Office, at: Instant | None) -> datetime | None:
    return local(at, office.settings.zone).replace(tzinfo=None) if at else None


# the console


async def press(office: Office, lines: tuple[Line, ...], look: Callable[[str], None] = lambda shown: None) -> float:
    """Press the keys on the console; seconds from the first key to what the last one shows, keys coming as fast as they are taken."""
    app = WanggeApp(office, Look(calm=True))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        began = time.perf_counter()
        for line in lines:
            for _time in range(line.times):
                for key in line.keys:
                    await _press(pilot, key)
            if line.sees:
                await until(pilot, lambda words=line.sees: words in screen_text(app))
        spent = time.perf_counter() - began
        look(await settled(pilot))
    return spent


async def _press(pilot: Pilot[None], key: str) -> None:
    if not key.startswith("'"):
        await pilot.press(key)
    elif hasattr(pilot.app.focused, "insert_text_at_cursor"):
        pilot.app.focused.insert_text_at_cursor(key[1:])
    elif hasattr(pilot.app.focused, "insert"):
        pilot.app.focused.insert(key[1:])
    else:
        await pilot.press(*key[1:])
    await settled(pilot)


async def take_in(folder: Path) -> float:
    office = new_office(folder)
    spent = await press(office, TASKS[0].ways["Wangge"])
    assert len(events(office)) == 46
    office.close()
    return spent


async def dispatch(folder: Path) -> float:
    office = demo_office(folder)
    waiting = events(office, "状态:待受理")
    spent = await press(office, TASKS[1].ways["Wangge"])
    for event, matter in zip(waiting, WAITING, strict=True):
        done = office.queries.event(event.no)
        assert (done.text("state"), done.text("unit")) == ("待签收", UNITS[matter]), done.title
    office.close()
    return spent


async def overdue(folder: Path) -> float:
    office = demo_office(folder)
    expected = overdue_rows(office)
    assert {event.no for event in events(office, "社区:老街 时限:超期")} == {event.no for event in expected}
    spent = await press(office, TASKS[2].ways["Wangge"])
    (written,) = (folder / "outbox").glob("*台账*.xlsx")
    cells = {str(cell) for row in load_workbook(written).active.iter_rows(values_only=True) for cell in row}
    assert {event.text("external_no") or event.no for event in expected} <= cells
    office.close()
    return spent


async def correct(folder: Path) -> float:
    office = demo_office(folder)
    (event,) = events(office, "菜场工地")
    spent = await press(office, TASKS[3].ways["Wangge"])
    assert office.queries.event(event.no).text("place") == event.text("place")
    assert [str(step.action) for step in office.queries.steps(event)][-2:] == ["更正", "撤销"]
    office.close()
    return spent


async def month(folder: Path) -> float:
    office = demo_office(folder)
    figures = by_community(office)

    def look(shown: str) -> None:
        for name, (new, done) in figures.items():
            (line,) = (line for line in shown.splitlines() if name in line)
            assert line.split()[1:3] == [str(new), str(done)], line
            assert f"{done / new:.1%}" in line

    spent = await press(office, TASKS[4].ways["Wangge"], look)
    office.close()
    return spent


WANGGE = (take_in, dispatch, overdue, correct, month)
"""What plays a task on the console in a new folder, looks up what came of it, and says how many seconds it took."""


def overdue_rows(office: Office) -> list[Event]:
    """What task 3 is to find, by the rule that the spreadsheets are given."""
    now = office.now()
    found = (event for event in events(office) if event.text("community") == "老街社区" and not event.text("done_at"))
    return [event for event in found if event.text("due_at") and event.text("due_at") < now]


def by_community(office: Office) -> Mapping[str, tuple[int, int]]:
    """What task 5 is to count, by the rule that the spreadsheets are given: reported, and done before November."""
    new: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for event in events(office):
        new[event.text("community")] += 1
        at = _wall(office, event.time("done_at"))
        done[event.text("community")] += bool(at and at < datetime(2025, 11, 1))
    return {name: (new[name], done[name]) for name in new}


# VisiData


def visidata(command: str, folder: Path) -> list[float]:
    """Press the keys of every task in VisiData; seconds of each.

    Args:
        command: the program.
        folder: empty; the files are made there.
    """
    office = demo_office(folder / "office")
    spent = []
    for number, task in enumerate(TASKS):
        room = folder / f"task{number}"
        room.mkdir()
        shutil.copy(demo.SAMPLES / ORDERS, room)
        start = ledger_csv(office, room / "台账.csv") if number else room
        spent.append(_in_visidata(command, start, task.ways["VisiData"], _CHECKS[number], office))
    office.close()
    return spent


def _in_visidata(command: str, start: Path, lines: tuple[Line, ...], check: Callable[[str, Path, Office], None], office: Office) -> float:
    room = start if start.is_dir() else start.parent
    own = room.parent / "visidata"
    arguments = [command, "--config", str(own / "none"), "--visidata-dir", str(own), str(start)]
    with Terminal(["sh", "-c", 'cd "$0" && exec "$@"', str(room), *arguments], SIZE) as terminal:
        terminal.until(ORDERS[:8] if start.is_dir() else "编号")
        while terminal.read(0.5):
            pass
        began = time.perf_counter()
        for line in lines:
            for _time in range(line.times):
                terminal.press(*map(_sent, line.keys), settle=0.05)
            if line.sees:
                terminal.until(line.sees)
        spent = time.perf_counter() - began
        while terminal.read(1.0):
            pass
        check(terminal.text(), room, office)
    return spent


def _sent(key: str) -> str:
    """A key as a terminal sends it."""
    return chr(ord(key[-1]) - 96) if key.startswith("ctrl+") else key.removeprefix("'")


def _shows_duplicates(shown: str, room: Path, office: Office) -> None:
    del room, office
    assert len([line for line in shown.splitlines() if " 2 " in line]) >= 2, shown


def _dispatched(shown: str, room: Path, office: Office) -> None:
    del office
    rows = list(csv.reader((room / "台账.csv").read_text(encoding="utf-8").splitlines()))[-len(WAITING) :]
    assert [(row[5], row[6]) for row in rows] == [("待签收", UNITS[matter]) for matter in WAITING], shown


def _wrote_overdue(shown: str, room: Path, office: Office) -> None:
    rows = list(load_workbook(room / "超期.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {event.no for event in overdue_rows(office)}, shown


def _as_before(shown: str, room: Path, office: Office) -> None:
    del room, office
    assert "学府路8号" not in shown


def _counted(shown: str, room: Path, office: Office) -> None:
    del room
    for name, (new, done) in by_community(office).items():
        (line,) = (line for line in shown.splitlines() if name in line)
        assert str(new) in line, line
        assert str(done) in line, line


_CHECKS = (_shows_duplicates, _dispatched, _wrote_overdue, _as_before, _counted)


# Calc


def calc(folder: Path) -> None:
    """Let Calc reckon what its lines of tasks 1, 3 and 5 type into cells, and compare; pressing keys needs a screen, which this has not.

    Args:
        folder: empty; the files are made there.
    """
    office = demo_office(folder / "office")
    orders = load_workbook(demo.SAMPLES / ORDERS)
    for row in range(5, 51):
        orders.active[f"L{row}"] = f"=COUNTIF(F$5:F$50,F{row})"
    orders.save(folder / "orders.xlsx")
    assert Counter(row[11] for row in _reckoned(folder / "orders.xlsx"))["2"] == 4  # two pairs
    ledger = load_workbook(ledger_workbook(office, folder / "ledger.xlsx"))
    sheet = ledger.active
    for row in range(2, sheet.max_row + 1):
        sheet[f"K{row}"] = f'=AND(C{row}="老街社区",I{row}<>"",I{row}<DATE(2025,11,14),J{row}="")'
    figures = by_community(office)
    for row, name in enumerate(figures, start=2):
        formulas = (f"=COUNTIF(C:C,M{row})", f'=COUNTIFS(C:C,M{row},J:J,"<2025-11-01")', f"=O{row}/N{row}")
        for column, cell in zip("MNOP", (name, *formulas), strict=True):
            sheet[f"{column}{row}"] = cell
    ledger.save(folder / "ledger.xlsx")
    rows = _reckoned(folder / "ledger.xlsx")
    assert {row[0] for row in rows if row[10] == "TRUE"} == {event.no for event in overdue_rows(office)}
    assert {row[12]: (int(row[13]), int(row[14])) for row in rows[1:] if row[12]} == figures
    office.close()


def _reckoned(path: Path) -> list[list[str]]:
    """The cells of a workbook's first sheet after Calc has reckoned them."""
    profile = f"-env:UserInstallation={(path.parent / 'calc').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(path.parent)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return list(csv.reader(path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()))
