"""An office on a medium that can only be read: everything is shown, nothing is written, and the sentences say so."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from console.office import LEDGER, Office
from db.store import _put
from tests.ledger_tools import command, everything, refused, register
from wangge.lifecycle import Action


@pytest.fixture
def sealed(office, monkeypatch):
    """An office with one event, closed, whose folder may not be written any more."""
    register(office)
    office.close()
    reachable = os.access
    monkeypatch.setattr(
        "os.access", lambda path, mode: (mode != os.W_OK or not str(path).startswith(str(office.folder))) and reachable(path, mode)
    )
    return office.folder


def test_what_can_only_be_read_is_read(sealed, clock, capsys):
    before = {path: path.read_bytes() for path in sealed.iterdir() if path.is_file()}
    for asked in (["events"], ["show", "WG202611200001"], ["tally"], ["verify"], ["clocks"], ["whistles"], ["suggest", "WG202611200001"]):
        assert command("--office", str(sealed), *asked) == 0, asked
    assert "这个文件夹只能读" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in sealed.iterdir() if path.is_file()} == before


def test_what_would_be_written_is_refused_as_what_it_is(sealed, clock):
    office = Office.open(sealed, clock)
    (event,) = everything(office)
    for attempt in (lambda: register(office), lambda: office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "已去电"})):
        refused("office_readonly", attempt)
    office.close()


def test_a_log_that_cannot_be_seen_is_said(sealed, clock):
    (sealed / (LEDGER + "-wal")).write_bytes(b"x" * 64)
    (sealed / (LEDGER + "-wal")).chmod(0o600)
    office = Office.open(sealed, clock)
    assert len(office.notices) == 2
    office.close()


def test_an_older_ledger_that_cannot_be_migrated_says_why(sealed, clock):
    with closing(sqlite3.connect(sealed / LEDGER)) as hand:
        hand.execute("PRAGMA user_version = 6")
    refused("office_readonly", Office.open, sealed, clock)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        *((code, "ledger_not_database") for code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)),
        *((code, "ledger_busy") for code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)),
        *((code, "office_unwritable") for code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)),
        *((code, "office_readonly") for code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_READONLY_DBMOVED)),
        *((code, "ledger_failed") for code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM)),
    ],
)
def test_only_damage_is_called_damage(tmp_path, code, said):
    error = sqlite3.OperationalError("parser stack overflow")
    error.sqlite_errorcode = code
    assert _put(error, tmp_path).code == said
