"""The office's directory: places, departments with rosters, people, and the keys under which people are found."""


def up(migrator, db):
    statements = [
        """CREATE TABLE places (
            path TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, code TEXT NOT NULL, virtual INTEGER NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX places_name ON places (name)",
        """CREATE TABLE departments (
            name TEXT PRIMARY KEY, stationing TEXT NOT NULL, phone TEXT NOT NULL, substitutes TEXT NOT NULL) WITHOUT ROWID""",
        """CREATE TABLE rosters (
            department TEXT NOT NULL, day TEXT NOT NULL, person TEXT NOT NULL, phone TEXT NOT NULL, PRIMARY KEY (department, day, person))
            WITHOUT ROWID""",
        """CREATE TABLE people (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, post TEXT NOT NULL, unit TEXT NOT NULL, place TEXT NOT NULL, phone TEXT NOT NULL,
            initials TEXT NOT NULL)""",
        """CREATE TABLE people_keys (
            "key" TEXT NOT NULL, person INTEGER NOT NULL, inside INTEGER NOT NULL, PRIMARY KEY ("key", person)) WITHOUT ROWID""",
    ]
    for statement in statements:
        db.execute_sql(statement)
