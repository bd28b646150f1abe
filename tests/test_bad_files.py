"""Broken, strange and hostile files of other projects' test suites: each is a plan or one clear refusal, never a crash and never a hang."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from importers.planning import Planner
from importers.readers import READERS
from importers.reading import read_file
from wangge.catalogue import Catalogue
from wangge.errors import CAUSES, WanggeError
from wangge.plans import ImportPlan, Verdict
from wangge.settings import Settings

pytestmark = pytest.mark.needs("data")

EVERY = 11
"""One file in so many is tried here; all 1,088 take two minutes."""
HOSTILE = ("calamine__OOM_alloc.xls", "calamine__OOM_alloc2.xls", "calamine__OOM_alloc3.xls")
LOCKED = (
    "calamine__pass_protected.xlsx",
    "calamine__pass_protected.xlsb",
    "phpspreadsheet__pwtest.xls",
    "poi__protected_sha512.xlsx",
    "poi__password.xls",
)
BOMBS = ("poi__poc-xmlbomb.xlsx", "poi__54764.xlsx", "calamine__issue_594_dos.ods", "calamine__issue252.xlsx")


class NothingKnown:
    """An empty ledger."""

    def known_rows(self, external_nos, prints):
        return {}

    def imported(self, event):
        return {}

    def likely(self, rows):
        return [(0, "")] * len(rows)


@pytest.fixture
def outcome(monkeypatch):
    """What comes of a file: a plan or a refusal; anything else is let through and fails the test."""
    monkeypatch.setattr("importers.planning.read_file", lambda path, readers: read_file(path, readers, seconds=20))
    planner = Planner(Settings(), Catalogue(readers=READERS), NothingKnown())

    def try_(path):
        try:
            return planner.plan(path, datetime.now(UTC))
        except WanggeError as error:
            return error

    return try_


def is_clear(found, path):
    """Whether a refusal names the file and its cause in one sentence and nothing of the program."""
    message = str(found)
    return found.code in CAUSES and path.name in message and "Traceback" not in message and "\n" not in message and message.endswith("。")


@pytest.mark.parametrize("folder", ["torture-xlsx", "torture-csv"])
def test_every_file_is_a_plan_or_a_clear_refusal(data, outcome, folder):
    files = sorted((data / folder).iterdir())
    assert len(files) > 100
    for path in files[::EVERY]:
        found = outcome(path)
        assert isinstance(found, ImportPlan) or is_clear(found, path), path.name


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_asks_for_all_memory_gets_what_it_is_worth(data, outcome, name):
    found = outcome(data / "torture-xlsx" / name)
    assert is_clear(found, data / "torture-xlsx" / name)
    assert found.code in {"file_broken", "file_too_big", "file_form"}


def test_the_file_that_never_ends_is_not_waited_for(data):
    with pytest.raises(WanggeError) as caught:
        read_file(data / "torture-xlsx" / "phpspreadsheet__oleloop.xls", READERS, seconds=2)
    # whichever of its limits it meets first
    assert caught.value.code in {"file_slow", "file_broken", "file_too_big"}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_broken_file(data, outcome, name):
    found = outcome(data / "torture-xlsx" / name)
    assert found.code in {"file_broken", "file_too_big"}


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_workbook_is_told_as_locked(data, outcome, name):
    assert outcome(data / "torture-xlsx" / name).code == "file_password"


@pytest.mark.parametrize("folder", ["county-forms", "gov-templates"])
def test_forms_and_blank_templates_bring_no_event(data, outcome, folder):
    files = sorted((data / folder).glob("*.xls"))
    assert files
    for path in files:
        found = outcome(path)
        if isinstance(found, ImportPlan):
            assert found.count(Verdict.NEW) == 0, path.name
        else:
            assert found.code == "file_form", path.name


def test_an_empty_workbook_of_an_office_is_no_list(data, outcome):
    assert outcome(data / "office-zh" / "empty12345__12345.xlsx").code == "file_form"
