"""A district's real export: every row comes in, every figure is recounted from the file by other means."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.importing import departments
from console.office import Office, create
from wangge.lifecycle import State
from wangge.query import EVERYTHING, parse
from wangge.times import chinese, local

pytestmark = pytest.mark.needs("data")

NOW = datetime(2025, 6, 3, 1, 0, tzinfo=UTC)
TIMES = {"reported_at": "上报时间", "dispatched_at": "最后派发时间", "signed_at": "最后受理时间", "done_at": "办结时间"}


def clock():
    return NOW


def folder():
    return Path(os.environ["WANGGE_REAL_DATA"]) / "haishu-grid"


def whole():
    return folder() / "海曙区事件-11镇街.csv"


def opened(path, **place):
    return Office.open(create(path / "office", "中心", **place), clock)


def bring(office, path):
    plan = office.planner.plan(path, NOW)
    return plan, office.ledger.commit_import(plan, office.actor(via="import"))


def wall(text):
    return datetime.strptime(text.strip(), "%d/%m/%y %H:%M") if text.strip() else None


@pytest.fixture(scope="module")
def rows():
    """The file as csv reads it, by event number."""
    with whole().open(encoding="utf-8-sig", newline="") as file:
        return {row["事件编号"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A district's office with the whole file in its ledger; no test here changes it."""
    made = opened(tmp_path_factory.mktemp("haishu"))
    made.plan, made.batch = bring(made, whole())
    yield made
    made.close()


@pytest.fixture(scope="module")
def events(office):
    return {event.text("external_no"): event for event in office.queries.each(EVERYTHING)}


def count(office, line):
    return office.queries.count(parse(line, office.catalogue.fields()))


def test_every_row_is_new_and_none_is_wrong(office, rows):
    assert len(rows) == 4_414
    assert office.plan.counts() | {"duplicate": 0} == dict.fromkeys(("same", "changed", "error", "skipped", "asked", "duplicate"), 0) | {
        "rows": 4_414,
        "new": 4_414,
    }
    assert not office.plan.problems
    assert not office.plan.unknown
    assert [row.row for row in office.plan.rows] == list(range(2, 4_416))
    assert office.queries.count(EVERYTHING) == 4_414


def test_rows_are_offered_to_the_departments_whose_matters_they_are_and_none_is_a_case(office, rows, events):
    kinds = Counter(row["二级分类"].strip() for row in rows.values())
    told = departments(office.plan, office)
    assert told["劳动争议"] >= kinds["劳动人事（就业）纠纷"] > 300
    assert (told["道路交通事故"], told["医疗纠纷"]) == (kinds["交通事故纠纷"], kinds["医疗纠纷"])
    assert not [event for event in events.values() if event.known.get("case_at")]


def test_every_report_date_is_the_date_in_the_number(events):
    assert {no for no, event in events.items() if f"{local(event.time('reported_at')):%Y%m%d}" not in no} == set()


def test_every_time_is_the_files_own_minute(events, rows):
    for no, row in rows.items():
        for name, column in TIMES.items():
            told = wall(row[column])
            kept = events[no].time(name)
            if name == "done_at" and told and kept is None:
                assert wall(row["最后派发时间"]) > told
                continue
            assert (local(kept).replace(tzinfo=None) if kept else None) == told, (no, name)


def test_states_and_their_holders_are_those_of_the_detailed_state(events, rows):
    table = {"归档": "已归档", "区县科室办结": "待核查", "村/社区受理": "处置中", "区县科室受理": "处置中", "区县中心派发": "待签收"}
    assert Counter(event.state for event in events.values()) == {"已归档": 4_400, "待核查": 2, "处置中": 8, "待签收": 4}
    assert all(events[no].state == table[row["事件详细状态"]] for no, row in rows.items())
    assert {(event.state.value, event.owner) for event in events.values()} == {
        ("已归档", "本中心"),
        ("待核查", "本中心"),
        ("处置中", "承办单位待补"),
        ("待签收", "承办单位待补"),
    }


def test_two_of_the_eight_dispatched_again_have_no_claim_and_six_are_done(events, rows):
    again = [
        no
        for no, row in rows.items()
        if wall(row["办结时间"]) and wall(row["最后派发时间"]) and wall(row["最后派发时间"]) > wall(row["办结时间"])
    ]
    assert len(again) == 8
    assert sorted(no for no in again if events[no]["done_at"] is None) == ["WCW202505160905", "WCW202505160906"]
    assert sum(event["done_at"] is None for event in events.values()) == 12


def test_no_time_is_invented_that_no_column_proves(events, office):
    assert all(event[name] is None for event in events.values() for name in ("accepted_at", "closed_at", "archived_at", "due_at"))
    steps = office.queries.steps(events["NMW202505200217"])
    assert [(step.proven, step.data["proof"]) for step in steps][-1] == (False, "state")


