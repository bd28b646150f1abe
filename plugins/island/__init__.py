"""The front island 前岛: where a matter belongs, what it takes, and the two papers that a visitor takes home.

Only offices that have an island load it. Both files may be replaced by the office's own in `templates/`.
"""

from __future__ import annotations

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from plugins.island import notice, reception
from wangge import Branch, Document, Service, WanggeError, hookimpl
from wangge.guiding import from_tree as branches
from wangge.services import from_tree as services

HERE = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@hookimpl
def wangge_branches() -> tuple[Branch, ...]:
    """The tree 1 → 6 → N."""
    return branches(_read("triage.toml"), partial(_wrong, "triage.toml"))


@hookimpl
def wangge_services() -> tuple[Service, ...]:
    """The service catalogue 办事目录."""
    return services(_read("services.toml"), partial(_wrong, "services.toml"))


@hookimpl
def wangge_documents() -> tuple[Document, ...]:
    """The receipt of a visit and the notice of everything that is to be brought."""
    return (reception.DOCUMENT, notice.DOCUMENT)


def _wrong(name: str, reason: str) -> WanggeError:
    return WanggeError("island_file", path=HERE / name, reason=reason)
