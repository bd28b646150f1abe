"""Unpaid wages: a line for every worker, the sum, and what follows from numbers and amounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.unpaid import CALCULATOR
from tests.labour_tools import TODAY, made, wrong, yuan
from wangge.calculators import reckon
from wangge.published import Published, Statistics


def people(number, **each):
    return [{"name": f"张{place}", **each} for place in range(number)]


@pytest.mark.parametrize(
    ("workers", "more", "total"),
    [
        pytest.param("张三\t\t3\t18000", {}, "18000", id="劳动法50条 应发"),
        pytest.param("张三\t\t3\t18000\t\t2000", {}, "16000", id="劳动法50条 减已付"),
        pytest.param("张三\t\t3\t18000\t16000\t2000\t是", {}, "14000", id="劳动法50条 协商的按协商"),
        pytest.param("张三\t\t3\t18000\t16000\t16000\t是", {}, "0", id="劳动法50条 已付清"),
        pytest.param("张三\t\t\t\t500", {}, "500", id="劳动法50条 只有协商数"),
        pytest.param("张三\t\t\t100.10\n李四\t\t\t200.20", {}, "300.30", id="工资支付暂行规定9条 两人合计"),
        pytest.param("姓名\t应发\t已付\n张三\t1.2万\t0.2万", {}, "10000", id="农民工条例15条 带表头粘贴"),
        pytest.param("张三\t\t\t10000", {"disobeyed": "是", "penalty": 50}, "15000", id="劳动合同法85条 百分之五十"),
        pytest.param("张三\t\t\t10000", {"disobeyed": "是", "penalty": 100}, "20000", id="劳动合同法85条 百分之一百"),
        pytest.param("张三\t\t\t3333.33", {"disobeyed": "是", "penalty": 75}, "5833.33", id="监察条例26条 按尚欠数、四舍五入"),
        pytest.param("张三\t\t\t100\t\t100", {"disobeyed": "是", "penalty": 75}, "0", id="监察条例26条 付清的没有加付"),
        pytest.param("张三\t\t\t10000", {"disobeyed": "是"}, "10000", id="劳动合同法85条 不填比例不加付"),
    ],
)
def test_what_is_owed_as_the_articles_say(workers, more, total):
    assert made(CALCULATOR, workers=workers, **more).total == round(float(total) * 100)


def test_a_worker_is_named_on_the_paper_as_records_name_people():
    told = [{"name": "欧阳娜娜", "phone": "13812345678", "owed": "1", "months": "2.5"}, {"owed": "2"}]
    found = made(CALCULATOR, workers=told)
    assert [line.label for line in found.lines] == ["1　欧阳**", "2　未具名", "人数和尚欠合计"]
    assert found.lines[0].formula == "2.5 个月，应发 1.00"
    assert "13812345678" not in repr(found)
    assert "娜娜" not in repr(found)


def test_people_are_counted_and_an_unsigned_sum_is_doubted():
    found = made(CALCULATOR, workers="张三\t\t3\t900\t800\t\t是\n李四\t\t3\t900\t800\t\t否\n王五\t\t3\t900\t\t900")
    assert found.lines[-1].formula == "共 3 人，已签字 1 人，已付清 1 人，尚欠 1,600.00"
    assert ["签字" in line.doubt for line in found.lines[:3]] == [False, True, False]


@pytest.mark.parametrize(
    ("workers", "more", "said", "there"),
    [
        pytest.param(people(9, owed="1"), {}, "推举代表", False, id="调解仲裁法7条 九人"),
        pytest.param(people(10, owed="1"), {}, "推举代表", True, id="调解仲裁法7条 十人"),
        pytest.param(people(10, owed="1", paid="1"), {}, "推举代表", False, id="调解仲裁法7条 已付清的没有请求"),
        pytest.param(people(9, owed="1"), {}, "当日上报", False, id="本地规定 九人不报"),
        pytest.param(people(10, owed="1"), {}, "当日上报", True, id="本地规定 十人当日报"),
        pytest.param(people(5, owed="1"), {"report_from": 5}, "当日上报", True, id="本地规定 五人起报"),
        pytest.param(people(1, owed="1"), {"construction": "是"}, "总承包单位先行清偿", True, id="农民工条例30条 工程建设领域"),
        pytest.param(people(1, owed="1"), {}, "总承包单位先行清偿", False, id="农民工条例30条 其他领域"),
        pytest.param(people(1, owed="9000", months="2.5"), {}, "拒不支付劳动报酬", False, id="法释〔2013〕3号3条 不满三个月"),
        pytest.param(people(1, owed="4999.99", months="3"), {}, "拒不支付劳动报酬", False, id="法释〔2013〕3号3条 不到五千"),
        pytest.param(people(1, owed="5000", months="3"), {}, "一人三个月以上且达 5,000.00 元", True, id="法释〔2013〕3号3条 三个月五千"),
        pytest.param(
            people(1, owed="15000", months="3"), {"crime_one": "20000"}, "拒不支付劳动报酬", False, id="法释〔2013〕3号3条 省定两万"
        ),
        pytest.param(people(10, owed="2999.99"), {}, "拒不支付劳动报酬", False, id="法释〔2013〕3号3条 十人不到三万"),
        pytest.param(people(10, owed="3000"), {}, "十人以上且合计达 30,000.00 元", True, id="法释〔2013〕3号3条 十人三万"),
        pytest.param(people(9, owed="9000"), {}, "拒不支付劳动报酬", False, id="法释〔2013〕3号3条 九人"),
        pytest.param(people(2, owed="600"), {"minimum_wage": "50"}, "都不超过", True, id="调解仲裁法47条 每人各算"),
        pytest.param(people(2, owed="600.01"), {"minimum_wage": "50"}, "有 2 项请求超过", True, id="调解仲裁法47条 超过"),
    ],
)
def test_what_follows_is_remarked(workers, more, said, there):
    assert (said in "".join(made(CALCULATOR, workers=workers, **more).remarks)) is there


def test_the_thresholds_of_the_province_are_settings():
    figures = Statistics({"crime_one": (Published(TODAY, 1_000_000, "某省高院"),), "crime_many": (Published(TODAY, 6_000_000),)})

    def remarks(owed):
        return "".join(reckon(CALCULATOR, {"workers": people(1, owed=owed, months="3")}, figures, TODAY).remarks)

    assert "拒不支付" not in remarks("9999")
    assert "10,000.00 元" in remarks("10000")
    assert "下限" not in remarks("10000")


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"workers": "张三\t\t3\t100\t\t200"}, "已付", "不能多于应付的 100.00 元"),
        ({"workers": "张三\t\t3\t300\t100\t200"}, "已付", "不能多于应付的 100.00 元"),
        ({"workers": "张三\t\t3"}, "应发", "应发和协商至少填一项"),
        ({"workers": "张三\t\t601\t1"}, "月数", "须在 0 到 600 之间"),
        ({"workers": "张三\t\t3\t10000001"}, "应发", "须在 0 到 10,000,000 之间"),
        ({"workers": "张三\t\t3\t-5"}, "应发", "须是不小于 0 的金额，单位为元，如 8000、8,000.50、1.2万"),
        ({"workers": "张三\t\t3\t5\t\t\t签了"}, "是否签字", "只能填是、否"),
        ({"penalty": 49}, "加付赔偿金比例（%）", "须在 50 到 100 之间"),
        ({"penalty": 101}, "加付赔偿金比例（%）", "须在 50 到 100 之间"),
        ({"penalty": 50}, "加付赔偿金比例（%）", "劳动行政部门责令限期支付、逾期仍未付的，才有加付赔偿金"),
        ({"crime_one": "4000"}, "拒不支付劳动报酬：一人的数额标准", "须在 5,000 到 20,000 之间"),
    ],
)
def test_a_wrong_input_is_refused_with_what_is_allowed(given, label, reason):
    assert wrong(CALCULATOR, **{"workers": "张三\t\t\t100", **given}) == (label, reason)


AMOUNTS = st.integers(0, 1_000_000).map(lambda fen: Decimal(fen) / 100)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=12), st.integers(50, 100))
def test_the_sum_is_what_every_worker_has_not_been_paid_and_the_penalty_at_most_doubles_it(told, percent):
    workers = [{"owed": str(max(pair)), "paid": str(min(pair))} for pair in told]
    owed = sum(max(pair) - min(pair) for pair in told)
    assert yuan(CALCULATOR, workers=workers) == owed
    assert owed <= yuan(CALCULATOR, workers=workers, disobeyed="是", penalty=percent) <= 2 * owed
