"""The tables 表, as peewee models bound to one database.

They say what a column is for; what creates and changes them is `db/migrations`. An event's own columns come from the field table, so a
field is declared once. Times are fixed-width UTC text; a NULL never stands in a paging key.
"""

from __future__ import annotations

from typing import Any

import peewee as pw

from wangge.field import Kept, Kind
from wangge.fields import EVENT_FIELDS

EVENT_COLUMNS: tuple[str, ...] = tuple(field.name for field in EVENT_FIELDS if field.kept is Kept.COLUMN)
"""The event's own fields, in the order of the field table."""

KEEPING_COLUMNS: tuple[str, ...] = (
    "id",
    "uid",
    "batch",
    "hidden",
    "version",
    "moved_at",
    "extra",
    "print",
    "gist",
    "caller_key",
    "phone_key",
)
"""What the ledger keeps beside them: identity, visibility, last step, last proven time, department fields, digests for recognising."""

STEP_COLUMNS: tuple[str, ...] = (
    *("n", "event", "subject", "deed", "action", "source", "target", "at", "proven", "recorded_at", "actor", "unit", "recorded_by", "via"),
    *("commitment", "previous", "hash"),
)
_COUNTS = frozenset(field.name for field in EVENT_FIELDS if field.kind is Kind.NUMBER)


class Tables:
    """The models of one open database.

    Attributes:
        event: the projection: what an event is now, sensitive values masked.
        step: the headers of all steps, append-only.
        body: what the steps say, apart, so that it can be purged.
        seal: one per write transaction.
        undone: which steps were taken back, and by which.
        batch: imports. counter: running numbers by prefix. meta: the ledger's own marks.
        columns: the event's columns by field name.
    """

    def __init__(self, database: pw.Database) -> None:
        def model(name: str, **fields: object) -> type[pw.Model]:
            meta = type("Meta", (), {"database": database, "table_name": name})
            return type(name.capitalize(), (pw.Model,), {**fields, "Meta": meta})

        own = {name: (pw.IntegerField if name in _COUNTS else pw.TextField)(null=True) for name in EVENT_COLUMNS}
        self.event = model(
            "events",
            id=pw.AutoField(),
            uid=pw.TextField(),
            batch=pw.IntegerField(),
            hidden=pw.IntegerField(),
            version=pw.IntegerField(),
            moved_at=pw.TextField(null=True),
            extra=pw.TextField(null=True),
            print=pw.TextField(null=True),
            gist=pw.IntegerField(null=True),
            caller_key=pw.IntegerField(null=True),
            phone_key=pw.IntegerField(null=True),
            **own,
        )
        self.step = model(
            "steps",
            n=pw.AutoField(),
            event=pw.IntegerField(null=True),
            subject=pw.TextField(),
            deed=pw.TextField(),
            action=pw.TextField(),
            source=pw.TextField(null=True),
            target=pw.TextField(null=True),
            at=pw.TextField(),
            proven=pw.IntegerField(),
            recorded_at=pw.TextField(),
            actor=pw.TextField(),
            unit=pw.TextField(),
            recorded_by=pw.TextField(),
            via=pw.TextField(),
            commitment=pw.BlobField(),
            previous=pw.BlobField(),
            hash=pw.BlobField(),
        )
        self.body = model("step_data", n=pw.IntegerField(primary_key=True), salt=pw.BlobField(), body=pw.TextField())
        self.seal = model(
            "seals",
            n=pw.AutoField(),
            first=pw.IntegerField(),
            last=pw.IntegerField(),
            previous=pw.BlobField(),
            digest=pw.BlobField(),
            hash=pw.BlobField(),
        )
        self.undone = model("undone", n=pw.IntegerField(primary_key=True), by=pw.IntegerField())
        self.batch = model(
            "batches",
            id=pw.AutoField(),
            deed=pw.TextField(),
            file=pw.TextField(),
            sha256=pw.TextField(),
            at=pw.TextField(),
            by=pw.TextField(),
            state=pw.TextField(),
            pid=pw.IntegerField(),
            counts=pw.TextField(),
            first=pw.IntegerField(),
            last=pw.IntegerField(null=True),
        )
        self.counter = model("counters", prefix=pw.TextField(primary_key=True), last=pw.IntegerField())
        self.meta = model("meta", key=pw.TextField(primary_key=True), value=pw.TextField())
        self.columns: dict[str, Any] = {name: getattr(self.event, name) for name in (*KEEPING_COLUMNS, *EVENT_COLUMNS)}
