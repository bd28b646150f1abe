"""Guard 隔离: what a plugin's function does wrong is told as the plugin's failure, never as a traceback."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from types import UnionType
from typing import TypeVar

from wangge.errors import WanggeError

R = TypeVar("R")


def _nothing_printed() -> AbstractContextManager[object]:
    """What a plugin prints must not get between the lines of an answer; of the console, whose threads are many, Textual takes it."""
    alone = threading.current_thread() is threading.main_thread() and threading.active_count() == 1
    return redirect_stdout(io.StringIO()) if alone else nullcontext()


def guarded(what: str, work: Callable[[], R], wanted: type | UnionType) -> R:
    """What a plugin's function returns.

    Args:
        what: what a person calls it.
        work: the function, its arguments bound.
        wanted: what it must return.

    Raises:
        WanggeError: its own refusal as it is; `plugin_failed` for any other exception, and for something else than `wanted`.
    """
    try:
        with _nothing_printed():
            made = work()
    except (WanggeError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise WanggeError("plugin_failed", what=what, reason=f"{type(error).__name__}：{error}"[:200]) from error
    if not isinstance(made, wanted):
        raise WanggeError("plugin_failed", what=what, reason=f"{type(made).__name__} ≠ {getattr(wanted, '__name__', wanted)}")
    return made
