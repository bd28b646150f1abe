"""The front island: who is guided where, who waits how long, how often people come, and that nobody leaves without a block or a reason."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from console import island as front
from console.office import Office
from tests.island_tools import WHY, guided, opened
from tests.ledger_tools import act, at, bring, found, planned, refused, register
from wangge.blocks import BEHIND, FRONT, ZONES, blocks, group
from wangge.errors import WanggeError
from wangge.island import HELD, queues, spent, unguided, visits
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.settings import from_toml

SENT = {"category": "矛盾纠纷", "unit": "司法所"}


def test_an_island_is_one_front_desk_six_zones_and_the_offices_own_n():
    assert blocks(("调解一室",)) == (FRONT, *ZONES, "调解一室")
    assert len(ZONES) == 6
    assert [group(block) for block in blocks(BEHIND)] == ["1", *"666666", *"NNNN"]


@pytest.mark.parametrize(
    ("what", "given"),
    [
        (ONE_KEY_DISPATCH, SENT),
        (Action.ANSWER, {"result": "已说明"}),
        (Action.REFUSE, {"reason": "不属受理范围"}),
        (Action.TRANSFER, {"outside_body": "法院", "reason": "在审"}),
        (Action.WITHDRAW, {"reason": "不要了"}),
    ],
    ids=str,
)
def test_a_case_of_the_counter_does_not_leave_before_it_has_a_block_or_a_reason(island, what, given):
    event = register(island)
    refusal = refused("island_first", island.ledger.act, event.no, what, island.actor(), given)
    assert "导引" in str(refusal)
    assert "无须导引" in str(refusal)
    act(island, event, Action.WAIVE, reason="一句话能办")
    assert island.ledger.act(event.no, what, island.actor(), given).state is not State.REPORTED
    other = guided(island, "信访接待")
    assert island.ledger.act(other.no, what, island.actor(), given).state is not State.REPORTED


def test_what_came_otherwise_than_to_the_counter_needs_no_block(island):
    event = register(island, source="群众来电")
    assert not unguided(event.known)
    assert island.ledger.act(event.no, ONE_KEY_DISPATCH, island.actor(), SENT).state is State.DISPATCHED


def test_a_refused_dispatch_leaves_nothing_behind(island):
    event = register(island)
    refused("island_first", island.ledger.act, event.no, ONE_KEY_DISPATCH, island.actor(), SENT)
    assert island.queries.event(event.no) == event


def test_what_was_there_before_the_island_is_waived_in_one_go_and_what_was_closed_is_archived(island):
    bring(island, [planned(n, source="窗口来访", state=state) for n, state in enumerate(("待核查", "处置中", "已结案"))])
    done, handled, closed = (island.queries.event(f"GD0000{n}") for n in range(3))
    refused("island_first", act, island, done, Action.CLOSE)
    refused("island_first", act, island, done, Action.ARCHIVE)
    assert act(island, closed, Action.ARCHIVE).state is State.ARCHIVED
    assert act(island, handled, Action.DONE, result="已修好").state is State.FED_BACK
    left = found(island, "来源:窗口来访 所在板块:空 -状态:已归档")
    assert left == {done.no, handled.no}
    island.ledger.act_many(sorted(left), Action.WAIVE, island.actor(), {"reason": "启用前岛以前的件"})
    assert act(island, done, Action.CLOSE).state is State.CLOSED


def test_what_lets_a_case_go_leads_away_from_the_centre(island):
    table = island.rules.lifecycle
    targets = {row.target for row in table.rows if row.action in HELD}
    assert State.REPORTED not in targets
    assert {State.DISPATCHED, State.CLOSED, State.REFUSED, State.TRANSFERRED} <= targets


def test_guiding_says_why_and_registering_may_guide_at_once(island, clock):
    event = register(island)
    refused("action_needs", act, island, event, Action.GUIDE, island_block="信访接待")
    clock.forward(minutes=5)
    told = act(island, event, Action.GUIDE, island_block="信访接待", reason="要求登记信访")
    assert told.known["island_block"] == "信访接待"
    assert told.known["island_since"] == at("2026-11-20 12:05")
    last = island.queries.steps(told)[-1]
    assert (last.data["reason"], last.data["to_block"]) == ("要求登记信访", "信访接待")
    at_once = guided(island, "劳动仲裁")
    assert at_once.known["island_block"] == "劳动仲裁"
    assert len(island.queries.steps(at_once)) == 1


def test_registering_guides_to_a_block_that_there_is_with_a_reason_and_not_both_ways(island):
    told = {"text": "x路灯", "source": "窗口来访", "island_block": "信访接待"}

    def tried(**more):
        return island.ledger.register({**told, **more}, island.actor())

    assert refused("action_needs", tried).params["missing"] == "理由"
    assert refused("value_invalid", tried, **WHY, island_block="食堂").params["label"] == "所在板块"
    assert refused("value_invalid", tried, **WHY, island_waived="不用").params["label"] == "无须导引理由"


def test_an_answer_on_the_spot_needs_its_reason_in_the_same_breath(island):
    told = {"text": "在哪里办居住证", "source": "窗口来访"}
    refused("island_first", island.ledger.register, told, island.actor(), answer="二楼")
    done = island.ledger.register({**told, "island_waived": "当场答复"}, island.actor(), answer="二楼")
    assert (done.state, done.known["island_waived"]) == (State.CLOSED, "当场答复")


def test_nobody_corrects_a_block_into_an_event(island):
    event = register(island)
    refused("value_reserved", act, island, event, Action.CORRECT, island_block="信访接待", reason="改")


def test_a_block_is_guided_to_once_received_once_and_changed_with_a_count(island, clock):
    event = guided(island, "信访接待")
    refused("island_guided", act, island, event, Action.GUIDE, island_block="司法服务", **WHY)
    refused("island_guided", act, island, event, Action.WAIVE, **WHY)
    clock.forward(minutes=10)
    event = act(island, event, Action.RECEIVE)
    assert event.known["island_received"] == at("2026-11-20 12:10")
    assert spent(event.known) == {Action.GUIDE, Action.WAIVE, Action.RECEIVE}
    refused("island_received", act, island, event, Action.RECEIVE)
    refused("island_same", act, island, event, Action.MOVE_BLOCK, island_block="信访接待", **WHY)
    clock.forward(minutes=10)
    moved = act(island, event, Action.MOVE_BLOCK, island_block="联合调处", reason="是邻里纠纷")
    assert (moved.known["island_moves"], moved.known["island_since"]) == (1, at("2026-11-20 12:20"))
    assert "island_received" not in moved.known
    assert island.queries.steps(moved)[-1].data["from_block"] == "信访接待"
    again = act(island, moved, Action.MOVE_BLOCK, island_block="信访接待", reason="还是信访")
    assert again.known["island_moves"] == 2


def test_only_what_is_in_a_block_is_moved_or_received(island):
    event = register(island)
    refused("action_without", act, island, event, Action.RECEIVE)
    refused("action_without", act, island, event, Action.MOVE_BLOCK, island_block="信访接待", **WHY)


def test_a_block_of_the_offices_own_n_is_one(tmp_path, clock):
    office = opened(tmp_path / "own", clock)
    refused("value_invalid", guided, office, "退役军人服务站")
    office.close()
    path = office.folder / "wangge.toml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("behind ="))
    path.write_text(text.replace(line, 'behind = ["退役军人服务站"]'), encoding="utf-8")
    office = Office.open(office.folder, clock)
    assert guided(office, "退役军人服务站").known["island_block"] == "退役军人服务站"
    assert front.known(office)[-1] == "退役军人服务站"
    office.close()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('behind = ["信访接待"]', "与别的板块重名"),
        ('behind = ["调解一室", "调解一室"]', "与别的板块重名"),
        ('behind = [" "]', "空的名称"),
        ('enabled = "是"', "true 或 false"),
        ("blocks = []", "没有“blocks”这一项"),
    ],
)
def test_a_wrong_entry_of_the_section_is_named(text, reason):
    with pytest.raises(WanggeError) as caught:
        from_toml(tomllib.loads(f"[island]\n{text}"), "wangge.toml")
    assert reason in str(caught.value)


# visits


def test_coming_to_the_counter_is_the_first_visit_and_every_other_is_counted(island, clock):
    event = guided(island, "信访接待")
    assert (event.known["island_visits"], event.known["island_visited_on"]) == (1, "2026-11-20")
    clock.forward(days=3)
    event = act(island, event, Action.VISIT)
    event = act(island, event, Action.VISIT, island_visited_on="2026-11-22", note="补交材料")
    assert (event.known["island_visits"], event.known["island_visited_on"]) == (3, "2026-11-23")
    assert island.queries.steps(event)[-1].data["visits"] == 3


def test_what_came_by_phone_had_no_visit_before_somebody_came(island):
    event = register(island, source="群众来电")
    assert visits(event.known) == 0
    assert visits(act(island, event, Action.VISIT).known) == 1


def test_a_visit_of_before_the_island_counts_as_the_first(island):
    bring(island, [planned(1, source="窗口来访", state="处置中")])
    event = island.queries.event("GD00001")
    assert visits(event.known) == 1
    assert visits(act(island, event, Action.VISIT).known) == 2


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-19"])
def test_a_visit_is_neither_tomorrow_nor_before_the_matter_was_told(island, day):
    event = guided(island, "信访接待")
    assert refused("value_invalid", act, island, event, Action.VISIT, island_visited_on=day).params["label"] == "最近来访日期"


def test_visits_are_taken_back_like_anything_else(island):
    event = guided(island, "信访接待")
    more = act(island, event, Action.VISIT)
    island.ledger.undo(f"S{more.version}", island.actor())
    assert visits(island.queries.event(event.no).known) == 1


def test_a_visit_can_be_noted_while_a_danger_is_unanswered_but_nothing_is_guided(island):
    event = register(island, text="有人持刀追人，请快来")
    refused("danger_first", act, island, event, Action.GUIDE, island_block="信访接待", **WHY)
    assert visits(act(island, event, Action.VISIT).known) == 2


# queues


def test_every_block_has_a_queue_in_which_the_longest_waits_first(island, clock):
    first = guided(island, "信访接待", text="第一件")
    clock.forward(hours=1)
    second = guided(island, "信访接待", text="第二件")
    open_one = register(island)
    clock.forward(hours=1)
    act(island, first, Action.MOVE_BLOCK, island_block="联合调处", **WHY)
    act(island, first, Action.MOVE_BLOCK, island_block="信访接待", **WHY)
    act(island, second, Action.RECEIVE)
    held = {queue.block: queue for queue in front.waiting(island)}
    assert [event.no for event in held["信访接待"].events] == [second.no, first.no]
    assert (held["信访接待"].unreceived, held["信访接待"].longest) == (1, at("2026-11-20 13:00"))
    assert [event.no for event in held[FRONT].events] == [open_one.no]
    assert (held[FRONT].unguided, held[FRONT].longest) == (1, at("2026-11-20 13:00"))
    assert held["公共法律"].events == ()
    assert held["公共法律"].longest is None
    assert list(held) == list(front.known(island))


def test_what_has_left_waits_no_more_and_the_front_desk_receives_what_it_guides_to_itself(island):
    gone = guided(island, "信访接待")
    act(island, gone, Action.ANSWER, result="已说明")
    own = guided(island, FRONT)
    assert own.known["island_received"]
    held = {queue.block: [event.no for event in queue.events] for queue in front.waiting(island)}
    assert held["信访接待"] == []
    assert held[FRONT] == [own.no]


def test_a_block_that_the_office_has_given_up_is_shown_while_something_waits_there(island):
    event = guided(island, "志愿者")
    assert [queue.block for queue in queues([event], ("调解一室",))][-2:] == ["调解一室", "志愿者"]
    assert "志愿者" not in [queue.block for queue in queues([], ("调解一室",))]


def test_a_queue_is_listed_in_the_ledger_as_on_the_board(island):
    waits, own, zone = register(island), guided(island, FRONT), guided(island, "公共法律")
    act(island, register(island, text="别的"), Action.WAIVE, reason="当场说清")
    assert found(island, front.line(FRONT)) == {waits.no, own.no}
    assert found(island, front.line("公共法律")) == {zone.no}


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "0分"),
        (timedelta(minutes=59), "59分"),
        (timedelta(hours=2), "2小时"),
        (timedelta(hours=2, minutes=5), "2小时5分"),
        (timedelta(days=3, minutes=59), "3天"),
        (timedelta(days=3, hours=4, minutes=5), "3天4小时"),
    ],
)
def test_waiting_is_told_in_two_units_at_most(island, clock, span, words):
    began = island.now()
    clock.at += span
    assert front.waited(began, island.now()) == words


def test_a_queue_is_found_by_a_part_of_its_name(island):
    assert front.queue(island, "医疗").block == "医疗纠纷调委会"
    assert "交通事故调委会、医疗纠纷调委会" in str(refused("block_unknown", front.queue, island, "调委会"))
    refused("block_unknown", front.queue, island, "食堂")
