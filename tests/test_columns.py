"""Columns: which field a header brings, what is kept without one, and what is left out by law."""

from __future__ import annotations

import pytest

from importers.columns import Headers, normal
from plugins.labour import FIELDS as LABOUR
from wangge.field import Kept
from wangge.fields import EVENT_FIELDS, FORBIDDEN_HEADERS

HEADERS = Headers((*EVENT_FIELDS, *LABOUR))


def fields(*headers):
    """Field names by header; None for a column that is kept as an extra."""
    return {column.header: column.field and column.field.name for column in HEADERS.match(headers).columns}


SYNONYMS = [(header, field.name) for field in EVENT_FIELDS for header in (field.label, *field.synonyms) if field.name != "no"]


@pytest.mark.parametrize(("header", "name"), SYNONYMS)
def test_every_label_and_synonym_brings_its_field(header, name):
    # alone, an acceptance time would stand for the report time
    beside = ["上报时间"] if name == "accepted_at" else []
    assert fields(header, *beside)[header] == name


def test_our_own_number_never_comes_from_a_file():
    assert fields("受理编号") == {"受理编号": "external_no"}


@pytest.mark.parametrize(
    "header", ["上报时间", " 上报 时间 ", "上报时间：", "*上报时间", "上报时间（必填）", "上报时间(年月日)", "上报\n时间", "上报时间*"]
)
def test_blanks_marks_and_notes_in_a_header_do_not_matter(header):
    assert list(fields(header).values()) == ["reported_at"]


def test_headers_are_compared_in_half_width_and_small_letters():
    assert normal("ＮＯ．") == normal("no.") == "no."
    assert normal("村（社区）") == normal("村(社区)")


def test_of_two_columns_for_one_field_the_better_known_wins_and_the_other_is_kept():
    assert fields("编号", "工单编号") == {"编号": None, "工单编号": "external_no"}
    assert fields("事件描述", "内容") == {"事件描述": None, "内容": "text"}
    assert fields("备注栏", "内容") == {"备注栏": None, "内容": "text"}


def test_a_header_that_comes_twice_is_told_apart_by_its_place():
    assert fields("内容", "内容", "备注栏", "备注栏") == {"内容": "text", "内容（第2列）": None, "备注栏": None, "备注栏（第4列）": None}


def test_an_unknown_header_that_is_called_like_a_field_inside_cannot_pass_for_it():
    assert fields("state", "内容") == {"state（第1列）": None, "内容": "text"}


@pytest.mark.parametrize("header", ["序号", "序", "No.", "NO.", "编码序号"])
def test_running_numbers_are_no_column(header):
    assert fields(header, "内容") == {"内容": "text"}


def test_a_header_without_a_name_is_no_column():
    assert [column.index for column in HEADERS.match(["编号", "", "内容"]).columns] == [0, 2]


@pytest.mark.parametrize("header", FORBIDDEN_HEADERS)
def test_what_the_ledger_has_no_place_for_is_left_out_and_named(header):
    matched = HEADERS.match(["编号", header, "内容"])
    assert matched.forbidden == (header,)
    assert [column.header for column in matched.columns] == ["编号", "内容"]


@pytest.mark.parametrize("header", ["民 族", "民族（必填）", "*民族", " 户籍地址 "])
def test_a_forbidden_header_does_not_slip_through_by_its_spelling(header):
    assert HEADERS.match(["编号", header]).forbidden == (header,)


def test_no_field_is_declared_for_what_is_forbidden():
    declared = {normal(name) for field in (*EVENT_FIELDS, *LABOUR) for name in (field.label, *field.synonyms)}
    assert not declared & {normal(header) for header in FORBIDDEN_HEADERS}


def test_without_a_report_time_the_acceptance_time_is_when_it_came_in():
    assert fields("编号", "受理时间") == {"编号": "external_no", "受理时间": "reported_at"}
    assert fields("编号", "受理时间", "上报时间")["受理时间"] == "accepted_at"


def test_a_departments_headers_are_known_and_kept_among_the_extras():
    assert fields("用人单位", "涉事人数") == {"用人单位": "labour_employer", "涉事人数": "labour_people"}
    assert {field.kept for field in LABOUR} == {Kept.EXTRA}


def test_the_events_own_fields_go_before_a_departments():
    taken = Headers((*EVENT_FIELDS, LABOUR[0].__class__("mine", "我的", synonyms=("社区",)))).match(["社区"])
    assert taken.columns[0].field.name == "community"


def test_unknown_headers_are_listed():
    assert HEADERS.match(["编号", "网格长", "内容", "联络员"]).unknown == ("网格长", "联络员")


def test_in_the_ledger_unknown_columns_show_their_length_and_forbidden_ones_are_nowhere(office, tmp_path):
    path = tmp_path / "来件.csv"
    path.write_text("工单编号,内容,联络员,民族,户籍地\nA1,楼上漏水,老街坊,汉,宁波\n", encoding="utf-8")
    plan = office.planner.plan(path, office.clock())
    assert (plan.unknown, plan.forbidden) == (("联络员",), ("民族", "户籍地"))
    office.ledger.commit_import(plan, office.actor(via="import"))
    event = office.queries.event("A1")
    assert event.extra == {"联络员": "＊＊＊"}
    assert office.queries.steps(event)[0].changes["联络员"] == "＊＊＊"
    raw = office.queries.raw(event)
    assert raw["联络员"] == "老街坊"
    assert not {"汉", "宁波"} & set(map(str, raw.values()))
    stored = b"".join(path.read_bytes() for path in office.folder.glob("ledger.db*"))
    assert "老街坊".encode() in stored
    assert "宁波".encode() not in stored
