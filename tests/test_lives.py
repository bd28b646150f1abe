"""Lives: an event as it was at a cut-off is what its steps up to then make of it, whatever came later."""

import json
from itertools import groupby
from operator import itemgetter
from random import Random

import pytest

from console.office import Office, create
from tests.conftest import StandingClock
from tests.ledger_tools import SENT, at, behind, bring, dispatched, everything, planned, register, rows, work
from wangge.lifecycle import EXITS, ONE_KEY_DISPATCH, Action
from wangge.times import Instant

EVER, NEVER = Instant(""), Instant("9999")


def as_of(office, until, since=EVER):
    """The lives by event number, each told once."""
    told = list(office.queries.lives(since, until))
    lives = {life.event.id: life for life in told}
    assert len(lives) == len(told)
    return lives


def one(office, no, until):
    """One event as of `until`, None when it was not yet there."""
    return next((life for life in office.queries.lives(EVER, until) if life.event.no == no), None)


def folded(office, until):
    """The same, step by step from the file: times that nobody proved pulled back before what is proven, then everything up to `until`."""
    told = rows(
        office,
        "SELECT s.event, s.at, s.proven, s.action, s.target, s.actor, d.body FROM steps s JOIN step_data d USING (n) "
        "WHERE s.event NOT NULL AND s.action <> '撤销' AND s.n NOT IN (SELECT n FROM undone) ORDER BY s.event, s.n",
    )
    lives = {}
    for event, group in groupby(told, key=itemgetter(0)):
        steps = list(group)
        values, moves = {}, []
        for place, (_, when, proven, action, target, actor, body) in enumerate(steps):
            later = [step[1] for step in steps[place + 1 :] if step[2]] if not proven else []
            happened = min([when, *later])
            if happened >= until:
                break
            moves.append((happened, action, target, bool(proven), actor))
            values |= json.loads(body)["changes"]
        if moves:
            lives[event] = values, moves
    return lives


