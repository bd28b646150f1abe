"""The chain 哈希链: what proves that no step was changed, taken out or slipped in.

    commitment = sha256(salt ‖ body)      hash = sha256(previous ‖ commitment ‖ header)      seal = sha256(previous seal ‖ digest)

The body can be purged and the commitment stays; an event's steps are chained; every write transaction is sealed over the hashes it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson

from db.mended import mended_body

START = b""
"""What the first step of an event, and the first seal, follow."""


def canonical(value: Mapping[str, Any]) -> str:
    """The one JSON text of a body: sorted keys, no blanks, Han characters as they are."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def told(body: object) -> dict[str, Any]:
    """What a body says: its `changes` and `data`, times that an earlier version spoilt as they were meant.

    Raises:
        EditedError: it is none that this program writes.
    """
    try:
        said = orjson.loads(mended_body(body)) if isinstance(body, str) else None
    except orjson.JSONDecodeError:
        said = None
    if not (isinstance(said, dict) and isinstance(said.get("changes"), dict) and isinstance(said.get("data"), dict)):
        raise EditedError("step_data")
    return said


class EditedError(ValueError):
    """Something stands in the ledger that this program does not write; the text says in which table."""


def commit(salt: bytes, body: str) -> bytes:
    """The commitment to a body."""
    return sha256(salt + body.encode()).digest()


def link(previous: bytes, commitment: bytes, header: tuple[str | int | None, ...]) -> bytes:
    """The hash of a step.

    Args:
        previous: the hash of the step before it of the same event.
        commitment: of its body.
        header: subject, deed, action, source, target, at, proven, recorded_at, actor, unit, recorded_by, via.
    """
    return sha256(previous + commitment + orjson.dumps(header)).digest()


def digest(hashes: Iterable[bytes]) -> bytes:
    """What a seal seals: the hashes of its steps, in order."""
    return sha256(b"".join(hashes)).digest()


def seal(previous: bytes, steps: bytes, first: int, last: int) -> bytes:
    """The hash of a seal over the steps `first` to `last` whose digest is `steps`."""
    return sha256(previous + steps + f"{first}-{last}".encode()).digest()
