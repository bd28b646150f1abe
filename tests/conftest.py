"""What all tests share: an office in a temporary folder, a clock that stands still, and what a test needs from outside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from console import words
from console.office import Office, create
from wangge.actor import Actor

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
"""Friday noon in the office's zone."""


class StandingClock:
    """A clock that moves only when a test moves it."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


NEEDS = {
    "data": lambda: bool(os.environ.get("WANGGE_REAL_DATA")) and Path(os.environ["WANGGE_REAL_DATA"]).is_dir(),
    "libreoffice": lambda: shutil.which("soffice") is not None,
    "writer": lambda: (soffice := shutil.which("soffice")) is not None and (Path(soffice).resolve().parent / "libswlo.so").exists(),
    "poppler": lambda: shutil.which("pdftoppm") is not None,
    "learner": lambda: find_spec("vowpalwabbit") is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
    "desktop": lambda: shutil.which("desktop-file-validate") is not None,
    "pty": lambda: os.name == "posix",
    "rights": lambda: os.name == "posix",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-snapshots", action="store_true", help="write tests/snapshots anew from what the screens say now")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what is marked `long`, so that nobody waits for it at the end; of those who test side by side each has an equal part of it first."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [item for item in items if item.get_closest_marker("long")]
    rest = [item for item in items if not item.get_closest_marker("long")]
    each = -(-len(rest) // workers)
    items[:] = [item for at in range(workers) for item in (*long[at::workers], *rest[at * each : (at + 1) * each])]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        for what in mark.args:
            if not NEEDS[what]():
                message = f"needs {what}"
                if what in os.environ.get("WANGGE_NO_SKIP", "").split():
                    pytest.fail(f"{message}, and here it must be there")
                pytest.skip(message)


def pytest_make_parametrize_id(val: object) -> str | None:
    """A case is named by its text as it is; bytes, and what cannot be printed, are escaped, since names pass between processes."""
    return ascii(val) if isinstance(val, bytes) or (isinstance(val, str) and not val.isprintable()) else None


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees the user's office, language or home."""
    monkeypatch.delenv("WANGGE_OFFICE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    words.choose("zh")
    yield
    words.choose("zh")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def office(tmp_path: Path, clock: StandingClock) -> Iterator[Office]:
    """An empty office, opened."""
    opened = Office.open(create(tmp_path / "office", "东街街道网格中心"), clock)
    yield opened
    opened.close()


@pytest.fixture
def island(tmp_path: Path, clock: StandingClock) -> Iterator[Office]:
    """An empty office with a front island, opened; what a test leaves is sound."""
    from tests.island_tools import opened

    made = opened(tmp_path / "island", clock)
    yield made
    assert made.ledger.verify().ok
    made.close()


@pytest.fixture
def clerk(office: Office) -> Actor:
    return office.actor("小王")


@pytest.fixture
def data() -> Path:
    """The folder of real files; its tests carry `needs("data")`."""
    return Path(os.environ["WANGGE_REAL_DATA"])
