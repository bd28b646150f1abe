"""What was merged into an event is found by its number."""


def up(migrator, db):
    db.execute_sql("CREATE INDEX events_merged_into ON events (merged_into) WHERE merged_into IS NOT NULL")
