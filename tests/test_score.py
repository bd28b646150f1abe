"""Scores: who is scored, what counts, and that no evidence is no points lost and none given."""

from __future__ import annotations

from datetime import datetime

import pytest

from plugins.grid_scheme import SCHEME, done_in_time, reworked, satisfied, valid_report
from wangge.lifecycle import Action, State
from wangge.ranking import competition
from wangge.records import Event, Life, Move
from wangge.score import Scheme, ScoreItem, is_person, score, worker_name
from wangge.times import from_wall


def at(text):
    return from_wall(datetime.fromisoformat(text))


CUT = at("2026-11-01 00:00")
HALF = Scheme(
    "一半",
    (
        ScoreItem("属实", 60, lambda life: life.event["state"] != "已作废", ""),
        ScoreItem("返工", 20, lambda life: life.event["reworks"], "", inverse=True),
        ScoreItem("满意", 20, lambda life: None, ""),
    ),
)


def life(worker="李建国", *, street="东街街道", grid="东园一网格", actions=(), proven=True, **values):
    """An event as of the end of October."""
    known = {"no": "WG1", "state": State.ARCHIVED, "worker": worker, "street": street, "grid": grid, "reworks": False, **values}
    known = {name: at(value) if name.endswith("_at") else value for name, value in known.items() if value is not None}
    told = tuple(Move(at("2026-10-09 09:00"), action, known["state"], proven, "") for action in actions or ("带入",))
    return Life(Event(1, 1, known), told, CUT)


def scores(*lives, scheme=HALF):
    return list(score(scheme, lives, lambda life: True).workers)


def test_an_item_without_evidence_drops_out_of_the_weight():
    (only,) = scores(life(), life(state=State.VOID))
    true, again, asked = only.items
    assert (true.numerator, true.denominator, true.points) == (1, 2, 30.0)
    assert (again.points, asked.points) == (20.0, None)
    assert only.total == 62.5


def test_a_total_is_made_of_exact_points_and_equal_ones_share_a_rank():
    scheme = Scheme("二项", (ScoreItem("属实", 40, lambda life: life.event["state"] != "已作废", ""), *HALF.items[1:]))
    void = [life(state=State.VOID, reworks=True) for _ in range(4)]
    (only,) = scores(*void, *(life(reworks=True) for _ in range(3)), scheme=Scheme("一项", scheme.items[:1]))
    assert (only.total, only.items[0].points) == (120 / 7, 120 / 7)
    (two,) = scores(*void, *(life(reworks=False) for _ in range(3)), scheme=scheme)
    assert two.total == 240 / 7
    found = scores(life("王一"), life("王二"), life("王三", state=State.VOID), life("王四"))
    assert competition([each.total for each in found]) == [1, 1, 1, 4]
    assert competition([9, 9, 7, None, None]) == [1, 1, 3, None, None]


@pytest.mark.parametrize(
    ("source", "scored"), [("网格员", 1), (None, 1), ("窗口来访", 1), ("110非警务", 0), ("公安移交", 0), ("12345热线", 0)]
)
def test_whom_another_bodys_feed_names_is_no_grid_worker(source, scored):
    assert len(scores(life(source=source))) == scored


def test_a_workers_own_reports_are_scored_without_those_of_a_police_feed():
    (only,) = scores(life(no="WG1", source="网格员"), life(no="WG2", source="公安移交", state=State.VOID))
    assert only.items[0].events == ("WG1",)


def test_a_low_share_of_an_inverse_item_gives_its_points():
    (only,) = scores(life(reworks=True), life(), life(), life())
    assert only.items[1].points == 15.0


def test_without_any_evidence_there_is_no_total_and_no_zero():
    (only,) = scores(life(), scheme=Scheme("无", HALF.items[2:]))
    assert only.total is None
    assert only.items[0].points is None


def test_every_item_names_the_events_behind_it():
    (only,) = scores(life(no="WG7"), life(no="WG8"))
    assert only.items[0].events == ("WG7", "WG8")
    assert only.items[2].events == ()


@pytest.mark.parametrize(
    "worker",
    [
        "A00012345",
        "dj9927a",
        "东园一网格",
        "警情分流网格",
        "平台推送",
        "系统管理员",
        "东园社区",
        "老街村",
        "值班室",
        "综治中心",
        "测试",
        "李",
        "",
        "Li Ming",
        "网格平台01",
    ],
)
def test_accounts_grids_and_offices_are_never_scored(worker):
    assert not is_person(worker)
    assert scores(life(worker)) == []


def test_a_worker_with_the_name_of_the_grid_is_none():
    assert scores(life("东园", grid="东园")) == []


def test_notes_beside_a_name_are_left_aside():
    assert worker_name(" 李建国（代）") == worker_name("李建国代理") == "李建国"
    first, *others = scores(life("李建国"), life("李建国(暂)"), life("阿依古丽·买买"))
    assert [first.worker, first.items[0].denominator] == ["李建国", 2]
    assert len(others) == 1


