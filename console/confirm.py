"""Confirming 确认: the one question before a command writes; without an answer nothing is written."""

from __future__ import annotations

import sys

from console.output import complain, line
from wangge.text import without_controls

AGREED = frozenset({"", "y", "yes", "是"})
"""What agrees; Enter alone does."""


def confirmed(question: str, unasked: str, *, json: bool = False) -> bool:
    """Ask at the terminal whether to go on.

    Args:
        question: what Enter does, and what another answer does.
        unasked: what is said where nobody can be asked, or the input ends before an answer (Ctrl+D): that nothing was done, and the option that does it.
        json: the answer is for a program; nobody is asked.
    """
    if json or not sys.stdin.isatty():
        complain(unasked)
        return False
    sys.stdout.write(without_controls(question))
    sys.stdout.flush()
    answer = sys.stdin.readline()
    if not answer:
        line()
        complain(unasked)
        return False
    return answer.strip().lower() in AGREED
