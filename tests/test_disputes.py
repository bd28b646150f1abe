"""Consumer, neighbour, property and family disputes: short forms, clocks, papers; a family matter is 保密 where violence or minors are in it."""

from __future__ import annotations

import pytest

from console import papers
from exports.docx import docx
from plugins.disputes import desks
from tests.ledger_tools import act, at, bring, found, planned, refused, register
from wangge.clocks import running
from wangge.department import offered
from wangge.lifecycle import Action

ALL = {each.key: each for each in desks.ALL}
CONFIRMABLE = {key: each for key, each in ALL.items() if key != "family"}


def ended(office, label, **form):
    event = register(office, caller="张三", caller_phone="13812345678")
    event = act(office, event, Action.OPEN_CASE, department=label, case_basis="主动调解", case_no="〔2026〕人调字第3号", **form)
    return act(office, event, Action.END_CASE, case_result="达成协议", agreed_amount="1200", perform_by="2026-12-01")


@pytest.mark.parametrize("desk", desks.ALL, ids=lambda desk: desk.label)
def test_a_form_is_short_and_its_fields_are_its_own(desk):
    assert 5 <= len(desk.fields) <= 10
    assert all(field.name.startswith(f"{desk.key}_") for field in desk.fields)
    assert all(field.sensitive for field in desk.fields if field.name.endswith(("_other", "_other_phone")))
    assert all(indicator.of in {"", *(field.name for field in desk.fields)} for indicator in desk.indicators)
    assert all(name in {field.name for field in desk.fields} for indicator in desk.indicators for name in indicator.when)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("商家不给退款，预付卡还有余额", "consumer"),
        ("楼上漏水，和邻居说不通", "neighbour"),
        ("物业费涨价，业委会不同意", "property"),
        ("两人要离婚，抚养权谈不拢", "family"),
    ],
)
def test_a_desk_is_offered_by_its_words_and_by_its_category(text, key):
    assert next(desk.key for desk, _why in offered(desks.ALL, {"text": text})) == key
    assert [desk.key for desk, _why in offered(desks.ALL, {"text": "说不清", "category": ALL[key].label})] == [key]


def test_the_other_side_is_masked(island):
    event = act(
        island, register(island), Action.FILL, neighbour_other="李四光", neighbour_other_phone="13987654321", neighbour_matter="噪声"
    )
    assert event.known["neighbour_other"] == "李**"
    assert event.known["neighbour_other_phone"] == "139****4321"


@pytest.mark.parametrize("given", [{"family_violence": "是"}, {"family_minor": "是"}], ids=str)
def test_a_family_matter_with_violence_or_minors_is_secret_as_soon_as_the_form_says_so(island, given):
    plain = act(island, register(island), Action.FILL, family_matter="赡养", family_violence="否", family_minor="否")
    assert not plain.known.get("secrecy")
    for event in (
        act(island, register(island), Action.FILL, **given),
        act(island, register(island), Action.OPEN_CASE, department="婚姻家庭纠纷", case_basis="主动调解", **given),
        act(island, register(island), Action.CORRECT, reason="补登", **given),
        register(island, **given),
    ):
        assert event.known["secrecy"] == "保密"
        assert event.title.startswith("〔保密〕")
    bring(island, [planned(1, **given)])
    assert island.queries.event("GD00001").known["secrecy"] == "保密"


def test_a_family_matter_whose_words_tell_of_violence_is_secret_from_the_start(island):
    assert register(island, text="被家暴，要离婚").known["secrecy"] == "保密"


def test_what_a_leader_has_lifted_is_not_secret_again_for_the_same_form(island):
    event = act(island, register(island), Action.FILL, family_violence="是")
    event = act(island, event, Action.UNSECLUDE, reason="当事人要求公开")
    event = act(island, event, Action.FILL, family_violence="是", family_relation="夫妻")
    assert not event.known.get("secrecy")
    event = act(island, event, Action.FILL, family_minor="是")
    assert event.known["secrecy"] == "保密"


def test_no_other_desk_makes_a_matter_secret():
    assert [key for key, each in ALL.items() if each.secret] == ["family"]


@pytest.mark.parametrize("desk", CONFIRMABLE.values(), ids=lambda desk: desk.label)
def test_an_agreement_is_printed_and_its_confirmation_applied_for(island, desk):
    event = ended(island, desk.label)
    offered_now = {each.name: each for each in papers.offered(island, event)}
    for key in ("agreement", "confirmation"):
        assert offered_now[f"{desk.key}.{key}"].lacking == ()
        path, paper = papers.write(island, event, f"{desk.key}.{key}", island.actor())
        assert path.exists()
        assert docx(paper)
    (clock,) = (each for each in running(event.known, island.rules.clocks) if each.kind == "申请司法确认")
    assert clock.due == at("2026-12-21 17:30")  # 30 days end on Sunday the 20th and roll over


def test_a_matter_of_status_is_agreed_on_but_never_confirmed(island):
    event = ended(island, "婚姻家庭纠纷")
    names = [each.name for each in papers.offered(island, event)]
    assert "family.agreement" in names
    assert not [name for name in names if "confirm" in name]
    refused("paper_unknown", papers.write, island, event, "司法确认申请书", island.actor())
    assert not [each.kind for each in running(event.known, island.rules.clocks) if "确认" in each.kind]
    assert not [field.label for field in ALL["family"].fields if "确认" in field.label]


def test_a_paper_waits_for_the_agreement(island):
    event = act(island, register(island), Action.OPEN_CASE, department="邻里纠纷", case_basis="主动调解")
    refused("paper_lacking", papers.write, island, event, "neighbour.agreement", island.actor())
    ended_without = act(island, event, Action.END_CASE, case_result="未达成协议")
    refused("paper_lacking", papers.write, island, ended_without, "neighbour.confirmation", island.actor())


def test_an_agreement_names_both_sides_and_leaves_by_hand_what_the_ledger_has_no_place_for(island):
    event = ended(island, "邻里纠纷", neighbour_other="李四光", neighbour_other_phone="13987654321", neighbour_matter="噪声")
    _, paper = papers.write(island, event, "neighbour.agreement", island.actor())
    told = str(paper)
    assert all(word in told for word in ("张三", "李四光", "13987654321", "噪声", "壹仟贰佰元整", "〔2026〕人调字第3号"))
    assert "民族" not in told
    assert "身份证号" in told


def test_mediation_takes_about_a_month(island):
    event = act(island, register(island), Action.OPEN_CASE, department="消费纠纷", case_basis="主动调解")
    (clock,) = (each for each in running(event.known, island.rules.clocks) if each.kind == "调解期限")
    assert (clock.due, "各地可以另定" in clock.row) == (at("2026-12-21 17:30"), True)


def test_the_fields_are_searched_like_any_others(island):
    event = act(island, register(island), Action.FILL, consumer_seller="某健身馆", consumer_paid="3000", property_households="12")
    assert found(island, "经营者:健身 消费金额:3000..") == {event.no}
    assert found(island, "涉及户数:10..") == {event.no}
