"""The forms of the traffic and the medical desk: which headers bring what, what is masked, what is never asked."""

import csv

import pytest

from importers.columns import Headers
from plugins import medical, traffic
from tests.ledger_tools import rows
from wangge.field import Kind
from wangge.fields import EVENT_FIELDS, FORBIDDEN_HEADERS

DESKS = {"traffic": traffic, "medical": medical}
FIELDS = (*traffic.FIELDS, *medical.FIELDS)
COLUMNS = [column for field in FIELDS for column in field.columns]
HEADERS = Headers((*EVENT_FIELDS, *FIELDS))
PERSONAL = ("身份证", "驾驶证", "电话", "住址", "号牌", "姓名", "病案号", "伤残", "住院", "损害后果", "代理人", "凭证号")


@pytest.mark.parametrize(("header", "name"), [(header, each.name) for each in FIELDS for header in (each.label, *each.synonyms)])
def test_every_label_and_synonym_brings_its_field(header, name):
    (column,) = HEADERS.match([header]).columns
    assert column.field is not None
    assert column.field.name == name


def test_a_field_carries_its_desks_name_and_no_two_have_one_label():
    for key, desk in DESKS.items():
        assert all(field.name.startswith(f"{key}_") for field in desk.FIELDS)
    labels = [field.label for field in (*EVENT_FIELDS, *FIELDS)]
    assert len(labels) == len(set(labels))


def test_nobody_is_asked_for_what_the_ledger_has_no_place_for():
    asked = {header for field in (*FIELDS, *COLUMNS) for header in (field.label, *field.synonyms)}
    assert not asked & FORBIDDEN_HEADERS.keys()
    assert not [header for header in asked if "族" in header or "籍" in header]


def test_what_tells_of_a_person_is_masked_and_a_table_column_by_column():
    for field in (*FIELDS, *COLUMNS):
        if field.kind is not Kind.TABLE and any(word in field.label for word in PERSONAL):
            assert field.sensitive, field.label
    for field in FIELDS:
        assert not (field.kind is Kind.TABLE and field.sensitive), f"{field.label}: masked as a whole, no paper can be asked what it lacks"


def test_the_ledger_shows_of_a_person_only_the_mask(office):
    told = {
        "text": "两车相撞",
        "source": "窗口来访",
        "号牌": "浙B12345",
        "驾驶证号": "11010519491231002X",
        "伤亡情况": "右腿骨折",
        "事故赔偿权利人": "张三\t配偶\t11010519491231002X\t\t是",
        "赔偿总额": "8.5万",
        "认定日期": "2026-5-1",
        "责任划分": "主要责任",
    }
    event = office.ledger.register(told, office.actor())
    assert (event.extra["traffic_total"], event.extra["traffic_found"]) == (8_500_000, "2026-05-01")
    kept = str(rows(office, "SELECT extra FROM events"))
    for secret in ("12345", "11010519491231002X", "张三", "骨折"):
        assert secret not in kept
    assert office.ledger.reveal(event.no, "traffic_plate", "核对车辆", office.actor()) == "浙B12345"
    assert "张三" in office.ledger.reveal(event.no, "traffic_holders", "核对权利人", office.actor())


@pytest.mark.needs("data")
@pytest.mark.parametrize(("desk", "count"), [(traffic, 31), (medical, 28)], ids=["traffic", "medical"])
def test_the_rows_of_a_real_export_are_offered_to_their_desk(data, desk, count):
    (path,) = (data / "haishu-grid").glob("*11*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        kinds = [row["二级分类"] for row in csv.DictReader(file)]
    assert sum(kind in desk.CATEGORIES for kind in kinds) == count
