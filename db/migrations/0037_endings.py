"""What a number ends with, by which it is found: the last four signs of the office's own and of the sender's."""


def up(migrator, db):
    for name in ("no", "external_no"):
        db.execute_sql(f"CREATE INDEX IF NOT EXISTS events_{name}_ending ON events (upper(substr({name}, -4)))")
