"""What several departments share: who was called by the whistle, and the incident that an event belongs to; both listed on boards."""

TEXT = ["whistled", "incident"]


def up(migrator, db):
    for name in TEXT:
        db.execute_sql(f"ALTER TABLE events ADD COLUMN {name} TEXT")
        db.execute_sql(f"CREATE INDEX events_{name} ON events ({name}, reported_at) WHERE {name} IS NOT NULL")
