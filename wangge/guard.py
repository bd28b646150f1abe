"""Guard 隔离: what a plugin's function does wrong is told as the plugin's failure, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable
from types import UnionType
from typing import TypeVar

from wangge.errors import WanggeError

R = TypeVar("R")


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
        made = work()
    except WanggeError:
        raise
    except (Exception, SystemExit) as error:
        raise WanggeError("plugin_failed", what=what, reason=f"{type(error).__name__}：{error}"[:200]) from error
    if not isinstance(made, wanted):
        raise WanggeError("plugin_failed", what=what, reason=f"{type(made).__name__} ≠ {getattr(wanted, '__name__', wanted)}")
    return made
