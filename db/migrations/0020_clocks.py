"""Clocks kept by an earlier version are found again: from sensitive days, in years without a notice, and to the end of a day."""


def up(migrator, db):
    db.execute_sql("UPDATE meta SET value = '0' WHERE key = 'clocks'")
