"""Times that an earlier version had spoilt (`2025-05-06T06:57:00+00:00Z`) become what was meant; their number waits in meta to be told."""

import re
from datetime import UTC, datetime, timedelta

TIMES = (
    *("occurred_at", "reported_at", "accepted_at", "dispatched_at", "signed_at", "done_at", "closed_at", "archived_at", "due_at"),
    *("unit_due_at", "limit_from", "hard_at", "verify_from", "verify_by", "paused_at", "contacted_at", "co_due_at", "review_on"),
    *("upstream_due", "upstream_sign_by", "upstream_return_by", "supervise_by", "case_at", "next_session", "case_ended_at"),
    *("island_since", "island_received", "moved_at"),
)
SPOILT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\dZ", re.ASCII)
LIKE = "____-__-__T__:__:_____:__Z"


def up(migrator, db):
    there = {row[1] for row in db.execute_sql("PRAGMA table_info(events)")}
    names = [name for name in (*TIMES, "pauses", "extra") if name in there]
    where = " OR ".join(f'"{name}" LIKE ?' for name in names)
    likes = [f"%{LIKE}%" if name in {"pauses", "extra"} else LIKE for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    events = values = 0
    for event, *held in db.execute_sql(f"SELECT id, {columns} FROM events WHERE {where}", likes).fetchall():
        new = {name: SPOILT.sub(_meant, text) for name, text in zip(names, held, strict=True) if text and SPOILT.search(text)}
        if new:
            events, values = events + 1, values + len(new)
            setting = ", ".join(f'"{name}" = ?' for name in new)
            db.execute_sql(f"UPDATE events SET {setting} WHERE id = ?", (*new.values(), event))
    if events:
        db.execute_sql("INSERT OR REPLACE INTO meta (key, value) VALUES ('mended_times', ?)", (f"{events}/{values}",))
        db.execute_sql("INSERT OR REPLACE INTO meta (key, value) VALUES ('clocks', '0')")


def _meant(found):
    meant = datetime.fromisoformat(found.group()[:-1]) + timedelta(hours=8)
    return meant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