def told(office, event):
    """An event's steps as (source, target, wall clock, proven, changed fields but those of the matter, proof)."""
    matter = set(office.queries.steps(event)[0].changes) - {"state"}
    return [
        (step.source, step.target, local(step.at).replace(tzinfo=None), step.proven, set(step.changes) - matter, step.data["proof"])
        for step in office.queries.steps(event)
    ]


S = State
CLAIM = {"done_at", "result", "done_unit", "state"}
IMPORTED = local("2025-06-03T01:00:00Z").replace(tzinfo=None)


def walls(row):
    return [wall(row[column]) for column in TIMES.values()]


def test_the_steps_of_an_archived_row_in_order(office, events, rows):
    no = next(
        no for no, row in rows.items() if row["事件状态"] == "归档" and None not in walls(row) and sorted(set(walls(row))) == walls(row)
    )
    reported, dispatched, signed, done = walls(rows[no])
    assert told(office, events[no]) == [
        (None, S.REPORTED, reported, True, {"state"}, "reported_at"),
        (S.REPORTED, S.DISPATCHED, dispatched, True, {"dispatched_at", "state"}, "dispatched_at"),
        (S.DISPATCHED, S.HANDLING, signed, True, {"signed_at", "state"}, "signed_at"),
        (S.HANDLING, S.FED_BACK, done, True, CLAIM, "done_at"),
        (S.FED_BACK, S.ARCHIVED, IMPORTED, False, {"state"}, "state"),
    ]


def test_the_steps_of_a_row_signed_before_its_dispatch(office, events, rows):
    reported, dispatched, signed, done = walls(rows["NMW202505200217"])
    assert reported <= signed < dispatched < done
    assert told(office, events["NMW202505200217"]) == [
        (None, S.REPORTED, reported, True, {"state"}, "reported_at"),
        (S.REPORTED, S.HANDLING, signed, True, {"signed_at", "state"}, "signed_at"),
        (S.HANDLING, S.DISPATCHED, dispatched, True, {"dispatched_at", "state"}, "dispatched_at"),
        (S.DISPATCHED, S.FED_BACK, done, True, CLAIM, "done_at"),
        (S.FED_BACK, S.ARCHIVED, IMPORTED, False, {"state"}, "state"),
    ]


def test_the_rows_without_dispatch_that_are_done_were_handled_on_the_spot(office, events, rows):
    alone = [no for no, row in rows.items() if not row["最后派发时间"].strip() and row["办结时间"].strip()]
    assert len(alone) == 160
    for no in alone[:20]:
        claim = next(step for step in office.queries.steps(events[no]) if step.data["proof"] == "done_at")
        assert (claim.target, claim.data["how"], claim.at) == (S.FED_BACK, "自行处置", events[no]["done_at"])


@pytest.mark.parametrize("no", ["WCW202505160905", "WCW202505160906"])
def test_the_steps_of_a_row_dispatched_again_end_at_the_unit(office, events, rows, no):
    reported, dispatched, signed, done = walls(rows[no])
    assert reported < done < signed < dispatched
    assert told(office, events[no]) == [
        (None, S.REPORTED, reported, True, {"state"}, "reported_at"),
        (S.REPORTED, S.FED_BACK, done, True, CLAIM, "done_at"),
        (S.FED_BACK, S.HANDLING, signed, True, {"signed_at", "done_at", "done_unit", "state"}, "signed_at"),
        (S.HANDLING, S.DISPATCHED, dispatched, True, {"dispatched_at", "state"}, "dispatched_at"),
    ]
    assert (events[no]["done_at"], events[no]["done_unit"], events[no].state) == (None, None, S.DISPATCHED)


def test_for_the_street_those_two_stand_with_the_district_and_other_streets_stay_out(tmp_path, rows):
    street = rows["WCW202505160905"]["镇街名称"]
    own = opened(tmp_path, district="海曙区", street=street)
    plan, _ = bring(own, whole())
    here = sum(row["镇街名称"] == street for row in rows.values())
    assert (plan.counts()["new"], plan.counts()["skipped"]) == (here, 4_414 - here)
    for no in ("WCW202505160905", "WCW202505160906"):
        event = own.queries.event(no)
        assert (event.state, event["done_at"], event.owner) == (S.ESCALATED, None, "上级")
        assert told(own, event)[-1] == (S.DISPATCHED, S.ESCALATED, IMPORTED, False, {"state"}, "state")
    own.close()


