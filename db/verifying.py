"""Verify 核验: whether every step is what was recorded, and every event what its steps say."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from db import chain, verify_tables
from db.deeds import TAKING, numbers
from db.mended import mended_at
from db.projection import Projector, Raw, fold, owner
from db.schema import EVENT_COLUMNS
from db.store import Store
from wangge.errors import Phrase, WanggeError
from wangge.field import LONE
from wangge.lifecycle import Action
from wangge.masking import NOT_OWN, Own, mask_name, mask_phone, mask_unknown
from wangge.ports import Progress
from wangge.records import Problem, Verification
from wangge.times import is_instant

FOLDED = ("extra", "gist", "caller_key", "phone_key", *EVENT_COLUMNS)
"""The columns that follow from what the steps set."""
AT, RECORDED = 5, 7
"""Where a header has its two times."""
MOST_PROBLEMS = 200
"""After so many the rest would only repeat them."""


def verify(store: Store, projector: Projector, pattern: str, progress: Progress) -> Verification:
    """Check the file, guards, seals, chains, bodies, projections and what stands beside them; see `Ledger.verify`.

    A part that cannot be read to its end is a finding, and the next part goes on.
    """
    connection = store.connection()
    events, steps, seals = connection.execute(
        "SELECT (SELECT count(*) FROM events WHERE hidden = 0), (SELECT count(*) FROM steps), (SELECT count(*) FROM seals)"
    ).fetchone()
    problems: list[Problem] = []
    total = steps * 2
    parts: tuple[tuple[str, Iterator[Problem]], ...] = (
        (Phrase("数据库自检"), verify_tables.file_itself(store)),
        (Phrase("防改触发器"), verify_tables.guards(store)),
        (Phrase("步骤"), _steps(store, progress, total)),
        (Phrase("封签"), _seals(store)),
        (Phrase("事件"), _events(store, projector, progress, steps, total)),
        (Phrase("批次"), verify_tables.imports(store)),
        (Phrase("编号计数"), verify_tables.counters(store, pattern)),
        (Phrase("时钟"), verify_tables.clocks(store)),
        (Phrase("名册"), verify_tables.lists(store)),
    )
    # what is no UTF-8 is told by its number, instead of ending everything
    connection.text_factory = _any_text
    try:
        for name, found in parts:
            for problem in _to_its_end(name, found):
                if len(problems) < MOST_PROBLEMS:
                    problems.append(problem)
    finally:
        connection.text_factory = str
    return Verification(events, steps, seals, tuple(problems))


def _any_text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _to_its_end(name: str, found: Iterator[Problem]) -> Iterator[Problem]:
    try:
        yield from found
    except (sqlite3.DatabaseError, UnicodeError, TypeError, ValueError, AttributeError, LookupError) as error:
        yield Problem(Phrase("核验“{part}”读到一半读不下去（{reason}），后面的没有核验。", part=name, reason=type(error).__name__))


def _steps(store: Store, progress: Progress, total: int) -> Iterator[Problem]:
    """Numbers without gaps, bodies as committed to, each step on the one before it of the same subject."""
    heads: defaultdict[str, bytes] = defaultdict(lambda: chain.START)
    expected, recorded = 1, ""
    rows = store.connection().execute(
        "SELECT s.n, s.subject, s.deed, s.action, s.source, s.target, s.at, s.proven, s.recorded_at, s.actor, s.unit, s.recorded_by, s.via, "
        "s.commitment, s.previous, s.hash, d.salt, d.body FROM steps s LEFT JOIN step_data d ON d.n = s.n ORDER BY s.n"
    )
    for n, *header, commitment, previous, digest, salt, body in rows:
        if n != expected:
            yield Problem(Phrase("第 {first} 步到第 {last} 步不见了。", first=expected, last=n - 1), row=expected)
        expected = n + 1
        if body is None:
            yield Problem(Phrase("第 {n} 步的内容不见了。", n=n), row=n)
        elif not _is_whole(body) or not isinstance(salt, bytes) or chain.commit(salt, body) != commitment:
            yield Problem(Phrase("第 {n} 步的内容被改动过。", n=n), row=n)
        elif not isinstance(told_as(body), dict):
            yield Problem(Phrase("第 {n} 步的内容不是程序能读的。", n=n), row=n)
        if (
            not _bytes(previous, commitment, digest)
            or not all(map(_is_whole, header))
            or chain.link(previous, commitment, tuple(header)) != digest
        ):
            yield Problem(Phrase("第 {n} 步的登记项被改动过。", n=n), row=n)
        if previous != heads[header[0]]:
            yield Problem(Phrase("第 {n} 步接不上同一事件的前一步，中间有步骤被删去或插入。", n=n), row=n)
        heads[header[0]] = digest
        if not is_instant(mended_at(str(header[AT]))) or not is_instant(header[RECORDED]):
            yield Problem(Phrase("第 {n} 步的时间不是程序能读的。", n=n), row=n)
        elif header[RECORDED] < recorded:
            # a clock that was set right does this too, so it is a doubt
            yield Problem(Phrase("第 {n} 步的录入时间早于前一步，电脑的时钟往回拨过，或步骤被换过次序。", n=n), row=n, fatal=False)
        recorded = str(header[RECORDED])
        if n % 5_000 == 0 and not progress(n, total):
            raise WanggeError("import_stopped")


def _seals(store: Store) -> Iterator[Problem]:
    """Each seal follows the one before it and covers the steps that are there, to the last."""
    connection = store.connection()
    previous, covered, expected = chain.START, 0, 1
    steps = iter(connection.execute("SELECT n, hash FROM steps ORDER BY n"))
    ahead = next(steps, None)
    seals = connection.execute("SELECT n, first, last, previous, digest, hash FROM seals ORDER BY n").fetchall()
    for n, first, last, before, digest, own in seals:
        if n != expected or before != previous or first != covered + 1:
            yield Problem(Phrase("第 {n} 号封签接不上前一号。", n=n), row=n)
        hashes = []
        while ahead is not None and ahead[0] <= last:
            if ahead[0] >= first:
                hashes.append(ahead[1])
            ahead = next(steps, None)
        if not _bytes(before, digest, *hashes) or chain.digest(hashes) != digest or chain.seal(before, digest, first, last) != own:
            yield Problem(
                Phrase("第 {n} 号封签与它封存的第 {first}–{last} 步不符，有步骤被删改或插入。", n=n, first=first, last=last), row=n
            )
        previous, covered, expected = own, last, n + 1
    if ahead is not None:
        yield Problem(Phrase("第 {n} 步起没有封签，不是由本程序写入。", n=ahead[0]), row=ahead[0])


def _events(store: Store, projector: Projector, progress: Progress, done: int, total: int) -> Iterator[Problem]:
    """Every event's row equals what its effective steps fold to."""
    names = ("id", "uid", "hidden", "version", "moved_at", *FOLDED)
    columns = ", ".join(f'"{name}"' for name in names)
    rows = iter(store.connection().execute(f"SELECT {columns} FROM events ORDER BY id"))  # noqa: S608 (names are ours)
    row, place = next(rows, None), names.index("no")
    steps = store.connection().execute(
        "SELECT s.event, s.n, s.subject, s.action, s.at, s.proven, d.body, u.n IS NOT NULL FROM steps s "
        "LEFT JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n WHERE s.event IS NOT NULL ORDER BY s.event, s.n"
    )
    for count, (event, own) in enumerate(groupby(steps, key=itemgetter(0))):
        while row is not None and row[0] < event:
            yield Problem(Phrase("事件 {no} 没有任何步骤，不是由本程序写入。", no=row[place]), row=row[0])
            row = next(rows, None)
        if row is None or row[0] != event:
            yield Problem(Phrase("第 {n} 号事件的记录不见了，只剩步骤。", n=event), row=event)
            continue
        yield from _compare(dict(zip(names, row, strict=True)), list(own), projector)
        row = next(rows, None)
        if count % 2_000 == 0 and not progress(min(done + count * 4, total), total):
            raise WanggeError("import_stopped")
    while row is not None:
        yield Problem(Phrase("事件 {no} 没有任何步骤，不是由本程序写入。", no=row[place]), row=row[0])
        row = next(rows, None)


