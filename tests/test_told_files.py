"""A file and the step that tells of it: both or neither."""

from __future__ import annotations

import pytest

from console import coordination, papers, reporting
from tests.ledger_tools import act, dispatched, refused
from wangge import files
from wangge.errors import WanggeError
from wangge.lifecycle import Action


def print_order(office):
    event = dispatched(office)
    return lambda: papers.write(office, event, "交办单", office.actor())


def report_month(office):
    event = dispatched(office)
    act(office, event, Action.SIGN)
    report = reporting.month_report(office, "2026-11")
    return lambda: reporting.write_month(office, report, "2026-11", office.actor())


def send_bulletin(office):
    coordination.begin(office, "台风", "东街", "派出所", None, office.actor())
    return lambda: coordination.send_bulletin(office, "台风", office.actor())


WAYS = [print_order, report_month, send_bulletin]


def told(office):
    return office.ledger.store.connection().execute("SELECT count(*) FROM steps").fetchone()[0]


def outbox(office):
    return sorted(path.name for path in (office.folder / "outbox").iterdir())


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_written_with_one_step_that_tells_of_it(office, way):
    work = way(office)
    before = told(office)
    work()
    assert (told(office) - before, len(outbox(office))) == (1, 1)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fails", ["opened", "folder"])
def test_of_a_file_that_cannot_be_written_nothing_is_told(office, monkeypatch, way, fails):
    work = way(office)
    before = told(office)

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, fails, full)
        refused("office_unwritable", work)
    assert (told(office), outbox(office)) == (before, [])
    work()
    assert (told(office), len(outbox(office))) == (before + 1, 1)


@pytest.mark.parametrize("way", WAYS)
def test_of_a_step_that_is_refused_no_file_is_left(office, monkeypatch, way):
    work = way(office)
    before = told(office)

    def busy(*_args, **_more):
        raise WanggeError("ledger_busy", seconds=5)

    with monkeypatch.context() as patch:
        patch.setattr("db.acting.write", busy)
        patch.setattr("db.ledger.write", busy)
        refused("ledger_busy", work)
    assert (told(office), outbox(office)) == (before, [])


@pytest.mark.parametrize("text", ["路灯\uffff坏了\ufffe", "\x0b\x0c路灯\x00坏了", "路灯𠮷坏了\U0001fffe", "\ud800路灯坏了"])
def test_no_sign_of_a_text_keeps_a_paper_from_being_made(office, text):
    event = dispatched(office, text=text)
    path, _paper = papers.write(office, event, "交办单", office.actor())
    assert path.stat().st_size > 1_000
