"""The office 网格中心: a folder, and the place where the rooms are joined.

`wangge.toml`, `ledger.db`, inbox/, outbox/, templates/, attachments/, backups/. Opening one reads its settings, loads the plugins into a catalogue,
opens the ledger, and hands all of it on.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from db.claims import Claims
from db.ledger import Ledger
from db.memory import NAME, Memory
from db.queries import Queries
from db.remasking import remask
from db.store import Store
from plugins.manager import load, ours
from wangge import files
from wangge.actor import EVERY_ROLE, Actor
from wangge.blocks import BEHIND
from wangge.calendar import national
from wangge.catalogue import Catalogue
from wangge.clocks import Clocks
from wangge.errors import CAUSES, Phrase, WanggeError
from wangge.policy import Policy
from wangge.ports import Progress, no_progress
from wangge.records import Verification
from wangge.rules import Rules
from wangge.settings import DEFAULT_VALUES, LEVELS, Settings, from_toml
from wangge.text import clean_line
from wangge.times import Instant, instant

if TYPE_CHECKING:
    from console.learner import Learner
    from importers.planning import Planner

SETTINGS = "wangge.toml"
LEDGER = "ledger.db"
FOLDERS = ("inbox", "outbox", "templates", "attachments", "backups")
VARIABLE = "WANGGE_OFFICE"
REMADE = "重做印记"
"""The office's step that says that what it remembers of its ledger was gone."""


def find(named: str = "", environment: Mapping[str, str] = os.environ, here: Path | None = None) -> Path:
    """The office's folder: the one named, else $WANGGE_OFFICE, else the folder one stands in. Never a guess.

    Raises:
        WanggeError: `office_missing`, `office_not_one`, `office_unnamed`.
    """
    chosen = named or environment.get(VARIABLE, "")
    if not chosen:
        here = here or Path.cwd()
        if (here / SETTINGS).is_file():
            return here
        raise WanggeError("office_unnamed")
    folder = Path(chosen).expanduser()
    if not folder.exists():
        raise WanggeError("office_missing", path=folder)
    if not (folder / SETTINGS).is_file():
        raise WanggeError("office_not_one", path=folder)
    return folder


