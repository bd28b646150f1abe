"""What the office's own past decisions say, by part and word: derived from the events, and made anew whenever they have moved on."""


def up(migrator, db):
    db.execute_sql(
        "CREATE TABLE IF NOT EXISTS habits (part TEXT NOT NULL, word TEXT NOT NULL, weights TEXT NOT NULL, PRIMARY KEY (part, word)) WITHOUT ROWID"
    )