def test_the_same_name_in_two_streets_is_two_workers():
    found = scores(life(), life(street="西街街道", state=State.VOID))
    assert [(one.street, one.worker, one.total) for one in found] == [("东街街道", "李建国", 100.0), ("西街街道", "李建国", 25.0)]


def test_the_same_name_in_two_grids_of_a_street_is_one_worker():
    (only,) = scores(life(), life(grid="东园二网格"))
    assert only.grid == "东园一网格、东园二网格"


def test_only_events_reported_in_the_period_are_counted():
    found = list(score(HALF, [life(), life("周晓梅")], lambda each: each.event["worker"] == "周晓梅").workers)
    assert [one.worker for one in found] == ["周晓梅"]


def test_the_best_come_first_and_those_without_evidence_last():
    unknown = Scheme("有证", (ScoreItem("属实", 100, lambda life: life.event["reworks"] or None, ""),))
    found = scores(life("无证"), life("周晓梅", reworks=True), scheme=unknown)
    assert [(one.worker, one.total) for one in found] == [("周晓梅", 100.0), ("无证", None)]
    found = scores(life("甲乙", state=State.VOID), life("丙丁"))
    assert [one.worker for one in found] == ["丙丁", "甲乙"]


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (State.REPORTED, None),
        (State.VERIFYING, None),
        (State.HANDLING, True),
        (State.ARCHIVED, True),
        (State.REFUSED, False),
        (State.NOT_FILED, False),
        (State.VOID, False),
    ],
)
def test_a_report_is_valid_once_somebody_has_accepted_it(state, verdict):
    assert valid_report(life(state=state)) is verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, None),
        ({"due_at": "2026-10-20 17:30", "done_at": "2026-10-19 10:00"}, True),
        ({"due_at": "2026-10-20 17:30", "done_at": "2026-10-20 17:31"}, False),
        ({"due_at": "2026-10-20 17:30", "done_at": "2026-10-19 10:00", "proven": False}, None),
        ({"due_at": "2026-10-20 17:30", "state": State.HANDLING}, False),
        ({"due_at": "2026-11-20 17:30", "state": State.HANDLING}, None),
        ({"due_at": "2026-10-20 17:30", "state": State.VOID}, None),
    ],
    ids=["no limit", "in time", "late", "not proven", "open and late", "open and not yet due", "void"],
)
def test_in_time_counts_only_what_a_limit_and_a_proven_end_decide(values, verdict):
    proven = values.pop("proven", True)
    assert done_in_time(life(proven=proven, **values)) is verdict


@pytest.mark.parametrize(
    ("actions", "verdict"),
    [
        ((Action.DONE, Action.REWORK, Action.DONE), True),
        ((Action.DONE, Action.PASS), False),
        ((Action.CALL_BACK,), False),
        ((Action.BRING_IN,), None),
    ],
)
def test_rework_counts_where_somebody_here_has_checked(actions, verdict):
    assert reworked(life(actions=actions)) is verdict


@pytest.mark.parametrize(("answer", "verdict"), [("满意", True), ("基本满意", True), ("不满意", False), ("未评价", None), (None, None)])
def test_satisfaction_is_of_those_who_answered(answer, verdict):
    assert satisfied(life(satisfaction=answer)) is verdict


def test_the_shipped_scheme_adds_up_to_a_hundred_and_tells_its_rules():
    assert sum(item.weight for item in SCHEME.items) == 100
    assert all(item.name in item.rule for item in SCHEME.items)


def test_what_only_a_file_tells_of_a_worker_is_scored_by_validity_alone():
    (only,) = scores(life(), scheme=SCHEME)
    assert [item.points for item in only.items] == [30.0, None, None, None]
    assert only.total == 100.0


@pytest.mark.parametrize(
    ("told", "name"), [("王　芳", "王芳"), ("欧阳 娜娜", "欧阳娜娜"), ("阿卜杜拉 • 买买提", "阿卜杜拉·买买提"), ("王 芳（代）", "王芳")]
)
def test_a_worker_whose_name_is_padded_is_the_same_worker_and_scored(told, name):
    assert worker_name(told) == name
    assert is_person(told)


def test_every_reported_event_is_scored_or_named_with_the_reason():
    lives = [
        life(),
        life("王　芳"),
        life("王芳"),
        life("dj9927a"),
        life("东街一网格"),
        life(""),
        life("李警官", source="110非警务"),
        life("系统平台"),
    ]
    found = score(HALF, lives, lambda each: True)
    scored = sum(max(item.denominator for item in worker.items) for worker in found.workers)
    assert scored + sum(each.events for each in found.left_out) == len(lives)
    assert {each.reporter for each in found.left_out} == {"dj9927a", "东街一网格", "", "系统平台"}
    assert "李警官" not in repr(found)
    assert [worker.worker for worker in found.workers].count("王芳") == 1
