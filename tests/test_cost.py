"""What one action costs: counted, never timed. A clerk's key waits for one write to the disk and a handful of statements."""

from tests.ledger_tools import SENT, TOLD, bring, bring_file, dispatched, planned, register, rows, statements, table
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.query import And


def commits(said):
    return [statement for statement in said if statement.startswith(("COMMIT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "END"))]


def test_an_action_is_one_commit_and_at_most_a_dozen_statements(office):
    event = dispatched(office)
    with statements(office) as said:
        office.ledger.act(event.no, Action.SIGN, office.actor())
    assert commits(said) == ["BEGIN IMMEDIATE", "COMMIT"]
    assert said[-1] == "COMMIT"
    assert len(said) <= 12
    assert not [statement for statement in said if statement.startswith("PRAGMA")]


def test_a_path_and_a_new_event_are_one_commit_each(office):
    register(office)
    with statements(office) as said:
        event = register(office)
    assert (commits(said), len(said) <= 12) == (["BEGIN IMMEDIATE", "COMMIT"], True)
    with statements(office) as said:
        office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert (commits(said), len(said) <= 12) == (["BEGIN IMMEDIATE", "COMMIT"], True)


def test_rules_and_reading_hold_no_lock(office):
    event = dispatched(office)
    with statements(office) as said:
        office.ledger.act(event.no, Action.SIGN, office.actor())
    begun = said.index("BEGIN IMMEDIATE")
    assert [statement.split()[0] for statement in said[:begun]] == ["SELECT"]
    assert sum(statement.startswith("SELECT") for statement in said[begun:]) == 1


def test_a_commit_is_on_the_disk_when_it_is_told(office):
    assert rows(office, "PRAGMA journal_mode") == [("wal",)]
    assert rows(office, "PRAGMA synchronous") == [(2,)]


def test_an_action_costs_the_same_among_many_events(office):
    event = dispatched(office)
    with statements(office) as few:
        office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "已去电"})
    bring(office, [planned(number) for number in range(500)])
    with statements(office) as many:
        office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "已去电"})
    assert len(many) == len(few)


def test_a_small_import_is_one_commit_and_no_reader_sees_a_part_of_it(office):
    with statements(office) as said:
        bring(office, [planned(number) for number in range(50)])
    assert commits(said) == ["BEGIN IMMEDIATE", "COMMIT"]
    begun, ended = said.index("BEGIN IMMEDIATE"), said.index("COMMIT")
    assert {place for place, statement in enumerate(said) if statement.startswith(("INSERT", "UPDATE"))} <= set(range(begun, ended))


def test_a_page_of_a_list_is_one_statement(office):
    bring(office, [planned(number) for number in range(300)])
    with statements(office) as said:
        page = office.queries.page(And(), size=100)
    assert (len(page.events), len(said)) == (100, 1)
    with statements(office) as said:
        office.queries.page(And(), start=page.events[-1], size=100)
    assert len(said) == 1
    assert "OFFSET" not in said[0]


def test_nothing_is_written_by_looking(office):
    event = office.ledger.register(TOLD, office.actor())
    with statements(office) as said:
        office.queries.event(event.no)
        office.queries.steps(event)
        office.queries.count(And())
        office.ledger.verify()
    assert {statement.split()[0] for statement in said if not statement.startswith("PRAGMA integrity_check")} == {"SELECT"}


def test_changed_rows_are_looked_up_together_however_many_they_are(office, tmp_path):
    asked = []
    for many in (3, 60):
        first = [(f"GD{many}-{i}", f"第{i}栋楼道堆物", "2026-11-02 09:00", "市容环境") for i in range(many)]
        bring_file(office, table(tmp_path / "一.csv", first))
        later = [(no, f"{text}，又加飞线", at, category) for no, text, at, category in first]
        made = office.planner.plan(table(tmp_path / "二.csv", later), office.clock())
        assert made.counts()["changed"] == many
        with statements(office) as said:
            office.ledger.commit_import(made, office.actor(via="import"))
        asked.append(sum(statement.startswith("SELECT") for statement in said))
    assert asked[0] == asked[1]
