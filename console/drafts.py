"""Drafts 草稿: what was typed at the registration form and not registered yet.

A draft belongs to the desk, not to a person: whoever registers next at this office finds it, and the handover names it. It survives a crash,
and is written beside the ledger, never into it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from wangge.names import without_names

SHORT = 20
"""Characters of a draft that a note shows."""


def file(folder: Path) -> Path:
    """Where the office in `folder` keeps its draft."""
    return folder / ".draft-register.json"


def read(folder: Path) -> dict[str, str]:
    """The draft by field name; empty when there is none, or none that can be read."""
    try:
        draft = json.loads(file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: text for name, text in draft.items() if isinstance(text, str)} if isinstance(draft, dict) else {}


def keep(folder: Path, given: Mapping[str, str]) -> None:
    """Keep a draft in place of the one before."""
    part = file(folder).with_suffix(".part")
    part.write_text(json.dumps(dict(given), ensure_ascii=False), encoding="utf-8")
    part.replace(file(folder))


def drop(folder: Path) -> None:
    """Forget the draft."""
    file(folder).unlink(missing_ok=True)


def gist(folder: Path) -> str:
    """The beginning of the draft's text without names; empty when there is none."""
    return without_names(read(folder).get("text", "").replace("\n", " "))[:SHORT]