def _compare(row: dict[str, Any], steps: list[Any], projector: Projector) -> Iterator[Problem]:
    if any(subject != row["uid"] for _, _, subject, *_ in steps):
        yield Problem(Phrase("事件 {no} 名下有别的事件的步骤。", no=row["no"]), row=row["id"])
    try:
        bodies = [chain.told(body) for *_, body, _ in steps]
    except chain.EditedError:
        return
    if _said_undone(steps, bodies) != {n for _, n, *_, undone in steps if undone}:
        yield Problem(Phrase("事件 {no} 已撤销的步骤与撤销时所记的不符。", no=row["no"]), row=row["id"])
    standing = [
        (action, mended_at(at), proven, body)
        for (_, _, _, action, at, proven, _, undone), body in zip(steps, bodies, strict=True)
        if not undone
    ]
    effective = [(at, proven) for action, at, proven, _ in standing if action not in TAKING]
    if row["version"] != steps[-1][1]:
        yield Problem(
            Phrase(
                "事件 {no} 的最后一步应是第 {found} 步，记录写的是第 {said} 步。", no=row["no"], found=steps[-1][1], said=row["version"]
            ),
            row=row["id"],
        )
    if bool(row["hidden"]) != (not effective):
        yield Problem(Phrase("事件 {no} 是否显示与步骤不符。", no=row["no"]), row=row["id"])
    if not effective:
        return
    values = fold(body for *_, body in standing)
    for name in projector.unreadable(values):
        yield Problem(Phrase("事件 {no} 的“{name}”不是程序能读的值。", no=row["no"], name=name), row=row["id"], column=name)
    expected = projector.columns(values, None)
    expected["moved_at"] = next((at for at, proven in reversed(effective) if proven), None)
    for name in ("moved_at", *FOLDED):
        if row[name] != expected.get(name) and not (name == "extra" and _same_extra(row[name], expected.get(name), values)):
            yield Problem(Phrase("事件 {no} 的“{name}”与步骤推出的不一致。", no=row["no"], name=name), row=row["id"], column=name)


