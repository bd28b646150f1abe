"""The tour 导览: a clerk's first five minutes on a demo office, as a table of steps and where one stands in it.

A step is done when the console has done what it waits for (a `Deed`), whichever keys led there. The place is kept beside the ledger, so a tour is
taken up where it was left; an office without that file has no tour.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

from console.registry import KeyAction, key_name
from console.words import _, later, say
from wangge import files

FILE = ".tour.json"


class Deed(StrEnum):
    """What the console did, as the tour is told of it."""

    PLANNED = "planned"
    IMPORTED = "imported"
    ANSWERED = "answered"
    DISPATCHED = "dispatched"
    REDIRECTED = "redirected"
    SKIPPED = "skipped"
    UNDONE = "undone"
    FOUND = "found"
    OPENED = "opened"
    EXPLAINED = "explained"
    REGISTERED = "registered"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour.

    Attributes:
        deed: what it waits for; also its name.
        scope: the screen that it is done on.
        way: how one comes to that screen, said on every other one.
        text: what to do there, and why; `{scope.action}` is that action's key as it is now.
    """

    deed: Deed
    scope: str
    way: str
    text: str


_TO_IMPORTS = later("收件夹里来了一份新文件。按 {everywhere.imports} 到导入。")
_TO_TRIAGE = later("来件要一件一件定谁来办。按 {everywhere.triage} 到受理派遣。")
_TO_LEDGER = later("所有事件都在台账里。按 {everywhere.find} 去查找。")
_TO_EVENT = later("先打开一件：按 {everywhere.find} 到台账，再按 {ledger.open}。")

STEPS: tuple[Step, ...] = (
    Step(
        Deed.PLANNED,
        "imports",
        _TO_IMPORTS,
        later("选中今天的来件，按 {imports.choose} 看计划：几件是新的，哪一行有误。这时还没有入账。"),
    ),
    Step(
        Deed.IMPORTED,
        "imports",
        _TO_IMPORTS,
        later("计划对就再按 {imports.choose} 入账；不对按 {everywhere.back}，台账不变。入了账也能整批撤销。"),
    ),
    Step(
        Deed.ANSWERED,
        "triage",
        _TO_TRIAGE,
        later("红框是险情，排在最前，不能跳过：先要有人管。按 1（已转110）或 2（已报值班长）。"),
    ),
    Step(
        Deed.DISPATCHED,
        "triage",
        _TO_TRIAGE,
        later("绿框是建议，每一行写着依据。同意就按 {triage.take}：受理、派遣一次办完，马上出下一件。"),
    ),
    Step(
        Deed.REDIRECTED,
        "triage",
        _TO_TRIAGE,
        later("不同意就改：按 {triage.unit} 选别的单位，打几个字或拼音首字母就找到；改好再按 {triage.take}。"),
    ),
    Step(
        Deed.SKIPPED,
        "triage",
        _TO_TRIAGE,
        later("拿不准的先放一放：按 {triage.skip} 看下一件。它仍在“待受理”里，不会丢。"),
    ),
    Step(
        Deed.UNDONE,
        "triage",
        _TO_TRIAGE,
        later("派错了不要紧：按 {everywhere.undo}，刚派的那一件退回原样。整批导入、成批办理也是按它，算一次。"),
    ),
    Step(
        Deed.FOUND,
        "ledger",
        _TO_LEDGER,
        later("按 {ledger.search} 在上面一行打“{word}”，再按回车。也能写 状态:待签收、时限:超期，几项用空格隔开。"),
    ),
    Step(
        Deed.OPENED,
        "ledger",
        _TO_LEDGER,
        later("按 {ledger.open} 打开光标所在的一件：左边是项目，右边是每一步，谁办的、何时录的都在。"),
    ),
    Step(
        Deed.EXPLAINED,
        "event",
        _TO_EVENT,
        later("期限为什么是这一天？按 {event.clocks} 看：从哪天起、哪几天不算、依据哪一条。看完按 {everywhere.back}。"),
    ),
    Step(
        Deed.REGISTERED,
        "register",
        later("窗口来了人，要登记一件。按 {everywhere.register}。"),
        later("光标在“内容”里，打“{matter}”，按 {register.save} 登记。不愿留姓名电话的按 {register.no_name}，照常受理。"),
    ),
    Step(
        Deed.REPORTED,
        "reports",
        later("月底要出月报。按 {everywhere.reports}。"),
        later("样例在 2025 年十月：按 {reports.month} 换成 2025-10，再按 {reports.write} 写成 xlsx。没有凭据的数写 —，不写 0。"),
    ),
)
"""The steps in order."""

