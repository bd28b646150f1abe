"""What the rules of handling keep of an event: limits of the unit, the upstream order, danger, supervision, what is still to be told; clocks."""

TEXT = [
    *("unit_due_at", "hard_owner", "review_on", "upstream_due", "upstream_state", "danger", "danger_answer", "secrecy", "supervised"),
    "to_tell",
]
COUNTS = ["call_attempts"]
LISTED = ["hard_owner", "upstream_state", "danger", "supervised", "to_tell"]


def up(migrator, db):
    statements = [
        *(f"ALTER TABLE events ADD COLUMN {name} TEXT" for name in TEXT),
        *(f"ALTER TABLE events ADD COLUMN {name} INTEGER" for name in COUNTS),
        *(f"CREATE INDEX events_{name} ON events ({name}, reported_at) WHERE {name} IS NOT NULL" for name in LISTED),
        """CREATE TABLE clocks (
            event INTEGER NOT NULL, kind TEXT NOT NULL, start TEXT NOT NULL, "limit" TEXT NOT NULL, row TEXT NOT NULL, amber TEXT,
            due TEXT NOT NULL, certain INTEGER NOT NULL, PRIMARY KEY (event, kind)) WITHOUT ROWID""",
        "CREATE INDEX clocks_due ON clocks (kind, due)",
    ]
    for statement in statements:
        db.execute_sql(statement)