def test_fields_are_the_files_columns_through_the_offices_tables(events, rows):
    sources = {
        "警情分流网格": "110非警务",
        "公安网格": "公安移交",
        "城市网格": "网格员",
        "农村网格": "网格员",
        "专属网格": "网格员",
        "督查网格": "督查交办",
        "81890网格": "热线",
    }
    for no, row in rows.items():
        event = events[no]
        assert event["source"] == sources[row["网格类型"]]
        assert event["tier"] == row["事件级别"].removesuffix("事件")
        assert event["worker"] == row["上报人"].strip()
        assert event["street"] == row["镇街名称"].strip()
        assert event.text("subcategory") == row["二级分类"].strip()
        assert event.text("missing") == ("" if row["二级分类"].strip() else "二级分类")
        assert [event[name] for name in ("district", "street", "community", "grid")] == row["所属组织"].split("/")
        assert not event.text("result").startswith(("镇街科室:", "村社区:", "区县职能部门:", "专业系统办结:"))
    assert len({event["worker"] for event in events.values()}) == 526


def test_a_worker_is_never_the_caller_and_callers_are_masked(events):
    assert all(event["caller"] is None for event in events.values())
    phones = [event.text("caller_phone") for event in events.values() if event["caller_phone"]]
    assert len(phones) > 1_000
    assert all("*" in phone and not re.search(r"\d{8}", phone) for phone in phones)


def test_no_title_shows_a_tag_a_phone_or_a_mask(events):
    shown = re.compile(r"#|1[3-9]\d{9}|\d{3}\*+|\d{17}")
    assert [no for no, event in events.items() if not event.title or shown.search(event.title)] == []


QUESTIONS = {
    "镇街:高桥镇": lambda row: row["镇街名称"] == "高桥镇",
    "镇街:高桥镇|月湖街道": lambda row: row["镇街名称"] in {"高桥镇", "月湖街道"},
    "状态:已归档": lambda row: row["事件状态"] == "归档",
    "-状态:归档": lambda row: row["事件状态"] != "归档",
    "来源:110非警务": lambda row: row["网格类型"] == "警情分流网格",
    "来源:网格员 层级:三级": lambda row: row["网格类型"] in {"城市网格", "农村网格", "专属网格"} and row["事件级别"] == "三级事件",
    "社区:未落格": lambda row: row["村社名称"] == "公众社区",
    "小类:其他纠纷": lambda row: row["二级分类"] == "其他纠纷",
    "小类:空": lambda row: not row["二级分类"].strip(),
    "派遣:空": lambda row: not row["最后派发时间"].strip(),
    "上报:2025-05-06": lambda row: wall(row["上报时间"]).date().isoformat() == "2025-05-06",
    "上报:2025-05-01..2025-05-07": lambda row: wall(row["上报时间"]).day <= 7,
    "上报:>2025-05-20": lambda row: wall(row["上报时间"]).day > 20,
    "上报:>=2025-05-20": lambda row: wall(row["上报时间"]).day >= 20,
    "办结:2025-06": lambda row: wall(row["办结时间"]) is not None and wall(row["办结时间"]).month == 6,
    "编号:WCW20250518": lambda row: row["事件编号"].startswith("WCW20250518"),
    "噪音": lambda row: "噪音" in row["事件描述"],
    "漏水 -物业": lambda row: "漏水" in row["事件描述"] and "物业" not in row["事件描述"],
    "噪音|油烟": lambda row: "噪音" in row["事件描述"] or "油烟" in row["事件描述"],
    "催办次数:1..": lambda row: re.search("重复报警[:：]|催促", row["事件描述"]),
    "责任方:承办单位": lambda row: row["事件状态"] in {"受理", "派发"},
    "时限:超期": lambda row: False,
}


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_query_finds_what_counting_the_file_finds(office, rows, line):
    expected = sum(bool(QUESTIONS[line](row)) for row in rows.values())
    assert count(office, line) == expected
    assert expected or line == "时限:超期"


def test_the_ledger_verifies(office):
    found = office.ledger.verify()
    assert (found.ok, found.events) == (True, 4_414)


def test_the_same_rows_in_gbk_and_the_same_file_again_are_all_the_same(office):
    gbk = office.planner.plan(folder() / "GBK编码1500行.csv", NOW).counts()
    assert (gbk["same"], gbk["changed"], gbk["new"]) == (1_500, 0, 0)
    again = office.planner.plan(whole(), NOW).counts()
    assert (again["same"], again["changed"], again["new"]) == (4_414, 0, 0)


def test_after_an_undo_the_file_comes_in_as_new_once_more(tmp_path):
    own = opened(tmp_path)
    _, batch = bring(own, whole())
    assert own.ledger.undo(f"B{batch.id}", own.actor()).reversed == 4_414
    assert own.queries.count(EVERYTHING) == 0
    plan, _ = bring(own, whole())
    assert plan.counts()["new"] == 4_414
    assert own.ledger.verify().ok
    assert chinese(own.queries.event("WCW202505160905").time("reported_at")).startswith("2025-05-16")
    own.close()
