"""What the desk counts all day: what lacks something, and what lies in no grid."""


def up(migrator, db):
    db.execute_sql("CREATE INDEX IF NOT EXISTS events_missing ON events (missing, reported_at) WHERE missing IS NOT NULL")
    db.execute_sql("CREATE INDEX IF NOT EXISTS events_ungridded ON events (grid, reported_at) WHERE grid IS NULL")