TYPED: Mapping[str, str] = {"word": "停车位", "matter": "路灯不亮"}
"""What is typed in a step: data, the same in every language."""

_TAIL = later("　{everywhere.tour} 跳过、停下")
_END = later("导览走完了，用了 {minutes} 分 {seconds} 秒。每一页按 {everywhere.help} 看能按的键，按 {everywhere.palette} 打字找命令；")
_END_TAIL = later("详细的在 docs/guide.md。再走一遍、收起这一行按 {everywhere.tour}，退出按 {everywhere.quit}。")


def spoken(text: str, actions: Iterable[KeyAction], **more: object) -> str:
    """A text of the table in the language in use, with the first key of each action that it names.

    Args:
        text: with `{scope.action}` in the place of keys.
        actions: the actions with their keys as they are now.
        more: what else it names.
    """
    keys: dict[str, SimpleNamespace] = {}
    for action in actions:
        setattr(keys.setdefault(action.scope, SimpleNamespace()), action.name, key_name(action.keys[0]))
    return say(text, **keys, **TYPED, **more)


@dataclass
class Tour:
    """One tour of one office.

    Attributes:
        folder: the office; the place is kept there.
        at: how many steps are behind.
        running: whether it is shown.
        spent: the seconds that it has taken, without those since it was last taken up.
        clock: the time that is measured, for tests.
    """

    folder: Path
    at: int = 0
    running: bool = False
    spent: float = 0.0
    clock: Callable[[], float] = time.monotonic
    _since: float = field(init=False)

    def __post_init__(self) -> None:
        self._since = self.clock()

    @property
    def step(self) -> Step | None:
        """The step that one stands at; None at the end."""
        return STEPS[self.at] if self.at < len(STEPS) else None

    def did(self, deed: Deed) -> bool:
        """Told what the console did; whether that was the step's and the next one is to be shown."""
        if not self.running or self.step is None or self.step.deed is not deed:
            return False
        self.skip()
        return True

    def skip(self) -> None:
        """Go on to the next step, done or not."""
        self._measure()
        self.at = min(self.at + 1, len(STEPS))
        self.save()

    def stop(self) -> None:
        """Leave it; `resume` takes it up again."""
        self._measure()
        self.running = False
        self.save()

    def resume(self) -> None:
        """Take it up where it was left."""
        self._measure()
        self.running = True
        self.save()

    def begin(self) -> None:
        """Take it from the beginning."""
        self.at, self.running, self.spent, self._since = 0, True, 0.0, self.clock()
        self.save()

    def line(self, scope: str, actions: Iterable[KeyAction]) -> tuple[str, str]:
        """What stands above a screen: where one is in the tour, and what to do now; two empty texts while it is not shown.

        Args:
            scope: the screen.
            actions: the actions with their keys as they are now.
        """
        if not self.running:
            return "", ""
        if self.step is None:
            minutes, seconds = divmod(int(self.spent), 60)
            end = spoken(_END, actions, minutes=minutes, seconds=seconds) + spoken(_END_TAIL, actions)
            return _("导览"), end
        text = self.step.text if scope == self.step.scope else self.step.way
        return say("导览 {at}/{of}", at=self.at + 1, of=len(STEPS)), spoken(text, actions) + spoken(_TAIL, actions)

    def _measure(self) -> None:
        """Add the time since it was last looked at, unless it stood still or is over."""
        now = self.clock()
        if self.running and self.step is not None:
            self.spent += now - self._since
        self._since = now

    def save(self) -> None:
        """Keep the place, with the time until now."""
        self._measure()
        kept = {"at": self.at, "running": self.running, "spent": round(self.spent, 1)}
        files.put(self.folder / FILE, json.dumps(kept).encode())


def tour_of(folder: Path) -> Tour | None:
    """The tour of the office in `folder`, where it was left; None where there is none. What cannot be read begins anew."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        kept = {}
    known: Mapping[str, object] = kept if isinstance(kept, dict) else {}
    at, spent = known.get("at"), known.get("spent")
    return Tour(
        folder,
        min(max(at, 0), len(STEPS)) if isinstance(at, int) else 0,
        known.get("running") is True,
        float(spent) if isinstance(spent, int | float) and spent > 0 else 0.0,
    )


def as_text(actions: Iterable[KeyAction]) -> list[dict[str, str | int]]:
    """The steps as they are read where there is no terminal, with what each waits for."""
    known, scope = tuple(actions), ""
    told: list[dict[str, str | int]] = []
    for number, step in enumerate(STEPS, start=1):
        way = spoken(step.way, known) if step.scope != scope else ""
        told.append({"number": number, "done": str(step.deed), "screen": step.scope, "text": way + spoken(step.text, known)})
        scope = step.scope
    return told
