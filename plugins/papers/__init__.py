"""Papers of every event 通用文书."""

from __future__ import annotations

from plugins.papers import approvals, passing, refusal, registration, supervision, whistle
from wangge import Document, hookimpl


@hookimpl
def wangge_documents() -> tuple[Document, ...]:
    """What any event can have on paper."""
    return (
        *(registration.DOCUMENT, passing.TRANSFER, passing.ASSIGNMENT, supervision.DOCUMENT),
        *(approvals.RETURNING, approvals.DELAY, approvals.SUSPENSION, whistle.DOCUMENT, refusal.DOCUMENT),
    )
