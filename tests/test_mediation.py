"""The mediation room: who fits a case and who must stay away, and a library in which nobody can be found."""

import json

import pytest

from console import mediation
from console.screens.case import CaseScreen
from console.widgets.ask import Ask, Pick
from tests.ledger_tools import act, at, command, refused, register
from tests.screens import console, screen_text, until
from wangge.library import draft
from wangge.lifecycle import Action
from wangge.mediators import Mediator, candidates

REGISTER = """姓名,工作单位,专长,片区,金牌
老陈,东街司法所,劳动争议、欠薪,东园社区,是
王建国,某餐饮店,劳动争议,,
李平,东街调委会,邻里、婚姻,东园社区,
张明,东街调委会,劳动争议,,
"""


@pytest.fixture
def room(office, tmp_path):
    path = tmp_path / "调解员.csv"
    path.write_text(REGISTER, encoding="utf-8")
    people, problems = mediation.read_register(office, path)
    assert not problems
    mediation.bring_register(office, path, people, office.actor())
    return office


def case(office, **given):
    event = register(office, text="张明反映餐饮店欠薪，电话13812345678", community="东园社区", subcategory="劳动争议", **given)
    act(office, event, Action.FILL, labour_employer="某餐饮店")
    return act(office, event, Action.OPEN_CASE, department="劳动争议", case_basis="主动调解")


def test_who_knows_the_matter_and_the_place_and_is_free_comes_first(room):
    ranked = mediation.rank(room, case(room))
    assert [each.mediator.name for each in ranked] == ["老陈", "李平", "张明", "王建国"]
    assert [str(reason) for reason in ranked[0].reasons] == ["专长“劳动争议”", "负责“东园社区”", "金牌调解员", "在办 0 件"]


def test_a_partys_own_people_and_namesakes_are_to_stay_away(room):
    conflicts = {each.mediator.name: [str(text) for text in each.conflicts] for each in mediation.rank(room, case(room)) if each.conflicts}
    assert conflicts == {"王建国": ["工作单位“某餐饮店”是当事人"], "张明": ["与当事人同名，请核对是不是本人"]}


def test_a_masked_name_is_compared_where_it_is_not_masked(room):
    event = case(room, caller="老陈")
    assert event["caller"] != "老陈"
    assert next(each for each in mediation.rank(room, event) if each.mediator.name == "老陈").conflicts


def test_cases_under_way_count_against_and_ended_ones_do_not(room):
    first = case(room)
    act(room, first, Action.ASSIGN, mediator="老陈", recusal="无应回避情形，已签声明")
    assert next(each for each in mediation.rank(room, case(room)) if each.mediator.name == "老陈").load == 1
    act(room, first, Action.END_CASE, case_result="终止调解")
    assert next(each for each in mediation.rank(room, case(room)) if each.mediator.name == "老陈").load == 0
    refused("action_needs", act, room, case(room), Action.ASSIGN, mediator="老陈")


def test_who_is_better_but_busy_gives_way():
    known = (Mediator("甲", specialities=("邻里",)), Mediator("乙"))
    order = [each.mediator.name for each in candidates(known, {"department": "邻里纠纷"}, {"甲": 5}, ())]
    assert order == ["乙", "甲"]


def test_a_register_with_a_wrong_table_is_refused_and_the_old_one_stays(room, tmp_path):
    path = tmp_path / "别的.csv"
    path.write_text("编号,内容\n1,漏水\n", encoding="utf-8")
    refused("list_none", mediation.read_register, room, path)
    assert len(mediation.register(room)) == 4


def ended(office, event, **given):
    return act(office, event, Action.END_CASE, case_result="达成协议", **given)


def test_a_draft_hides_names_numbers_and_places_and_a_person_releases_it(room):
    terms = "某餐饮店付清工资，于东园路12号领取，单号LD20260001"
    event = ended(room, case(room, place="东园路12号"), agreed_terms=terms, settled_level="社区")
    told = draft(event.known)
    for secret in ("138", "某餐饮店", "东园路12号", "LD20260001"):
        assert secret not in told
    assert not list(mediation.library(room, ()))
    act(room, event, Action.RELEASE_CASE, case_summary="餐饮业欠薪，分两期付清，社区当场见证")
    (found,) = mediation.library(room, ("欠薪", "劳动"))
    assert (found.kind, found.level, found.month) == ("劳动争议", "社区", "2026-11")
    assert not list(mediation.library(room, ("漏水",)))


@pytest.mark.parametrize(
    ("summary", "what"),
    [("王小明欠薪一案", "反映人"), ("某餐饮店欠薪", "用人单位"), ("联系 13800001111", "号码"), ("工友李大伟也领到了", "姓名")],
)
def test_a_summary_that_names_a_party_is_not_released(room, summary, what):
    event = case(room, caller="王小明")
    act(room, event, Action.FILL, labour_workers='[{"name": "李大伟", "months": 3}]')
    ended(room, event)
    assert refused("library_named", act, room, event, Action.RELEASE_CASE, case_summary=summary).params["what"] == what


def test_what_the_law_or_a_person_keeps_secret_is_not_released(room):
    medical = act(room, register(room, text="术后纠纷"), Action.OPEN_CASE, department="医疗纠纷", case_basis="主动调解")
    secret = case(room)
    act(room, secret, Action.SECLUDE, reason="本人要求")
    for event in (medical, secret):
        ended(room, event)
        refused("library_secret", act, room, event, Action.RELEASE_CASE, case_summary="一般经验")


def test_a_case_that_becomes_secret_later_leaves_the_library(room):
    event = ended(room, case(room))
    act(room, event, Action.RELEASE_CASE, case_summary="一般经验")
    act(room, event, Action.SECLUDE, reason="本人要求")
    assert not list(mediation.library(room, ()))


def test_what_was_agreed_has_a_clock_until_it_is_paid(room):
    event = case(room)
    act(room, event, Action.END_CASE, case_result="达成协议", agreed_amount="100", perform_by="2026-11-30")
    clocks = {each.kind: each.due for each in room.queries.clocks(event)}
    assert clocks["履行"] == at("2026-11-30 23:59:59")
    act(room, event, Action.PERFORM, paid="100")
    assert "履行" not in {each.kind for each in room.queries.clocks(event)}


async def test_the_room_offers_the_fitting_mediator_with_why_by_keys(room):
    event = case(room)
    async with console(room) as (pilot, shown):
        pilot.app.push_screen(CaseScreen(event.no))
        await shown()
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        assert "老陈　专长“劳动争议”，负责“东园社区”" in screen_text(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        pilot.app.screen.query_one("#recusal").focus()
        await pilot.press("1", "f4")
        await until(pilot, lambda: room.queries.event(event.no).known.get("mediator") == "老陈")


def test_the_commands_say_the_same(room, capsys, tmp_path):
    event = case(room)
    folder = str(room.folder)
    room.close()
    assert command("--office", folder, "mediators", event.no, "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "老陈"
