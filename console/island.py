"""The front island 前岛: joins the ledger with blocks, the guiding tree and the service catalogue, for screens and commands alike."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from console.coordination import open_events
from console.office import Office, slip
from console.papers import write
from console.words import _, say
from wangge import guiding, services
from wangge.actor import Actor
from wangge.blocks import FRONT, blocks
from wangge.entries import Wrong
from wangge.errors import WanggeError
from wangge.fields import COUNTER
from wangge.guiding import Branch, Guided
from wangge.island import Queue, queues
from wangge.lifecycle import OPEN_STATES, State
from wangge.records import Event, Values
from wangge.services import Service
from wangge.sheets import Report
from wangge.times import Instant, local, moment

TRIAGE, SERVICES = "triage.toml", "services.toml"
"""The office's own files in templates/; without them the shipped ones are used."""
RECEIPT, NOTICE = "event.reception", "event.notice"
T = TypeVar("T")


def required(office: Office) -> None:
    """Refuse what only an office with a front island can do.

    Raises:
        WanggeError: `island_off`.
    """
    if not office.settings.flows.island:
        raise WanggeError("island_off")


def branches(office: Office) -> tuple[Branch, ...]:
    """The guiding tree: the office's own, else the shipped one.

    Raises:
        WanggeError: `island_file`.
    """
    return _own(office, TRIAGE, guiding.from_tree, office.catalogue.branches)


def catalogue(office: Office) -> tuple[Service, ...]:
    """The service catalogue: the office's own, else the shipped one.

    Raises:
        WanggeError: `island_file`.
    """
    return _own(office, SERVICES, services.from_tree, office.catalogue.services)


def flat(tree: Iterable[Branch]) -> Iterator[Branch]:
    """Every branch of the tree, those behind another after it."""
    for branch in tree:
        yield branch
        yield from flat(branch.then)


def described(service: Service) -> Iterator[tuple[str, str]]:
    """A service in full, as labels with what stands beside them; the materials begin on a line of their own."""
    told = (
        (_("应交材料"), "\n" + service.listed),
        (_("时限"), service.limit),
        (_("承办"), f"{service.unit}（{service.block}）"),
        (_("线下办法"), service.offline),
        (_("线上"), service.online),
        (_("依据"), service.basis),
        (_("本地核对"), service.check),
    )
    return ((label, value) for label, value in told if value)


def _own(office: Office, name: str, read: Callable[[Mapping[str, Any], Wrong], T], shipped: T) -> T:
    path = office.folder / "templates" / name
    if not path.exists():
        return shipped
    wrong = partial(_wrong, path)
    try:
        return read(tomllib.loads(path.read_text(encoding="utf-8-sig")), wrong)
    except tomllib.TOMLDecodeError as error:
        raise wrong(slip(str(error))) from error
    except UnicodeDecodeError as error:
        raise wrong("文字不是 UTF-8 编码，请用记事本另存为 UTF-8") from error
    except OSError as error:
        raise wrong(error.strerror or type(error).__name__) from error


def _wrong(path: Path, reason: str) -> WanggeError:
    return WanggeError("island_file", path=path, reason=reason)


def known(office: Office) -> tuple[str, ...]:
    """The office's blocks."""
    return blocks(office.settings.policy.behind)


def suggestion(office: Office, values: Values) -> Guided | None:
    """Where the tree would guide what is told of a matter; None where somebody has to ask."""
    return guiding.guide(branches(office), values, known(office))


def waiting(office: Office) -> tuple[Queue, ...]:
    """The queue of every block."""
    return queues(open_events(office), office.settings.policy.behind)


def queue(office: Office, name: str) -> Queue:
    """The queue of one block, by its name or a part of it.

    Raises:
        WanggeError: `block_unknown`, when it names none or several.
    """
    held = {each.block: each for each in waiting(office)}
    found = [block for block in held if name in block]
    if name not in held and len(found) != 1:
        raise WanggeError("block_unknown", name=name, known="、".join(found or held))
    return held.get(name) or held[found[0]]


def line(block: str) -> str:
    """The query line that lists the queue of a block; what nobody has guided stands at the front desk."""
    states = "|".join(state for state in State if state in OPEN_STATES)
    if block == FRONT:
        return f"所在板块:{FRONT}|空 来源:{COUNTER} 无须导引理由:空 状态:{states}"
    return f"所在板块:{block} 状态:{states}"


def waited(since: Instant | None, now: Instant) -> str:
    """How long something has waited, in two units at most; `—` for nothing."""
    if since is None:
        return "—"
    minutes = max(0, int((moment(now) - moment(since)).total_seconds())) // 60
    days, hours, minutes = minutes // (24 * 60), minutes // 60 % 24, minutes % 60
    parts = (
        (days, say("{days}天", days=days)),
        (hours, say("{hours}小时", hours=hours)),
        (0 if days else minutes, say("{minutes}分", minutes=minutes)),
    )
    return "".join(text for number, text in parts if number) or say("{minutes}分", minutes=0)


def backlog(office: Office) -> Report:
    """The backlog board 信访积案."""
    from exports.backlog import backlog_report

    return backlog_report(open_events(office), office.settings, local(office.now(), office.settings.zone).date())


def receipt(office: Office, event: Event, actor: Actor) -> Path:
    """Print the receipt of a visit 接待回执 into the outbox.

    Raises:
        WanggeError: as `console.papers.write`.
    """
    return write(office, event, RECEIPT, actor)[0]
