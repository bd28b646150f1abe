"""The first ledger: events, steps with bodies apart, seals, the marks of undo, and the triggers that keep steps as they are."""

EVENT_TEXT = [
    "no",
    "external_no",
    "title",
    "text",
    "state",
    "category",
    "subcategory",
    "lane",
    "tier",
    "urgency",
    "source",
    "district",
    "street",
    "community",
    "grid",
    "place",
    "unit",
    "done_unit",
    "worker",
    "caller",
    "caller_phone",
    "occurred_at",
    "reported_at",
    "accepted_at",
    "dispatched_at",
    "signed_at",
    "done_at",
    "closed_at",
    "archived_at",
    "due_at",
    "result",
    "satisfaction",
    "upstream",
    "missing",
    "merged_into",
]
EVENT_COUNTS = ["returns", "reworks", "delays", "redispatches", "urges"]
INDEXED = ["state", "subcategory", "street", "community", "unit"]


def up(migrator, db):
    own = ", ".join([f"{name} TEXT" for name in EVENT_TEXT] + [f"{name} INTEGER" for name in EVENT_COUNTS])
    statements = [
        f"""CREATE TABLE events (
            id INTEGER PRIMARY KEY, uid TEXT NOT NULL, batch INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0,
            version INTEGER NOT NULL, moved_at TEXT, extra TEXT, print TEXT, gist INTEGER, caller_key INTEGER, {own})""",
        "CREATE UNIQUE INDEX events_no ON events (no)",
        "CREATE UNIQUE INDEX events_external_no ON events (external_no) WHERE hidden = 0",
        "CREATE INDEX events_newest ON events (reported_at)",
        "CREATE INDEX events_due ON events (due_at) WHERE due_at IS NOT NULL AND done_at IS NULL",
        "CREATE INDEX events_print ON events (print) WHERE external_no IS NULL AND print IS NOT NULL",
        "CREATE INDEX events_gist ON events (gist) WHERE gist IS NOT NULL",
        "CREATE INDEX events_batch ON events (batch) WHERE batch > 0",
        "CREATE INDEX events_caller ON events (caller_key) WHERE caller_key IS NOT NULL",
        *(f"CREATE INDEX events_{name} ON events ({name}, reported_at)" for name in INDEXED),
        """CREATE TABLE steps (
            n INTEGER PRIMARY KEY, event INTEGER, subject TEXT NOT NULL, deed TEXT NOT NULL, action TEXT NOT NULL, source TEXT, target TEXT,
            at TEXT NOT NULL, proven INTEGER NOT NULL, recorded_at TEXT NOT NULL, actor TEXT NOT NULL, unit TEXT NOT NULL,
            recorded_by TEXT NOT NULL, via TEXT NOT NULL, commitment BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL)""",
        "CREATE INDEX steps_event ON steps (event, n)",
        "CREATE INDEX steps_at ON steps (at, event)",
        "CREATE TABLE step_data (n INTEGER PRIMARY KEY, salt BLOB NOT NULL, body TEXT NOT NULL)",
        """CREATE TABLE seals (
            n INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, previous BLOB NOT NULL, digest BLOB NOT NULL,
            hash BLOB NOT NULL)""",
        'CREATE TABLE undone (n INTEGER PRIMARY KEY, "by" INTEGER NOT NULL)',
        """CREATE TABLE batches (
            id INTEGER PRIMARY KEY, deed TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, "by" TEXT NOT NULL,
            state TEXT NOT NULL, pid INTEGER NOT NULL, counts TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER)""",
        "CREATE TABLE counters (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL)",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ]
    for table in ("steps", "seals"):
        refuse = "SELECT RAISE(ABORT, 'append-only')"
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
            f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
                WHEN new.n <= (SELECT max(n) FROM {table}) BEGIN {refuse}; END""",
        ]
    # a body may be deleted (purge), never changed
    statements += [
        "CREATE TRIGGER step_data_no_update BEFORE UPDATE ON step_data BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        """CREATE TRIGGER step_data_no_replace BEFORE INSERT ON step_data
            WHEN new.n <= (SELECT max(n) FROM step_data) BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
        "CREATE VIRTUAL TABLE search USING fts5 (tokens, content='', detail=none, tokenize='ascii')",
    ]
    for statement in statements:
        db.execute_sql(statement)
