"""What plugins brought is called when a person asks: their answers are used, and what goes wrong in them is told as theirs."""

import sys
from dataclasses import replace

import pytest
from screens import console

from console import arithmetic
from console.reporting import month_report
from wangge import Calculator, Duty, Field, Kind, ReportKind, Scheme, ScoreItem, Suggester, Suggestion
from wangge.catalogue import Catalogue
from wangge.errors import WanggeError
from wangge.query import parse
from wangge.records import Event, Life
from wangge.score import score

RINK = Suggestion(Duty("冰场", "文体", "文体中心"), "文中提到滑冰")
EVENT = Event(1, 1, {"no": "WG1", "state": "待受理", "worker": "张三", "text": "滑冰场关门了"})


def fails(*_):
    raise ZeroDivisionError("1/0")


def failure(call):
    with pytest.raises(WanggeError) as caught:
        call()
    assert caught.value.code == "plugin_failed"
    return str(caught.value)


def test_the_first_suggester_that_has_an_answer_is_heard():
    silent, other = Suggester("无", lambda _: None), Suggester("又", lambda _: replace(RINK, why="又一个"))
    assert Catalogue(suggesters=(silent, Suggester("冰", lambda _: RINK), other)).suggestion(EVENT) is RINK
    assert Catalogue(suggesters=(silent,)).suggestion(EVENT) is None


@pytest.mark.parametrize("broken", [fails, lambda _: "文体中心"])
def test_a_suggester_that_fails_is_named(broken):
    assert "冰场建议" in failure(lambda: Catalogue(suggesters=(Suggester("冰场建议", broken),)).suggestion(EVENT))


class EndsEverythingError(BaseException):
    """Not even an Exception."""


@pytest.mark.parametrize("error", [SystemExit(0), GeneratorExit(), EndsEverythingError("x")])
def test_whatever_a_plugin_raises_is_its_failure(error):
    def raises(_):
        raise error

    assert "冰场建议" in failure(lambda: Catalogue(suggesters=(Suggester("冰场建议", raises),)).suggestion(EVENT))


def test_what_a_plugin_prints_later_does_not_get_into_an_answer(capsys):
    assert Catalogue(suggesters=(Suggester("冰场建议", lambda _: sys.stdout.write("noise") and RINK),)).suggestion(EVENT) is RINK
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("broken", [fails, lambda _: "是"])
def test_a_score_item_that_fails_is_named(broken):
    scheme = Scheme("试行", (ScoreItem("随手拍", 10, broken, "拍了就算"),))
    assert "随手拍" in failure(lambda: list(score(scheme, [Life(EVENT, ())], lambda _: True)))


def test_a_calculator_takes_the_rows_that_the_case_knows_in_the_unit_in_which_they_are_typed():
    columns = (Field("period", "期间"), Field("price", "单价", Kind.DECIMAL), Field("charged", "已收", Kind.MONEY))
    bills = Field("bills", "账单", Kind.TABLE, columns=columns)
    calculator = Calculator("refund", "退还", (bills,), fails, takes={"bills": "water_bills"})
    kept = bills.clean([{"期间": "一月；补收", "单价": "0.538", "已收": "1,096"}, {"已收": "7.5"}])
    known = arithmetic.known(calculator, bills, {"water_bills": kept})
    assert known == "一月 补收\t0.538\t1096.00\n\t\t7.50"
    assert bills.clean(known) == kept.replace("；", " ")
    assert arithmetic.known(calculator, bills, {"water_bills": "＊" * 8}) == arithmetic.known(calculator, bills, {}) == ""


@pytest.mark.parametrize(("kept", "typed"), [(123_450, "1,234.50"), ("＊" * 8, ""), (None, "")])
def test_a_calculator_takes_an_amount_that_is_not_masked(kept, typed):
    paid = Field("paid", "已付", Kind.MONEY)
    assert arithmetic.known(Calculator("rest", "余款", (paid,), fails, takes={"paid": "water_paid"}), paid, {"water_paid": kept}) == typed


@pytest.mark.parametrize("broken", [fails, lambda *_: None])
def test_a_report_that_fails_is_named(office, broken):
    office.catalogue = replace(office.catalogue, reports=(ReportKind("rink", "冰场月报", broken),))
    assert "冰场月报" in failure(lambda: month_report(office, "2026-11", name="rink"))


async def test_a_card_that_fits_no_row_shows_what_a_plugin_proposes(office):
    office.catalogue = replace(
        office.catalogue, suggesters=(Suggester("冰", lambda event: RINK if "滑冰" in event.text("text") else None),)
    )
    office.ledger.register({"text": "滑冰场关门了", "source": "窗口来访"}, office.actor())
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        text = await shown()
        assert "文体中心" in text
        assert "文中提到滑冰" in text
        await pilot.press("enter")
        await shown()
    (event,) = office.queries.each(parse("滑冰", office.catalogue.fields()))
    assert (event.text("unit"), event.text("category")) == ("文体中心", "文体")
