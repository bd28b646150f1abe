"""Papers 文书: which papers an event can have, what each still lacks, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from console.office import Office
from wangge.actor import Actor
from wangge.department import Document
from wangge.errors import WanggeError
from wangge.guard import guarded
from wangge.lifecycle import Action
from wangge.papers import Dossier, Paper
from wangge.records import Event, Step, Values
from wangge.times import local


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that an event can have, and why it cannot be printed yet."""

    name: str
    document: Document
    lacking: tuple[str, ...]


def dossier(office: Office, event: Event, values: Values, steps: Sequence[Step]) -> Dossier:
    """The dossier of an event from `values` and `steps`, masked or not."""
    settings = office.settings
    known = {**values, "title": event.title}
    today = local(office.now(), settings.zone).date()
    standing = tuple(step for step in steps if not step.undone)
    return Dossier(known, office.rules.fields, settings.name, today, settings.zone, standing, settings.statistics)


def offered(office: Office, event: Event) -> tuple[Offered, ...]:
    """The papers of every event and of the department whose case it is, or that is offered for it; see `wangge.department.offered`."""
    told = dossier(office, event, event.known, office.queries.steps(event))
    found = office.catalogue.documents_for(event.known)
    return tuple(
        Offered(name, document, guarded(document.label, partial(document.lacking, told), tuple)) for name, document in found.items()
    )


def write(office: Office, event: Event, name: str, actor: Actor, out: str = "") -> tuple[Path, Paper]:
    """Print a paper of an event into the outbox, or to `out`.

    Raises:
        WanggeError: `paper_unknown`, `paper_lacking`; nothing is told or written then.
    """
    from exports.docx import docx
    from exports.saving import file_part, save_new

    each = next((each for each in offered(office, event) if name in {each.name, each.document.label}), None)
    if each is None:
        known = "、".join(each.document.label for each in offered(office, event)) or "无"
        raise WanggeError("paper_unknown", name=name, no=event.no, known=known)
    if each.lacking:
        raise WanggeError("paper_lacking", paper=each.document.label, no=event.no, lacking="；".join(each.lacking))
    label = each.document.label
    path = Path(out) if out else office.folder / "outbox" / f"{file_part(label)}_{file_part(event.no)}.docx"
    # whole and on the disk before it is noted as printed, and in nobody's hands before that
    paper = _built(each.document, dossier(office, event, office.queries.raw(event), office.queries.raw_steps(event)))
    return save_new(docx(paper), path, lambda: office.ledger.act(event.no, Action.PRINT, actor, {"paper": label})), paper


def _built(document: Document, told: Dossier) -> Paper:
    return guarded(document.label, partial(document.build, told), Paper)
