"""Flows 进出: what each event did to the open ones in a period, from its steps.

    期末 = 上月结转 + 新增 + 重开 − 办结 − 并案 − 作废 − 撤回 − 转出 − 不予受理 − 不予立案

An exit that was taken back inside the same period (返工, 重新办理, a second dispatch after a claim) cancels against its return; a return
from an exit of an earlier period is 重开. Every step counts by `at`, never by today's state.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from wangge.lifecycle import EXITS, Exit, State
from wangge.records import Flow, Move
from wangge.times import Instant


def flow(moves: Iterable[Move], start: Instant) -> Flow | None:
    """What the event with these moves did from `start` to the last of them.

    Args:
        moves: its moves up to the cut-off, in order of `at`.
        start: the first instant of the period.

    Returns:
        None when there is no move at all: the event was not yet there.
    """
    moves = tuple(moves)
    if not moves:
        return None
    before = tuple(takewhile(lambda move: move.at < start, moves))
    entered_before = bool(before) and before[-1].target not in EXITS
    new = not before
    was_out = bool(before) and not entered_before
    reopened, is_open, left = False, entered_before or new, None
    for move in moves[len(before) :]:
        exit_ = EXITS.get(move.target)
        if is_open and exit_:
            is_open, left = False, exit_
        elif not is_open and exit_ is None:
            if left is None and was_out:
                reopened = True
            is_open, left = True, None
        elif not is_open:
            left = exit_ if left else None
    return Flow(entered_before, new, reopened, left, is_open)


def claimed_at(moves: Iterable[Move]) -> Instant | None:
    """The unit's first proven claim 办结 of the event, for the time it took; None when no step proves one."""
    return next((move.at for move in moves if move.proven and EXITS.get(move.target) is Exit.DONE), None)


def registered_at(moves: Iterable[Move]) -> Instant | None:
    """When the event began, if a step proves it."""
    first = next(iter(moves), None)
    return first.at if first and first.proven else None


def state_at_end(moves: Iterable[Move]) -> State | None:
    """Where the event stands after the last move."""
    last = None
    for move in moves:
        last = move.target
    return last
