"""Papers of every event 通用文书."""

from __future__ import annotations

from plugins.papers import registration
from wangge import Document, hookimpl


@hookimpl
def wangge_documents() -> tuple[Document, ...]:
    """What any event can have on paper."""
    return (registration.DOCUMENT,)