def _same_extra(held: str | None, expected: str | None, values: Raw) -> bool:
    """Whether only masks differ: a value keeps the one it was written with, and its department may have come or gone since."""
    told, wanted = orjson.loads(held or "{}"), orjson.loads(expected or "{}")
    if not isinstance(told, dict):
        return False
    return told.keys() == wanted.keys() and all(
        str(shown) == str(wanted[name]) or _a_mask(str(shown), str(values.get(name)), owner(values)) for name, shown in told.items()
    )


def _a_mask(shown: str, raw: str, own: Own = NOT_OWN) -> bool:
    """Whether a value is what some kind of field shows of the raw one; of a table, cell by cell."""
    if shown in {raw, *(mask(raw) for mask in (mask_unknown, mask_name, mask_phone)), own.shown(raw)}:
        return True
    if not shown.startswith("[{") or not raw.startswith("[{"):
        return False
    try:
        rows, wanted = orjson.loads(shown), orjson.loads(raw)
    except orjson.JSONDecodeError:
        return False
    return len(rows) == len(wanted) and all(
        isinstance(row, dict) and row.keys() == own.keys() and all(_a_mask(str(cell), str(own[name])) for name, cell in row.items())
        for row, own in zip(rows, wanted, strict=True)
    )


def _said_undone(steps: list[Any], bodies: list[dict[str, Any]]) -> set[int]:
    """The steps that do not hold, as the steps of undo and redo tell it, one after the other."""
    by: dict[int, int] = {}
    for (_, n, _, action, *_), body in zip(steps, bodies, strict=True):
        if action in TAKING:
            named = numbers(body, "takes_back")
            if action == Action.REDO:
                by = {step: undo for step, undo in by.items() if undo not in named}
            by |= dict.fromkeys(named, n)
    return set(by)


def told_as(body: str) -> object:
    """What a body says; None where it says nothing that this program writes."""
    try:
        return chain.told(body)
    except chain.EditedError:
        return None


def _is_whole(text: object) -> bool:
    """Whether a text is all UTF-8; what is no text is not asked about."""
    return not isinstance(text, bytes) and (not isinstance(text, str) or text.isascii() or not LONE.search(text))


def _bytes(*hashes: object) -> bool:
    """Whether all are what a hash is kept as; another program may have put a text there."""
    return all(isinstance(each, bytes) for each in hashes)
