"""Drafts 草稿: what was typed into a form and not done yet, kept as it is typed.

A draft belongs to the desk, not to a person: whoever opens the form next at this office finds it, and the handover names that of the registration.
It survives a crash, and is written beside the ledger, never into it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from wangge import files
from wangge.names import without_names

SHORT = 20
"""Characters of a draft that a note shows."""
REGISTER = "register"
"""The form of a new event."""


def file(folder: Path, form: str = REGISTER) -> Path:
    """Where the office in `folder` keeps the draft of a form: an action's on one event, or the registration's."""
    return folder / f".draft-{form if form == REGISTER else sha256(form.encode('utf-8', 'replace')).hexdigest()[:16]}.json"


def read(folder: Path, form: str = REGISTER) -> dict[str, str]:
    """The draft by field name; empty when there is none, or none that can be read."""
    try:
        draft = json.loads(file(folder, form).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: text for name, text in draft.items() if isinstance(text, str)} if isinstance(draft, dict) else {}


def keep(folder: Path, given: Mapping[str, str], form: str = REGISTER) -> None:
    """Keep a draft in place of the one before."""
    files.put(file(folder, form), json.dumps(dict(given)).encode())


def drop(folder: Path, form: str = REGISTER) -> None:
    """Forget a draft."""
    file(folder, form).unlink(missing_ok=True)


def gist(folder: Path) -> str:
    """The beginning of the text that waits to be registered, without names; empty when there is none."""
    return without_names(read(folder).get("text", "").replace("\n", " "))[:SHORT]


class Keeper:
    """Writes drafts on a thread of its own, so that a slow disk holds nobody up; of a form that was typed on meanwhile only the newest.

    Args:
        folder: the office.

    Attributes:
        trouble: why the last draft could not be written; empty when it was.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(1, "drafts")
        self._waiting: dict[str, dict[str, str]] = {}
        self.trouble = ""

    def keep(self, form: str, given: Mapping[str, str]) -> None:
        """Keep a draft; nothing in it forgets it."""
        self._waiting[form] = dict(given)
        self._pool.submit(self._write)

    def drop(self, form: str) -> None:
        """Forget a draft: the form was done, or given up."""
        self.keep(form, {})

    def read(self, form: str) -> dict[str, str]:
        """The draft by field name, as it was kept last."""
        self._pool.submit(self._write).result()
        return read(self._folder, form)

    def close(self) -> None:
        """Write what waits, and end."""
        self._pool.shutdown()

    def _write(self) -> None:
        while self._waiting:
            form, given = self._waiting.popitem()
            try:
                keep(self._folder, given, form) if given else drop(self._folder, form)
                self.trouble = ""
            except OSError as error:
                self.trouble = error.strerror or type(error).__name__


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of one form."""

    keeper: Keeper
    form: str

    def read(self) -> dict[str, str]:
        """What was typed and not done."""
        return self.keeper.read(self.form)

    @property
    def trouble(self) -> str:
        """Why the last draft could not be written; empty when it was."""
        return self.keeper.trouble

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what is typed; nothing forgets it."""
        self.keeper.keep(self.form, typed)