def same(office, life, values, moves):
    mask = office.ledger.projector.masked
    shown = {name: mask(name, value) for name, value in values.items() if value is not None}
    assert {**life.event.values, **life.event.extra} == shown
    assert [(move.at, move.action, move.target, move.proven, move.actor) for move in life.moves] == moves


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Three weeks of random work on events from files that prove more, less or nothing; only read."""
    clock = StandingClock()
    office = Office.open(create(tmp_path_factory.mktemp("lives") / "office"), clock)
    random, told_by_file = Random(11), []
    days = [f"2026-1{month}-{day:02}" for month in (0, 1) for day in range(1, 20)]
    for number in range(60):
        begun, sent, done = (at(f"{day} 10:00") for day in sorted(random.choices(days, k=3)))
        told = {"reported_at": begun, "dispatched_at": sent, "unit": "司法所", "done_at": done, "result": "已办"}
        for name in random.sample(sorted(told), k=random.randrange(4)):
            told[name] = None
        told["state"] = random.choice(["已归档", "待核查", "处置中", None])
        told_by_file.append(planned(number, **told))
    bring(office, told_by_file)
    work(office, clock, random, 150)
    clock.forward(days=3)
    for event in everything(office)[::7]:
        if event.state != "已归档":
            moved = {"reported_at": random.choice(days), "text": "更正后的内容", "reason": "抄错"}
            office.ledger.act(event.no, Action.CORRECT, office.actor(), moved)
    work(office, clock, random, 100)
    yield office
    office.close()


CUTS = [
    at(f"2026-{day} {hour}:00")
    for day in ("10-01", "10-10", "10-19", "11-01", "11-10", "11-20", "11-21", "11-23", "11-25")
    for hour in ("00", "13")
]


@pytest.mark.parametrize("until", [*CUTS, NEVER])
def test_an_event_at_a_cut_off_is_what_its_steps_until_then_made_of_it(ledger, until):
    lives, expected = as_of(ledger, until), folded(ledger, until)
    assert lives.keys() == expected.keys()
    for event, (values, moves) in expected.items():
        same(ledger, lives[event], values, moves)


def test_the_cut_offs_above_lie_before_between_and_after_what_happened(ledger):
    sizes = [len(folded(ledger, until)) for until in CUTS]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 6
    assert sizes[0] < 5


@pytest.mark.parametrize(("since", "until"), [(since, until) for since in CUTS[::3] for until in CUTS[1::4] if since <= until])
def test_a_beginning_leaves_out_only_what_was_over_by_then_and_changes_nothing_else(ledger, since, until):
    expected = folded(ledger, until)
    lives = as_of(ledger, until, since)
    for event, (values, moves) in expected.items():
        before = [target for happened, _, target, *_ in moves if happened < since]
        open_then = bool(before) and before[-1] not in EXITS
        if open_then or moves[-1][0] >= since:
            assert event in lives
        if event in lives:
            same(ledger, lives[event], values, moves)
    assert lives.keys() <= expected.keys()


def test_a_step_without_proof_does_not_push_a_later_proven_one_out(office):
    bring(office, [planned(1, reported_at=None)])
    event = office.queries.event("GD00001")
    sent = at("2026-11-19 10:00")
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT, at=sent)
    life = one(office, event.no, at("2026-11-20"))
    assert [(move.at, move.target, move.proven) for move in life.moves] == [
        (sent, "待受理", False),
        (sent, "待派遣", True),
        (sent, "待签收", True),
    ]
    assert one(office, event.no, sent) is None


def test_a_correction_after_the_cut_off_does_not_count(office, clock):
    bring(office, [planned(1, text="路灯不亮", reported_at=at("2026-10-30 10:00"))])
    changed = {"reported_at": "2026-11-02 10:00", "text": "井盖松动", "reason": "抄错"}
    office.ledger.act("GD00001", Action.CORRECT, office.actor(), changed)
    before, after = one(office, "WG202611200001", at("2026-11-01")), one(office, "WG202611200001", NEVER)
    assert (before.event["text"], before.event["reported_at"]) == ("路灯不亮", at("2026-10-30 10:00"))
    assert (after.event["text"], after.event["reported_at"]) == ("井盖松动", at("2026-11-02 10:00"))


def test_what_was_taken_back_never_happened(office, clock):
    event = dispatched(office)
    clock.forward(days=1)
    office.ledger.act(event.no, Action.WITHDRAW, office.actor(), {"reason": "撤诉"})
    clock.forward(days=1)
    assert one(office, event.no, at("2026-11-22")).event.state == "已结案"
    office.ledger.undo("S4", office.actor())
    assert one(office, event.no, at("2026-11-22")).event.state == "待签收"
    assert [move.action for move in one(office, event.no, NEVER).moves] == ["登记", "受理", "派遣"]
    taken_back = register(office)
    office.ledger.undo("S6", office.actor())
    assert one(office, taken_back.no, NEVER) is None


def test_the_cut_off_itself_does_not_count_any_more(office, clock):
    event = register(office)
    clock.forward(hours=1)
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert one(office, event.no, event["reported_at"]) is None
    assert one(office, event.no, at("2026-11-20 13:00")).event.state == "待受理"
    assert one(office, event.no, at("2026-11-20 13:01")).event.state == "待签收"
    assert one(office, event.no, at("2026-11-20 13:01")).until == at("2026-11-20 13:01")


def test_an_import_that_has_not_ended_is_in_no_life(office):
    bring(office, [planned(1)])
    with behind(office) as hand:
        hand.execute("UPDATE batches SET state = 'open'")
    assert as_of(office, NEVER) == {}


def test_what_a_life_says_of_its_event_is_masked(office):
    bring(
        office,
        [planned(1, source="网格员", caller="欧阳娜娜", caller_phone="13812345678", text="电话13812345678", extra={"备用列": "内容"})],
    )
    (life,) = as_of(office, NEVER).values()
    assert [life.event[name] for name in ("caller", "caller_phone", "text")] == ["欧阳**", "138****5678", "电话138****5678"]
    assert life.event.extra == {"备用列": "＊＊"}
