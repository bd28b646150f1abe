"""The papers of a mediated case: what stands on them, why there can be none yet, and what a volume still lacks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from plugins.labour.papers import DESK as LABOUR
from plugins.mediation import documents as documents_of
from plugins.mediation.agreement import agreement, lacking
from plugins.mediation.desk import BLANK_NUMBER, Desk, number
from plugins.mediation.notices import DUTIES, EFFECT, RIGHTS
from plugins.mediation.volume import ITEMS, missing
from plugins.medical.papers import APPRAISAL_FROM, INSURER_FROM
from plugins.medical.papers import DESK as MEDICAL
from plugins.traffic.papers import DESK as TRAFFIC
from tests.ledger_tools import at
from tests.paper_tools import CATALOGUE, EMPTY, documents, full, said, step
from wangge.lifecycle import Action
from wangge.papers import Part
from wangge.published import Published, Statistics

LABELS = {
    *("调解申请书", "人民调解受理登记表", "权利义务告知书", "受理通知书", "不予受理通知书", "授权委托书", "调查笔录", "调解笔录"),
    *("调解协议书", "口头协议登记表", "终止调解告知书", "回访记录", "司法确认申请书", "结案报告表", "卷宗封面", "卷内目录"),
}
AGREED = {
    "case_at": at("2026-11-02 09:00"),
    "case_ended_at": at("2026-11-12 16:00"),
    "case_result": "达成协议",
    "agreed_amount": 3_600_000,
    "perform_by": "2026-12-31",
    "caller": "张三丰",
}
HOLDER = {"name": "李四", "relation": "配偶", "signed": "是"}


def table(*rows):
    return json.dumps(rows, ensure_ascii=False)


def told(*steps, statistics=None, **values):
    """A dossier of a case that ended with an agreement, and what is said of it beside."""
    known = {name: value for name, value in {**AGREED, **values}.items() if value is not None}
    return replace(EMPTY, values=known, steps=steps, statistics=statistics or Statistics())


def labour(*steps, **values):
    return told(*steps, labour_employer="某餐饮店", **values)


def traffic(**values):
    return told(traffic_liability="甲车全部责任", traffic_losses=table({"item": "医疗费", "amount": 3_600_000}), **values)


def medical(statistics=None, **values):
    return told(statistics=statistics, medical_hospital="某医院", **values)


def paper(name, dossier):
    """The text of a paper by `department.key`."""
    document = next(each for label, _of, each in documents() if label == name)
    return said(document.build(dossier))


def lacks(name, dossier):
    return next(each for label, _of, each in documents() if label == name).lacking(dossier)


@pytest.mark.parametrize("key", ["labour", "traffic", "medical"])
def test_every_desk_has_the_papers_of_mediation(key):
    department = next(each for each in CATALOGUE.departments if each.key == key)
    assert {document.label for document in department.documents} >= LABELS
    keys = [document.key for document in department.documents]
    assert len(keys) == len(set(keys))


def test_another_department_has_them_by_naming_itself():
    desk = Desk("邻里纠纷")
    assert {document.label for document in documents_of(desk)} == LABELS
    assert lacking(desk, told()) == ()
    text = said(agreement(desk, told()))
    assert "邻里纠纷调解协议书" in text
    assert "人民币（大写）叁万陆仟元整（￥36,000.00）" in text


@pytest.mark.parametrize(
    ("given", "shown"),
    [("〔2026〕劳调字第1号", "〔2026〕劳调字第1号"), ("3", "〔2026〕人调字第3号"), ("003", "〔2026〕人调字第3号"), (None, BLANK_NUMBER)],
)
def test_a_number_is_written_as_papers_write_it(given, shown):
    assert number(told(case_no=given)) == shown


def test_the_year_of_a_bare_number_is_that_of_the_case():
    assert number(replace(told(case_no="7", case_at=at("2025-12-31 23:00")), today=date(2026, 1, 5))) == "〔2025〕人调字第7号"


def test_an_agreement_has_what_the_law_asks_for():
    text = paper("labour.agreement", labour(labour_left="2026-06-30", labour_claims="付清六个月工资", labour_workers=table(WORKER)))
    for part in (
        *("姓名：张三丰", "民族：", "名称：某餐饮店", "请求：付清六个月工资"),
        "某餐饮店于2026年12月31日前向张三丰支付人民币（大写）叁万陆仟元整（￥36,000.00）。",
        *("双方劳动关系于2026年6月30日解除或者终止", "社会保险", "申请支付令", "劳动争议调解仲裁法》第十四条", "《人民调解法》第三十三条"),
        *("一式", "调解员", "记录人", "王五，3，18,000.00，16,000.00"),
    ):
        assert part in text


WORKER = {"name": "王五", "months": "3", "owed": 1_800_000, "agreed": 1_600_000}
UNSETTLED = {"name": "赵六", "months": "3", "owed": 1_800_000}


def test_only_those_who_settle_are_parties_of_the_list():
    text = paper("labour.agreement", labour(labour_workers=table(WORKER, UNSETTLED)))
    assert "王五" in text
    assert "赵六" not in text


def test_what_was_agreed_stands_in_the_agreement_as_the_last_meeting_had_it():
    meeting = step(Action.SESSION, "2026-11-10 09:00", proposal="分两期付清")
    assert "双方确认：分两期付清" in paper("labour.agreement", labour(meeting))


def test_an_agreement_without_money_says_so():
    text = paper("labour.agreement", labour(agreed_amount=0))
    assert "不涉及金钱给付" in text
    assert "￥" not in text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"case_result": "未达成协议"}, "案件没有以“达成协议”结束。"),
        ({"case_result": None}, "案件没有以“达成协议”结束。"),
        ({"agreed_amount": None}, "结束案件时没有登记协议金额（不涉及金钱的填 0）。"),
        ({"perform_by": None}, "结束案件时没有登记履行期限。"),
        ({"perform_by": "2026-11-11"}, "履行期限早于达成协议的日期。"),
        ({"caller": None}, "申请人没有姓名或者名称。"),
        ({"caller": "不愿提供"}, "申请人没有姓名或者名称。"),
        ({"labour_employer": None}, "被申请人没有姓名或者名称。"),
    ],
)
def test_an_agreement_that_lacks_something_says_what(values, sentence):
    assert lacks("labour.agreement", told(**{"labour_employer": "某餐饮店", **values})) == (sentence,)
    assert sentence in lacks("labour.confirmation", told(**{"labour_employer": "某餐饮店", **values}))


def test_ten_workers_need_representatives():
    assert "10 人" in lacks("labour.agreement", labour(labour_people=10))[0]
    assert lacks("labour.agreement", labour(labour_people=9)) == ()
    assert lacks("labour.agreement", labour(labour_people=10, labour_representatives="王五")) == ()
    assert len(lacks("labour.agreement", labour(labour_workers=table(*[UNSETTLED] * 10)))) == 1


def test_the_sums_of_the_workers_are_the_agreements():
    assert lacks("labour.agreement", labour(labour_workers=table(WORKER))) == (
        "工人名单的协商数合计 16,000.00 元，与协议金额 36,000.00 元不一致。",
    )
    assert lacks("labour.agreement", labour(labour_workers=table(WORKER), agreed_amount=1_600_000)) == ()


def test_a_traffic_agreement_has_what_article_93_asks_for():
    dossier = traffic(
        traffic_finding_no="第1号",
        traffic_injury="右腿骨折",
        traffic_advanced=500_000,
        traffic_holders=table({**HOLDER, "guardian": "李五"}),
        traffic_parties=table({"name": "王二", "vehicle": "轿车", "cover": "已投保"}),
        traffic_performed_by="转账",
    )
    text = paper("traffic.agreement", dossier)
    for part in ("调解依据", "认定书编号：第1号", "医疗费，36,000.00", "合计，36,000.00", "责任和比例：甲车全部责任", "履行方式：转账"):
        assert part in text
    for part in ("右腿骨折", "调解日期：2026年11月12日", "已垫付人民币5,000.00元", "监护人或代理人：李五", "王二，轿车"):
        assert part in text
    assert "王二于2026年12月31日前向李四支付" in text


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        ({"traffic_holders": table(HOLDER)}, ()),
        ({"traffic_holders": table({**HOLDER, "signed": "否"})}, ("赔偿权利人李四没有签字，也没有说明原因。",)),
        ({"traffic_holders": table({"name": "李四"})}, ("赔偿权利人李四没有签字，也没有说明原因。",)),
        ({"traffic_holders": table({**HOLDER, "signed": "否", "why": "在外地，已公证委托"})}, ()),
        ({"traffic_holders": table({**HOLDER, "minor": "是"})}, ("赔偿权利人李四是未成年人，没有登记监护人。",)),
        ({"traffic_holders": table({**HOLDER, "minor": "是", "guardian": "李五"})}, ()),
        ({"traffic_deaths": 1}, ("有人死亡，没有登记赔偿权利人。",)),
        ({"traffic_deaths": 0}, ()),
        ({"traffic_liability": None}, ("没有登记责任划分（《道路交通事故处理程序规定》第九十三条）。",)),
        ({"traffic_losses": None}, ("没有登记各项损失（同上）。",)),
    ],
)
def test_no_traffic_agreement_while_somebody_who_may_claim_has_not_signed(values, sentences):
    assert lacks(
        "traffic.agreement", replace(traffic(), values={k: v for k, v in {**traffic().values, **values}.items() if v is not None})
    ) == (sentences)


def figures(name, yuan):
    return Statistics({name: (Published(date(2026, 1, 1), yuan * 100, "本市规定第三十六条"),)})


def test_an_appraisal_is_asked_for_where_the_office_says_so():
    over = medical(figures(APPRAISAL_FROM, 100_000), medical_claim=10_000_000)
    (sentence,) = lacks("medical.agreement", over)
    assert "索赔金额 100,000.00 元达到 100,000.00 元" in sentence
    assert "本市规定第三十六条" in sentence
    assert lacks("medical.agreement", medical(figures(APPRAISAL_FROM, 100_000), medical_claim=9_999_999)) == ()
    assert lacks("medical.agreement", medical(medical_claim=10_000_000)) == ()
    appraised = {"medical_appraisal_from": "2026-10-01", "medical_appraisal_to": "2026-11-01"}
    assert lacks("medical.agreement", medical(figures(APPRAISAL_FROM, 100_000), medical_claim=10_000_000, **appraised)) == ()


def test_the_insurer_must_be_there_above_the_local_sum_and_no_appraisal_may_be_under_way():
    above = figures(INSURER_FROM, 10_000)
    assert "须有保险机构参加" in lacks("medical.agreement", medical(above, medical_claim=1_000_001))[0]
    assert lacks("medical.agreement", medical(above, medical_claim=1_000_000)) == ()
    assert lacks("medical.agreement", medical(above, medical_claim=1_000_001, medical_insurer_in="是")) == ()
    assert lacks("medical.agreement", medical(medical_appraisal_from="2026-11-01")) == ("“鉴定委托日期”以后还没有收到鉴定意见。",)


def test_a_patient_who_died_is_claimed_for_and_no_party():
    dossier = medical(medical_patients=table({"name": "死者"}), medical_holders=table(HOLDER), medical_insured="是", medical_sealed="是")
    text = paper("medical.agreement", dossier)
    assert "姓名：李四" in text
    assert "姓名：死者" not in text
    assert "医疗责任保险" in text
    assert "启封" in text
    assert "五份" in text
    assert "姓名：患者甲" in paper("medical.application", medical(medical_patients=table({"name": "患者甲"})))


def test_the_notice_of_rights_says_every_right_and_duty_with_its_article():
    for desk, name in ((LABOUR, "labour"), (TRAFFIC, "traffic"), (MEDICAL, "medical")):
        text = paper(f"{name}.rights", EMPTY)
        for line in (*RIGHTS, *DUTIES, *EFFECT, *desk.rights):
            assert line in text
            assert "条" in line


def test_a_case_is_told_to_be_taken_on_once_it_is_opened_and_not_before():
    assert lacks("labour.accepted", EMPTY) == ("案件还没有受理。",)
    assert lacks("labour.accepted", labour()) == ()
    assert lacks("labour.refused", EMPTY) == ()
    assert lacks("labour.refused", labour()) == ("案件已经受理。",)
    text = paper("labour.accepted", labour(case_basis="双方申请", applied_on="2026-10-30"))
    assert "2026年11月2日受理（双方申请）" in text
    assert "存根" in text


def test_the_reason_of_a_refusal_is_ticked():
    assert "☑材料不齐" in paper("medical.refused", replace(EMPTY, values={"medical_refusal": "材料不齐"}))


def test_the_end_without_agreement_is_told_with_the_roads_that_are_open():
    failed = labour(case_result="未达成协议", applied_on="2026-11-02", labour_matter="解除终止", labour_knew="2026-06-30")
    assert lacks("labour.ended", failed) == ()
    text = paper("labour.ended", failed)
    assert "☑双方未能达成协议" in text
    assert "劳动仲裁（可以申请，截至2027年11月2日）" in text
    assert "劳动监察投诉" not in text
    assert lacks("labour.ended", labour()) == ("案件以“达成协议”结束，不须告知终止。",)
    assert lacks("labour.ended", EMPTY) == ("案件还没有结束。",)
    assert "三个工作日" in paper("traffic.ended", traffic(case_result="未达成协议"))


def test_every_meeting_has_a_sheet_of_its_own():
    meetings = (
        step(Action.SESSION, "2026-11-10 09:30", note="双方到场", claims="付清工资", proposal="分期"),
        step(Action.SESSION, "2026-11-12 14:00", note="双方同意", proposal="一次付清"),
    )
    document = next(each for label, _of, each in documents() if label == "labour.sessions")
    made = document.build(labour(*meetings))
    assert sum(isinstance(block, Part) for block in made.blocks) == 1
    text = said(made)
    for part in ("时间：2026年11月10日9时30分", "双方陈述：双方到场", "诉求：付清工资", "调解意见：一次付清", "☑另定时间调解", "☑达成协议"):
        assert part in text
    assert said(document.build(EMPTY)).count("双方陈述") == 1


def test_a_visit_tells_what_was_performed():
    assert lacks("labour.visit", labour(case_result="终止调解"))
    assert "☑部分履行" in paper("labour.visit", labour(paid_amount=100))
    assert "☑已全部履行" in paper("labour.visit", labour(paid_amount=3_600_000))


def test_a_volume_lists_thirteen_items_and_what_the_ledger_knows_of_each():
    assert len(ITEMS) == 13
    assert sum(item.must for item in ITEMS) == 6
    assert missing(EMPTY) == ("申请书或者受理登记表", "权利义务告知书", "当事人身份证明", "调解笔录", "调解协议书或者终止调解告知书")
    there = (
        step(Action.PRINT, "2026-11-02 10:00", paper="调解申请书"),
        step(Action.PRINT, "2026-11-02 10:01", paper="权利义务告知书"),
        step(Action.ATTACH, "2026-11-02 10:02", file="双方身份证.pdf"),
        step(Action.PRINT, "2026-11-12 10:00", paper="调解笔录"),
        step(Action.PRINT, "2026-11-12 16:10", paper="调解协议书"),
        step(Action.PERFORM, "2026-11-18 09:00", paid=100),
    )
    text = paper("labour.contents", labour(*there))
    assert missing(labour(*there)) == ()
    assert "必备材料在台账中均有记录" in text
    assert "3，当事人身份证明，必须，☑，附件：双方身份证.pdf" in text
    assert "8，调解协议书或者终止调解告知书，必须，☑，调解协议书　2026年11月12日打印" in text
    assert "9，履行凭证，按需，☑，台账登记履行1次，凭证待附" in text
    assert "调解笔录" in paper("labour.contents", labour(*there[:3]))
    assert "没有打印或者附件记录的必备材料：调解笔录、调解协议书" in paper("labour.contents", labour(*there[:3]))


def test_a_paper_is_no_printed_paper_of_another_name():
    assert "调解协议书或者终止调解告知书" in missing(labour(step(Action.PRINT, "2026-11-12 16:10", paper="调解申请书")))


def test_what_is_sealed_or_copied_is_listed_with_room_for_more():
    text = paper(
        "medical.sealing", medical(medical_sealed_list=table({"item": "住院病历", "pages": "120页", "form": "复制件", "done": "封存"}))
    )
    assert "住院病历，120页，复制件，封存" in text


def test_no_paper_says_none_or_shows_a_field_that_is_not_there():
    for name, label, document in documents():
        for dossier in (EMPTY, full(label)):
            text = said(document.build(dossier))
            assert "None" not in text, name
            assert "labour_" not in text, name