def create(folder: Path, name: str = "", district: str = "", street: str = "") -> Path:
    """Make a new office in `folder`.

    Raises:
        WanggeError: `office_exists`, `office_not_empty`, `office_unwritable`, `office_network`.
    """
    if (folder / SETTINGS).exists():
        raise WanggeError("office_exists", path=folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WanggeError("office_not_empty", path=folder)
    try:
        for each in FOLDERS:
            files.folder(folder / each)
        files.mended(folder)  # it may have been there, empty
        store = Store(folder / LEDGER, folder / "backups")
        Memory(folder / LEDGER).settle(store)
        store.close()
        # a control sign is no part of a name, and some of them no TOML
        text = settings_text(clean_line(name) or clean_line(folder.resolve().name), clean_line(district), clean_line(street))
        files.put(folder / SETTINGS, text.encode())
    except OSError as error:
        raise WanggeError("office_unwritable", path=folder, reason=error.strerror or type(error).__name__) from error
    return folder


def settings_text(name: str, district: str, street: str) -> str:
    """A new office's `wangge.toml`, with everything that it may decide."""
    level = LEVELS[1] if street else LEVELS[0]
    lines = [
        "# 网格中心的设置。改后重新打开即生效；写错时会指出是哪一项。",
        "[office]",
        f"name = {_quoted(name)}",
        f"district = {_quoted(district)}    # 本区县；空着则不分区县",
        f"street = {_quoted(street)}    # 本镇街；填了以后，别的镇街的来件只计数、不入账",
        f"level = {_quoted(level)}    # 区县 或 镇街：决定上级系统的环节在本中心算什么",
        'operator = "值班员"    # 未设账号前，谁坐在这台电脑前',
        'number = "WG{year}{month}{day}{seq:04}"    # 受理编号的写法',
        "",
        "[flow]    # 两项都不开是简易流程：上报、派遣、签收、办结、归档",
        "filing = false    # 立案",
        "checking = false    # 核查",
        "",
        "[island]    # 前岛（1+6+N）：有接待大厅、分板块接待的中心改成 true",
        "enabled = false",
        f"behind = {_listed(BEHIND)}    # 六个板块以外的 N",
        "",
        "[limits]    # 办理时限：数字加 分钟、小时、工作时、工作日、自然日",
        "confirmed = false    # 本中心核定以后改成 true，期限旁不再提示",
        '"默认" = "5工作日"',
        '"特急" = "24小时"',
        "",
        "[calendar]    # 办公时间（午休空出来），本地休息日和本地上班日",
        'hours = ["08:30-12:00", "13:30-17:30"]',
        'rest = []    # 如 "2026-11-20"',
        "work = []",
        "",
        "[suggest]",
        "learner = false    # 受理派遣的建议另加一个随办随学的学习器，须另装 wangge[learner]",
        "",
        "[look]    # 外观",
        'theme = "深色"    # 深色、浅色、高对比、终端本色；打开以后按 Ctrl+T 换',
        "calm = false    # 线路慢时改成 true：没有动画，少刷新",
        "mouse = true    # 不用鼠标的改成 false，可以直接用鼠标选字复制",
        "ascii = false    # 图和边框错位的终端改成 true：只用英文符号画",
        "",
        "[plugins]",
        "allow = []    # 允许装入的外来插件",
        "off = []    # 停用的插件",
    ]
    lines += _policy_lines(Policy())
    for table, entries in DEFAULT_VALUES.items():
        lines += ["", f"[values.{table}]    # 来件写法 = 台账写法", *(f"{_quoted(raw)} = {_quoted(kept)}" for raw, kept in entries.items())]
    return "\n".join(lines) + "\n"


def _policy_lines(policy: Policy) -> list[str]:
    """The danger lane, the systems that wait for replies, and the call-backs, as a new office has them."""
    lines = [
        "",
        "[danger]    # 险情用词，按类；前面加 - 的不算险情，如 -一刀切",
        *(f"{_quoted(kind)} = {_listed(words)}" for kind, words in policy.danger.items()),
    ]
    for source, system in policy.upstream.items():
        lines += [
            "",
            f"[upstream.{_quoted(source)}]    # 这一来源的件要在上级系统里签收、回单",
            f"system = {_quoted(system.system)}",
            f'ahead = "{system.ahead}"    # 单位比上级时限提前多久交回',
            f'sign = "{system.sign}"    # 多久以内要在上级系统签收',
            f'give_back = "{system.give_back}"    # 多久以内可以申请退单',
        ]
    return [
        *lines,
        "",
        "[callback]",
        f"verdict_first = {str(policy.verdict_first).lower()}    # 结案、归档前必须有回访结论",
        f"attempts = {policy.attempts}    # 打不通几次可以代替结论",
        f"call_gap = {policy.call_gap}    # 几日内不重复回访同一个人",
        "",
        "[callback.called_by]    # 来源 = 由谁回访；没有写的由本中心回访",
        *(f"{_quoted(source)} = {_quoted(who)}" for source, who in policy.called_by.items()),
    ]


def _listed(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_quoted, words)) + "]"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


