"""Citizens' messages to a city: two real workbooks come in whole, replies and their times are steps."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from console.office import Office, create
from wangge.lifecycle import State
from wangge.query import EVERYTHING
from wangge.times import local

pytestmark = pytest.mark.needs("data")

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LIKED, ANSWERED = "附件3-4326行.xlsx", "附件4-2816行.xlsx"


def folder():
    return Path(os.environ["WANGGE_REAL_DATA"]) / "taidi-c2020"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = Office.open(create(tmp_path_factory.mktemp("taidi") / "office", "中心"), lambda: NOW)
    made.plans = {name: made.planner.plan(folder() / name, NOW) for name in (LIKED, ANSWERED)}
    for plan in made.plans.values():
        made.ledger.commit_import(plan, made.actor(via="import"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def cells():
    """The rows of the answered messages, by number, as another library reads them."""
    book = load_workbook(folder() / ANSWERED, read_only=True)
    header, *rows = book.active.iter_rows(values_only=True)
    names = [str(name).strip() for name in header]
    found = [dict(zip(names, row, strict=True)) for row in rows if row[0] is not None]
    book.close()
    return {str(row["留言编号"]): row for row in found}


def wall(cell):
    return cell if isinstance(cell, datetime) else datetime(*map(int, re.findall(r"\d+", cell)))


@pytest.mark.parametrize(("name", "rows"), [(LIKED, 4_326), (ANSWERED, 2_816)])
def test_every_row_comes_in_without_an_error(office, name, rows):
    counts = office.plans[name].counts()
    assert (counts["rows"], counts["new"], counts["error"]) == (rows, rows, 0)
    assert not office.plans[name].problems


def test_columns_are_matched_and_likes_are_kept_as_extras(office):
    def matched(name):
        return {column.header: column.field and column.field.name for column in office.plans[name].columns}

    asked = {"留言编号": "external_no", "留言用户": "caller", "留言主题": "title", "留言时间": "reported_at", "留言详情": "text"}
    assert matched(ANSWERED) == {**asked, "答复意见": "result", "答复时间": "done_at"}
    assert matched(LIKED) == {**asked, "点赞数": None, "反对数": None}
    assert set(office.plans[LIKED].unknown) == {"点赞数", "反对数"}


def test_numbers_are_no_floats(office):
    assert all(re.fullmatch(r"\d+", str(row.values["external_no"])) for plan in office.plans.values() for row in plan.rows)


def test_times_in_every_style_are_read_to_the_second(office, cells):
    for row in office.plans[ANSWERED].rows:
        told = cells[str(row.values["external_no"])]
        assert local(row.values["reported_at"]).replace(tzinfo=None) == wall(told["留言时间"])
        assert local(row.values["done_at"]).replace(tzinfo=None) == wall(told["答复时间"])


def test_a_reply_is_a_step_at_its_time(office, cells):
    assert len(cells) == 2_816
    done = 0
    for no in list(cells)[::100]:
        event = office.queries.event(no)
        steps = office.queries.steps(event)
        assert [step.data["proof"] for step in steps] == ["reported_at", "done_at"]
        assert (steps[1].source, steps[1].target, steps[1].at) == (State.REPORTED, State.FED_BACK, event["done_at"])
        assert steps[1].changes["result"] == event["result"]
        assert steps[1].proven
        done += 1
    assert done == 29


def test_messages_without_a_reply_wait_for_acceptance(office):
    states = {event.state for event in office.queries.each(EVERYTHING) if event["done_at"] is None}
    assert states == {State.REPORTED}
    assert sum(event["done_at"] is None for event in office.queries.each(EVERYTHING)) == 4_326


def test_texts_are_clean_and_users_masked(office):
    for event in office.queries.each(EVERYTHING):
        assert not re.search(r"[\t\r]|\n\n|^\s|\s$", event.text("text"))
        assert "*" in event.text("caller")


def test_tellings_of_one_matter_are_marked_and_all_are_taken(office):
    assert office.plans[LIKED].duplicates > 100
    assert office.queries.count(EVERYTHING) == 4_326 + 2_816
    assert office.ledger.verify().ok


def test_few_messages_tell_of_danger_and_only_those_that_wait_are_marked(office):
    marked = [event for event in office.queries.each(EVERYTHING) if event["danger"]]
    assert {event.state for event in marked} == {State.REPORTED}
    assert 20 < len(marked) < 4_326 * 0.02
