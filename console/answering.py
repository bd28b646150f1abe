"""Answering 答复: which orders wait for a reply and which reporters for a call, and a reply as a file to copy from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.office import Office
from exports.saving import file_part
from wangge import files
from wangge.callback import TO_CALL
from wangge.query import CALL, parse
from wangge.records import Event
from wangge.times import Instant, instant, moment
from wangge.upstream import TO_REPLY

WAITING = f"上级环节:{TO_REPLY}"
"""The query for orders that are done here and not yet typed there."""
CALLS = f"{CALL}:{TO_CALL}"
"""The query for events whose reporters are to be called."""


def waiting(office: Office) -> list[Event]:
    """The orders that wait for a reply, the one that ends first in front."""
    found = office.queries.each(parse(WAITING, office.catalogue.fields()), "oldest")
    return sorted(found, key=lambda event: event.text("upstream_due") or "9")


def to_call(office: Office) -> list[Event]:
    """The events whose reporters the centre is to call, oldest first; never a 保密 one."""
    return list(office.queries.each(parse(CALLS, office.catalogue.fields()), "oldest"))


def gap_began(office: Office) -> Instant:
    """Since when nobody is called a second time."""
    return instant(moment(office.now()) - timedelta(days=office.settings.policy.call_gap))


def write_reply(office: Office, event: Event, text: str) -> Path:
    """Write the reply to an order into the outbox, as `回单_NO.txt`; what stood there of the same order is replaced.

    Args:
        office: whose outbox.
        event: whose reply it is.
        text: the reply.
    """
    path = files.folder(office.folder / "outbox") / f"回单_{file_part(event.no)}.txt"
    files.put(path, f"{text}\n".encode())
    return path
