"""People's mediation 人民调解: the papers and clocks that every department's case shares; no plugin of its own.

A department names them: `documents=documents(Desk("邻里纠纷"))`; what it knows of parties, facts and terms it says in its `Desk`.

Sources: 人民调解法 (2011); 司法部关于印发人民调解文书格式和统计报表的通知 (2010) for which papers there are and what stands on them.
"""

from __future__ import annotations

from plugins.mediation import agreement, application, confirmation, notices, record, volume
from plugins.mediation.desk import Desk
from wangge import Document


def documents(desk: Desk) -> tuple[Document, ...]:
    """The papers of a case, in the order of its life."""
    made = (
        *application.documents(desk),
        *notices.documents(desk),
        *record.documents(desk),
        *agreement.documents(desk),
        *confirmation.documents(desk),
        *volume.documents(desk),
    )
    return tuple(sorted(made, key=lambda document: ORDER.index(document.key)))


ORDER = (
    *("application", "registered", "rights", "accepted", "refused", "mandate", "inquiry", "sessions"),
    *("agreement", "oral", "ended", "visit", "confirmation", "report", "cover", "contents"),
)
"""The keys of the papers in the order of a case's life."""