@dataclass
class Office:
    """An open office.

    Attributes:
        folder: where it lies.
        settings: what it decided.
        catalogue: what its plugins bring.
        ledger: the way in.
        rules: what its settings make of the lifecycle.
        memory: what it knows of its ledger outside of it.
        notices: what opening it found and put right, a sentence each, for whoever opened it.
    """

    folder: Path
    settings: Settings
    catalogue: Catalogue
    ledger: Ledger
    rules: Rules
    clock: Callable[[], datetime]
    memory: Memory
    notices: tuple[str, ...] = ()

    @classmethod
    def open(
        cls,
        folder: Path,
        clock: Callable[[], datetime] | None = None,
        built_ins: tuple[str, ...] | None = None,
        *,
        meant: bool = False,
    ) -> Office:
        """Open the office in `folder`.

        Args:
            folder: as `find` gives it.
            clock: the time of day, for tests.
            built_ins: our own plugins, for tests.
            meant: whether somebody has said that the ledger is to be another or an older one than was used last.

        Raises:
            WanggeError: `office_settings` and whatever keeps the ledger from opening.
        """
        clock = clock or (lambda: datetime.now(UTC))
        settings = read_settings(folder)
        own = ours(island=settings.flows.island)
        tidied = _tidied(folder)
        plugins = load(own, settings.plugins, settings.plugins_off, folder) if built_ins is None else load(built_ins)
        rules = Rules(settings, Clocks(settings, settings.days.on(national()), departments=plugins.departments), plugins.extra_fields())
        memory = Memory(folder / LEDGER)
        memory.check(meant=meant)
        store = Store(folder / LEDGER, folder / "backups")
        try:
            ledger = Ledger(store, rules, settings, plugins, clock)
            remask(store, ledger.projector)
            ledger.go_by_facts()
            notices = (*tidied, *_begun(ledger, memory, meant=meant and memory.trouble() is not None))
            ledger.duties.book()
        except BaseException:
            store.close()
            raise
        return cls(folder, settings, plugins, ledger, rules, clock, memory, notices)

    @property
    def queries(self) -> Queries:
        """The way out."""
        return self.ledger.queries

    @cached_property
    def claims(self) -> Claims:
        """Who has which card before him."""
        return Claims(self.folder, self.settings.policy.claim)

    @cached_property
    def learner(self) -> tuple[Learner | None, WanggeError | None]:
        """The learner, where the office has switched it on, or what keeps it from being used; belongs to the thread that reads."""
        if not self.settings.learner:
            return None, None
        from console.learner import FOLDER, Learner

        try:
            return Learner(self.folder / FOLDER, self.ledger.habits), None
        except WanggeError as trouble:
            return None, trouble

    @cached_property
    def planner(self) -> Planner:
        """Makes import plans."""
        from importers.planning import Planner

        return Planner(self.settings, self.catalogue, self.queries)

    def now(self) -> Instant:
        """The time of day."""
        return instant(self.clock())

    def actor(self, name: str = "", *, via: str = "cli", unit: str = "") -> Actor:
        """Who acts: `name`, recorded by the office's operator; or the operator.

        Before there are accounts everybody at the keyboard has every role.
        """
        operator, name = self.settings.operator, clean_line(name)
        return Actor(name or operator, EVERY_ROLE, unit, via, "" if not name or name == operator else operator)

    def verify(self, progress: Progress = no_progress) -> Verification:
        """Check every step and event, and whether the ledger is the one that the office remembers; see `Ledger.verify`."""
        found = self.ledger.verify(progress)
        return replace(found, problems=(*self.memory.problems(self.ledger.store), *found.problems))

    def remember(self) -> None:
        """Remember outside of the ledger how far it is."""
        self.memory.keep(self.ledger.store)

    def close(self) -> None:
        """Remember how far the ledger is, and close this thread's connection."""
        if not self.ledger.store.database.is_closed():
            self.remember()
        self.ledger.store.close()


def _begun(ledger: Ledger, memory: Memory, *, meant: bool) -> tuple[str, ...]:
    """Remember the ledger and put right what there is in it; what there is to say of it."""
    doubt = ledger.clock_doubt()
    if doubt:
        # nothing can be written, and so nothing put right, before somebody has looked at the machine's clock
        return (Phrase(CAUSES[doubt.code], **doubt.params),)
    if meant:
        # it is remembered, and put right, when it stands in the ledger who said so
        return ()
    forgot = memory.settle(ledger.store)
    if forgot:
        # where nothing can be written it is said only
        with suppress(WanggeError):
            ledger.note_office(REMADE, {"file": NAME}, Actor("系统", via="sweep"))
    return (*filter(None, (forgot,)), *ledger.put_right())


def _tidied(folder: Path) -> list[str]:
    """Keep the office from others' eyes and remove what killed processes left unfinished; what there is to say of it."""
    for each in (folder, *(folder / name for name in FOLDERS)):
        files.swept(each)
    # what somebody copied in is closed without a word; an office that others could read says so once
    was_open = any(files.is_open_to_others(each) for each in (folder, folder / LEDGER))
    count = files.mended(folder)
    return [Phrase("本中心有{count}个文件和文件夹以前别人也能读，已改为只有本人可以读写。", count=count)] if was_open else []


def read_settings(folder: Path) -> Settings:
    """The settings of the office in `folder`.

    Raises:
        WanggeError: `office_settings`, naming the line or entry.
    """
    path = folder / SETTINGS
    try:
        # editors on Windows begin a file with a mark that TOML does not know
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError as error:
        raise WanggeError("office_settings", path=path, reason="括号套得太深") from error
    except tomllib.TOMLDecodeError as error:
        raise WanggeError("office_settings", path=path, reason=slip(str(error))) from error
    except UnicodeDecodeError as error:
        raise WanggeError("office_settings", path=path, reason="文字不是 UTF-8 编码，请用记事本另存为 UTF-8") from error
    except OSError as error:
        raise WanggeError("office_settings", path=path, reason=error.strerror or type(error).__name__) from error
    return from_toml(tree, str(path))


def slip(told: str) -> str:
    """Where TOML stops being TOML, from what tomllib says of it."""
    at = re.search(r"line (\d+), column (\d+)", told)
    return Phrase("第{line}行第{column}个字起写法不对", line=at[1], column=at[2]) if at else Phrase("文件没有写完")
