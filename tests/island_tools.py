"""An office with a front island, for tests."""

from __future__ import annotations

from pathlib import Path

from console.office import SETTINGS, Office, create

WHY = {"reason": "照导引表"}


def switch_on(folder: Path, more: str = "") -> Path:
    """Switch the front island of an office on, with other entries of its section."""
    path = folder / SETTINGS
    text = path.read_text(encoding="utf-8")
    assert "enabled = false" in text
    path.write_text(text.replace("enabled = false", f"enabled = true\n{more}"), encoding="utf-8")
    return folder


def opened(folder: Path, clock) -> Office:
    """A new office with a front island, opened."""
    return Office.open(switch_on(create(folder, "东街街道综治中心")), clock)


def guided(office: Office, block: str, **given):
    """A new event of the counter that was guided to a block at once."""
    told = {"text": "对答复不服", "source": "窗口来访", **given, "island_block": block, **WHY}
    return office.ledger.register(told, office.actor())
