"""A session of triage: 200 real events worked through with keys in the console, the other events of the district being the office's past.

A script stands for a clerk who knows what people decided: Enter where the suggested kind and unit are theirs, else the digit of the part, and in its list the
number of one of the first nine, or pinyin initials until theirs is first. It reads the screen as a person does. `WANGGE_REAL_DATA` names the folder.
"""

from __future__ import annotations

import asyncio
import csv
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import fmean, median, quantiles
from tempfile import TemporaryDirectory

from run import Ratio
from screens import screen_text, settled, until
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from console.app import WanggeApp
from console.office import Office, create
from wangge.pinyin import initials

ASKED = 200
NUMBERED = 9
"""Lines of a list whose number a clerk sees and types."""
SIZE = (160, 48)
NOW = datetime(2025, 6, 3, 1, 0, tzinfo=UTC)
ARRIVING = ("事件编号", "事件描述", "区县名称", "镇街名称", "村社名称", "网格名称", "上报时间", "上报人", "网格类型", "数据来源")
"""The columns that are known when an event arrives."""
DIGITS = {"类别": "1", "单位": "2"}
GOAL = 2.5
"""Keys of an event on the average."""


@dataclass
class Worked:
    """What one event took.

    Attributes:
        keys: how many were pressed.
        places: by part that was not suggested, the place of the right one in its list; 0 where it was in no list.
        left: whether it had to be left for later, since what people decided cannot be chosen.
    """

    keys: int = 0
    places: dict[str, int] = field(default_factory=dict)
    left: bool = False

    def within(self, part: str, most: int) -> bool:
        """Whether the right one of a part was among the first so many."""
        return part not in self.places or 0 < self.places[part] <= most


async def work(office: Office, right: Mapping[str, Mapping[str, str]]) -> list[Worked]:
    """Work through all that waits.

    Args:
        office: whose triage it is.
        right: by the number of an event, what people decided of it: 类别 and 单位 as the screen writes them.

    Returns:
        what each event took, in the order of the queue.
    """
    done, waiting = [], set(right)
    app = WanggeApp(office)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f6")
        while waiting:
            screen = await settled(pilot)
            number = next(each for each in waiting if each in screen)
            clerk = Clerk(pilot)
            await clerk.decide(right[number])
            done.append(clerk.worked)
            waiting.remove(number)
        await settled(pilot)
    return done


class Clerk:
    """Who decides the event on the screen, and counts the keys of it."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.worked = Worked()
        self._pilot = pilot

    async def decide(self, right: Mapping[str, str]) -> None:
        """Change what is not as people decided it, and take it; leave it where that cannot be chosen."""
        if "先按 1、2 或 3 说明" in screen_text(self._pilot.app):
            await self._press("1")
            await settled(self._pilot)
        for part, wanted in right.items():
            if f"{part} {wanted}　" not in await settled(self._pilot) and not await self._change(part, wanted):
                self.worked.left = True
                await self._press("space")
                return
        await self._press("enter")

    async def _change(self, part: str, wanted: str) -> bool:
        """Choose something else for a part; returns whether it could be chosen."""
        await self._press(DIGITS[part])
        await until(self._pilot, lambda: self._pilot.app.screen.query(OptionList))
        await self._pilot.pause()
        at = self._place(wanted)
        self.worked.places[part] = at
        if not at:
            await self._press("escape")
            return False
        if 1 < at <= NUMBERED:
            await self._press(str(at))
        elif at > NUMBERED:
            for letter in initials(wanted.rpartition(" / ")[2])[0]:
                await self._press(letter)
                if self._place(wanted) == 1:
                    break
            await self._press(*["down"] * (self._place(wanted) - 1))
        await self._press("enter")
        await until(self._pilot, lambda: not self._pilot.app.screen.query(Input))
        return True

    def _place(self, wanted: str) -> int:
        """Where it stands in the list; 0 where it does not."""
        shown = (str(option.prompt).split(maxsplit=1)[1] for option in self._pilot.app.screen.query_one(OptionList).options)
        return next((at for at, each in enumerate(shown, start=1) if each == wanted), 0)

    async def _press(self, *keys: str) -> None:
        await self._pilot.press(*keys)
        self.worked.keys += len(keys)


def drawn(rows: Iterable[Mapping[str, str]], most: int) -> list[Mapping[str, str]]:
    """A sample that is always the same: every so many rows in the order of kind and digest, of those with a kind and a unit."""
    whole = sorted(
        (row for row in rows if row["二级分类"] and row["办结职能科室/部门"]),
        key=lambda row: (row["二级分类"], sha256(row["事件编号"].encode()).digest()),
    )
    return [whole[at * len(whole) // most] for at in range(most)]


def practised(folder: Path, most: int) -> tuple[Office, dict[str, dict[str, str]]]:
    """An office that knows all events of the district but a sample, which has just arrived; and what people decided of that."""
    path = Path(os.environ["WANGGE_REAL_DATA"]) / "haishu-grid" / "海曙区事件-11镇街.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = {row["事件编号"]: row for row in drawn(rows, most)}
    office = Office.open(create(folder / "office", "中心"), lambda: NOW)
    past = [row for row in rows if row["事件编号"] not in asked]
    for name, columns, kept in (("past", tuple(rows[0]), past), ("arriving", ARRIVING, list(asked.values()))):
        office.ledger.commit_import(office.planner.plan(_written(folder / f"{name}.csv", columns, kept), NOW), office.actor(via="import"))
        while office.ledger.index_pending(5_000) or office.ledger.clocks_pending(5_000) or office.ledger.habits_pending(10):
            pass
    right = {no: {"类别": f"{row['事件类型']} / {row['二级分类']}", "单位": row["办结职能科室/部门"]} for no, row in asked.items()}
    return office, right


def _written(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, columns, extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)
    return path


def figures(done: Sequence[Worked]) -> Iterator[str]:
    """What a session took, in lines."""
    keys = [each.keys for each in done]
    tenth = quantiles(keys, n=10, method="inclusive")[-1]

    def share(those: Callable[[Worked], bool]) -> str:
        return f"{sum(map(those, done)) / len(done):.3f}"

    yield f"{len(done)} events, {sum(each.left for each in done)} left"
    yield f"keys: median {median(keys):.0f}, mean {fmean(keys):.2f}, 90 % {tenth:.0f}"
    yield f"taken with one Enter {share(lambda each: each.keys == 1)}"
    for name, parts in (*((part, (part,)) for part in DIGITS), ("both", tuple(DIGITS))):
        first, three = (share(lambda each, parts=parts, last=last: all(each.within(part, last) for part in parts)) for last in (0, 3))
        yield f"{name} as suggested {first}, of the first three {three}"


def run() -> list[Ratio]:
    if not os.environ.get("WANGGE_REAL_DATA"):
        print("session: WANGGE_REAL_DATA names no folder", file=sys.stderr)
        return []
    with TemporaryDirectory() as folder:
        office, right = practised(Path(folder), ASKED)
        began = time.process_time()
        done = asyncio.run(work(office, right))
        seconds = (time.process_time() - began) / len(done)
        office.close()
    for line in figures(done):
        print(line, file=sys.stderr)
    keys = fmean(each.keys for each in done)
    note = f"the mean of {len(done)} real events; {seconds:.2f} s of CPU an event, the console and the script"
    return [Ratio("keys of a real event in triage ÷ one Enter", keys, 1.0, keys, GOAL, 1, note, "keys")]
