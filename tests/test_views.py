"""Views: what a list shows, as a value, as a file, as text and as a workbook."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import views
from console.cli import main
from console.columns import NOT_SHOWN, USUAL, arranged, chosen, offered, usual
from console.listed import listed_report, plain_cell, tab_separated, write_list
from tests.ledger_tools import at, bring, everything, planned, refused
from wangge.field import Field, Kind
from wangge.sheets import Shape
from wangge.views import FORMAT, MOST, WIDEST, View, ViewColumn, from_tree, to_tree, view_name, width_of

THREE = View("三列", "漏水", "-unit", (ViewColumn("a", 10), ViewColumn("b", 0), ViewColumn("c", 12)), 2)
COLUMNS = st.lists(
    st.builds(ViewColumn, st.text(min_size=1, max_size=9), st.integers(0, WIDEST)), min_size=1, max_size=MOST, unique_by=lambda c: c.name
)


@given(st.text("漏水a1-", min_size=1, max_size=20), COLUMNS, st.integers(0, MOST))
def test_a_view_comes_back_from_its_file_as_it_was(name, columns, frozen):
    view = View(name, "状态:处置中", "-unit", tuple(columns), min(frozen, len(columns)))
    assert from_tree(json.loads(json.dumps(to_tree(view))), "甲.json") == view


@pytest.mark.parametrize(
    "change",
    [
        {"format": FORMAT + 1},
        {"name": ""},
        {"name": 7},
        {"query": None},
        {"columns": []},
        {"columns": [{"name": "a", "width": -1}]},
        {"columns": [{"name": "a", "width": WIDEST + 1}]},
        {"columns": [{"name": "a"}, {"name": "a"}]},
        {"columns": ["a"]},
        {"columns": [{"name": str(number)} for number in range(MOST + 1)]},
        {"frozen": 4},
        {"frozen": "2"},
    ],
)
def test_a_file_that_is_no_view_is_refused_with_its_name(change):
    code = "view_name" if change == {"name": ""} else "view_wrong"
    refused(code, from_tree, {**to_tree(THREE), **change}, "甲.json")


def test_a_column_grows_step_by_step_and_then_has_its_own_width_again():
    view, seen = THREE, []
    for _step in range(7):
        view = view.widened(0, 10)
        seen.append(view.columns[0].width)
    assert seen == [20, 30, 40, 50, 60, 10, 20]


def test_columns_are_taken_away_and_put_in_and_stand_still():
    assert [column.name for column in THREE.without(0).columns] == ["b", "c"]
    assert (THREE.without(0).frozen, THREE.without(2).frozen) == (1, 2)
    assert [column.name for column in THREE.with_column(0, ViewColumn("d", 5)).columns] == ["a", "d", "b", "c"]
    assert THREE.with_column(0, ViewColumn("c", 5)) == THREE
    assert (THREE.frozen_to(0).frozen, THREE.frozen_to(1).frozen) == (1, 0)
    one = View(columns=(ViewColumn("a"),))
    assert one.without(0) == one


def test_a_header_is_never_cut():
    assert width_of(Field("n", "涉及人数和另外几项", Kind.NUMBER)) == 18


def test_a_view_needs_a_name_of_reasonable_length():
    assert view_name("  漏水  ") == "漏水"
    refused("view_name", view_name, "水" * 41)


@pytest.fixture
def ledger(office):
    """Four events, one of them 保密, one with a formula for a text."""
    bring(
        office,
        [
            planned(0, unit="司法所", community="东街社区", text="楼上漏水", reported_at=at("2026-11-01 09:00")),
            planned(1, unit="城管中队", text="=1+1\t路灯", title="=1+1"),
            planned(2, secrecy="保密", text="家里的事", place="解放路3号"),
            planned(3, labour_unpaid=123_456, urges=2),
        ],
    )
    return office


def test_a_view_is_kept_found_handed_on_and_forgotten(ledger, tmp_path):
    for name in ("漏水", "a/b", "a_b"):
        views.save(ledger, View(name, "漏水", "-unit", USUAL))
    assert [view.name for view in views.saved(ledger)] == ["a/b", "a_b", "漏水"]
    assert views.named(ledger, "a/b").name == "a/b"
    views.write(views.named(ledger, "漏水"), tmp_path / "发出.json")
    assert views.read(tmp_path / "发出.json") == View("漏水", "漏水", "-unit", USUAL)
    assert views.forget(ledger, "a/b").name == "a/b"
    assert refused("view_unknown", views.named, ledger, "a/b").params["known"] == "a_b、漏水"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 50_000, b'{"format": 1}' + b" " * 200_000])
def test_a_damaged_view_is_left_out_and_named_when_it_is_asked_for(ledger, content):
    path = views.save(ledger, View("甲", columns=USUAL))
    path.write_bytes(content)
    assert views.saved(ledger) == ()
    assert refused("view_wrong", views.named, ledger, "甲").params["file"] == "甲.json"


def test_columns_of_another_office_are_left_out(ledger):
    view = View("甲", columns=(ViewColumn("known_as", 9), ViewColumn("没有的", 9), ViewColumn("state", 9)))
    assert [(column.name, column.width) for column in arranged(view, ledger)] == [("known_as", 9), ("state", 9)]


def test_columns_are_named_by_header_or_field(ledger):
    assert [column.name for column in chosen("编号，state 承办单位、编号", ledger)] == ["known_as", "state", "unit"]
    assert "状态" in refused("field_unknown", chosen, "环节状", ledger).params["known"]


def test_of_a_secret_event_no_column_tells_what_happened_to_whom_or_where(ledger):
    (secret,) = (event for event in everything(ledger) if event["secrecy"])
    told = {name: column.text(secret) for name, column in offered(ledger).items()}
    assert {told["text"], told["place"]} == {NOT_SHOWN}
    assert not [name for name, text in told.items() if "家里" in text or "解放路" in text]


def test_what_is_copied_pastes_as_text_a_cell_for_a_column(ledger):
    columns = arranged(View(columns=(ViewColumn("no"), ViewColumn("text"))), ledger)
    lines = tab_separated(columns, everything(ledger)).split("\n")
    assert lines[0] == "受理编号\t内容"
    assert [line.count("\t") for line in lines] == [1] * 5
    assert lines[2].endswith("'=1+1 路灯")
    assert plain_cell("-3") == "'-3"


def test_a_workbook_has_the_columns_the_order_and_the_types_of_the_list(ledger):
    view = View("欠薪", "", "-unit", chosen("编号,承办单位,催办次数,欠薪金额,上报时间", ledger))
    (sheet,) = listed_report(ledger, view).sheets
    assert [column.shape for column in sheet.columns] == [Shape.TEXT, Shape.TEXT, Shape.COUNT, Shape.MONEY, Shape.TIME]
    assert [row[0] for row in sheet.rows] == [event.text("external_no") for event in ledger.queries.each(everything_query(), "-unit")]
    (paid,) = (row for row in sheet.rows if row[3] is not None)
    assert (paid[2], paid[3]) == (2, 1234.56)


def everything_query():
    from wangge.query import And

    return And()


def test_a_written_list_is_read_back_by_another_program(ledger, tmp_path):
    import pandas as pd

    path = write_list(ledger, View("漏水的", "漏水|路灯", "oldest", chosen("编号,内容", ledger)), out=str(tmp_path / "a.xlsx"))
    frame = pd.read_excel(path, header=None, dtype=str, engine="calamine").fillna("")
    cells = {cell for row in frame.itertuples(index=False) for cell in row}
    assert {"GD00000", "楼上漏水"} <= cells
    assert any(cell.startswith("=1+1") for cell in cells)
    assert not [cell for cell in cells if "GD00002" in cell]


@pytest.mark.parametrize("chosen_ones", [(), ("--limit", "1"), ("--at", "2100-01-01", "--order", "oldest")])
def test_the_command_writes_what_it_would_list(ledger, tmp_path, capsys, chosen_ones):
    import pandas as pd

    said = []
    for more in ((), ("--out", str(tmp_path / "a.xlsx"))):
        assert main(["--office", str(ledger.folder), "events", *more, *chosen_ones, "--json"]) == 0
        said.append(capsys.readouterr().out.splitlines())
    frame = pd.read_excel(tmp_path / "a.xlsx", header=None, dtype=str, engine="calamine").fillna("")
    written = [cell for cell in frame[0] if cell.startswith("GD")]
    assert written == [json.loads(told)["external_no"] for told in said[0]]


def test_a_list_that_is_stopped_while_it_is_written_leaves_no_file(ledger, tmp_path):
    target, told = tmp_path / "a.xlsx", []

    def progress(done, total):
        told.append(done / total)
        return done * 10 < total

    refused("work_stopped", write_list, ledger, usual("漏水"), out=str(target), progress=progress)
    assert told[-1] >= 0.1
    assert not list(tmp_path.glob("*.xlsx"))


def test_the_usual_view_is_that_of_a_ledger_nobody_arranged():
    assert usual("漏水") == View(query="漏水", columns=USUAL)
