"""Doors 门: what leaves the way in and the way out when the database itself fails is our own word, never the database's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isfunction, isgeneratorfunction
from typing import Any, TypeVar

import peewee as pw

from db.chain import EditedError
from wangge.errors import WanggeError

Door = TypeVar("Door", bound=type)
OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, pw.IntegrityError, pw.ProgrammingError, pw.DataError)
"""What only a fault of this program can raise; it stays as it is."""
INTERRUPTED = "interrupted"


def door(kind: Door) -> Door:
    """A class with a `store` whose public methods say a failing database in our words.

    A damaged page, a full disk or a lost file is `ledger_not_database`, `office_unwritable` or `ledger_busy`, a row that another program has
    edited `ledger_edited`. What somebody interrupted
    ends with `sqlite3.OperationalError`, whichever layer noticed it.
    """
    for name, method in list(vars(kind).items()):
        if isfunction(method) and (name == "__init__" or not name.startswith("_")):
            setattr(kind, name, _each(method) if isgeneratorfunction(method) else _whole(method))
    return kind


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def said(self: Any, *args: Any, **kwargs: Any) -> Any:
        with _in_our_words(self):
            return method(self, *args, **kwargs)

    return said


def _each(method: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @wraps(method)
    def said(self: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        with _in_our_words(self):
            yield from method(self, *args, **kwargs)

    return said


@contextmanager
def _in_our_words(own: Any) -> Iterator[None]:
    try:
        yield
    except OURS:
        raise
    except (EditedError, UnicodeDecodeError) as error:
        raise WanggeError("ledger_edited", path=own.store.path, what=error.args[0]) from error
    except (sqlite3.DatabaseError, pw.DatabaseError) as error:
        if INTERRUPTED in str(error):
            raise sqlite3.OperationalError(INTERRUPTED) from error
        raise own.store.trouble(error) from error
