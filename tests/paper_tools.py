"""What the tests of papers share: dossiers with everything and with nothing in them, and a paper's text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from plugins.manager import load
from tests.ledger_tools import at
from wangge.catalogue import Catalogue
from wangge.field import Field, Kind, Value
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, State
from wangge.papers import Dossier, Grid, Pairs, Paper, Part, Signatures, Text
from wangge.records import Step

CATALOGUE = load()
FIELDS: Mapping[str, Field] = {**{field.name: field for field in CATALOGUE.fields()}, **BY_NAME}
TODAY = date(2026, 11, 20)
EMPTY = Dossier({}, FIELDS, "东街街道网格中心", TODAY)


SAMPLES: Mapping[Kind, Value] = {
    Kind.TIME: at("2026-11-02 09:30"),
    Kind.DAY: "2026-11-05",
    Kind.NUMBER: 3,
    Kind.DECIMAL: "2.5",
    Kind.MONEY: 3_600_000,
    Kind.PERSON: "张三丰",
    Kind.PHONE: "13812345678",
}


def sample(field: Field) -> Value:
    """Something that the field takes."""
    if field.choices:
        return field.choices[0]
    if field.kind is Kind.TABLE:
        rows = [{column.name: sample(column) for column in field.columns} for _ in range(2)]
        return json.dumps(rows, ensure_ascii=False)
    if field.kind is Kind.TEXT:
        return f"{field.label}：要求付清拖欠的工资，双方对数额没有争议，对支付的时间和方式意见不一。" * 2
    return SAMPLES.get(field.kind, field.label)


def step(action: Action, wall: str, **told: Value) -> Step:
    """A step that tells these fields."""
    changes = {name: value for name, value in told.items() if name in FIELDS and FIELDS[name].told}
    return Step(
        *(1, action, State.HANDLING, State.HANDLING, at(wall), True, at(wall), "小王", "人民调解委员会", "小王", "console", "d"),
        changes,
        {name: value for name, value in told.items() if name not in changes},
    )


STEPS = (
    step(Action.DISPATCH, "2026-11-03 09:00", due_at=at("2026-11-10 17:30"), note="请依法调查处理，并答复反映人。"),
    step(Action.ASK_DELAY, "2026-11-04 09:00", days=5, reason="须等鉴定意见。"),
    step(Action.ASK_SUSPEND, "2026-11-04 10:00", reason="拆迁地块，待整体改造。"),
    step(Action.SUSPEND, "2026-11-04 11:00", review_on=at("2027-03-01 09:00"), reason="同意"),
    step(Action.RETURN, "2026-11-05 09:00", reason="不属于本单位职责。"),
    step(Action.SUPERVISE, "2026-11-06 09:00", note="逾期未办。"),
    step(Action.SUPERVISE_REPLY, "2026-11-07 09:00", note="已约双方到场。"),
    step(Action.WHISTLE, "2026-11-08 09:00", departments="市场监管所、环保所", reason="多部门职责交叉", meet_at=at("2026-11-08 14:00")),
    step(Action.ARRIVE, "2026-11-08 09:20", departments="市场监管所"),
    step(Action.CONFER, "2026-11-08 15:00", result_note="执法中队劝离，环保所测油烟。", absent="环保所"),
    step(Action.REFUSE, "2026-11-09 09:00", reason="涉及诉讼", reason_code="依法应走诉讼"),
    step(Action.OPEN_CASE, "2026-11-09 10:00"),
    step(Action.SESSION, "2026-11-10 09:30", note="双方到场，核对了工资表。", claims="付清六个月工资。", proposal="分两期付清。"),
    step(Action.SESSION, "2026-11-12 14:00", note="双方同意分期。", claims="年底前付清。", proposal="十二月底前一次付清。"),
    step(Action.END_CASE, "2026-11-12 16:00", reason="双方自愿达成协议。"),
    step(Action.PERFORM, "2026-11-18 09:00", paid=1_000_000, note="银行转账"),
    step(Action.CALL_BACK, "2026-11-19 09:00", note="已收到第一笔，没有新的争议。", satisfaction="满意"),
    step(Action.PRINT, "2026-11-19 10:00", paper="调解协议书"),
)


def full(department: str = "") -> Dossier:
    """A dossier in which every field of the event and of all departments says something."""
    values = {name: sample(field) for name, field in FIELDS.items()}
    told = {
        "no": "WG202611200001",
        "text": "申请人在某餐饮店工作，店方拖欠六个月工资，多次催讨未果。" * 3,
        "title": "某餐饮店拖欠工资",
        "state": State.REFUSED,
        "caller": "张三丰",
        "unit": "司法所",
        "case_no": "〔2026〕人调字第3号",
        "case_result": "达成协议",
        "agreed_amount": 3_600_000,
        "perform_by": "2026-12-31",
        "department": department or None,
    }
    values = {name: value for name, value in {**values, **told}.items() if value is not None and name != "secrecy"}
    return replace(EMPTY, values=values, steps=STEPS)


def documents(catalogue: Catalogue = CATALOGUE) -> Iterator[tuple[str, str, object]]:
    """Every paper there is: its name, whose it is, and the document."""
    for document in catalogue.documents:
        yield f"event.{document.key}", "", document
    for department in catalogue.departments:
        for document in department.documents:
            yield f"{department.key}.{document.key}", department.label, document


def lines(paper: Paper) -> list[str]:
    """All that stands on a paper, piece by piece."""
    found = [paper.title, paper.number]
    for block in paper.blocks:
        match block:
            case Text(text):
                found.append(text)
            case Pairs(pairs):
                found += [f"{name}：{value}" for name, value in pairs]
            case Grid(headers, rows):
                found += ["，".join(row) for row in (headers, *rows)]
            case Signatures(people, seal, day):
                found += [*people, seal, day if seal else ""]
            case Part(title, number):
                found += [title, number]
    return [line for line in (*found, *paper.foot) if line]


def said(paper: Paper) -> str:
    """The same as one text."""
    return "\n".join(lines(paper))
