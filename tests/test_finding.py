"""Finding: every kind of term finds what a recount in Python finds, and what a person typed is never SQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.office import SETTINGS
from db import finding, names
from db.search import searchable
from tests.ledger_tools import at, bring, everything, found, holding, planned, refused, rows
from wangge.errors import Phrase, WanggeError
from wangge.lifecycle import OPEN_STATES, Action, State
from wangge.pinyin import Reading, sort_key
from wangge.query import MOST_TERMS, And, Filter, Literal, Not, Or, Range, Word, parse

ROWS = (
    {"category": "其他", "community": "东街社区", "state": "处置中", "unit": "司法所", "due_at": "2026-11-20 11:00"},
    {"category": "其他纠纷", "community": "公众社区", "state": "处置中", "unit": "司法所", "due_at": "2026-11-20 17:30"},
    {"category": "矛盾纠纷", "community": None, "state": "待签收", "unit": "综合执法中队", "due_at": "2026-11-21 17:30"},
    {
        "category": None,
        "community": "西街社区",
        "state": "已归档",
        "unit": "司法所",
        "done_at": "2026-11-19 09:00",
        "due_at": "2026-11-18 17:30",
    },
    {"category": "安全隐患", "community": "东街社区", "state": "待核查", "done_at": "2026-11-17 09:00", "due_at": "2026-11-18 17:30"},
    {"category": "100%_真'的\"假", "community": "东街社区", "state": "待受理", "tier": "三级", "reported_at": "2026-10-31 23:59"},
    {"category": "安全隐患", "community": "东街社区", "state": "已上报上级", "reported_at": "2026-10-01 00:00", "source": "110非警务"},
    {"category": "劳动争议", "text": "拖欠工资Overtime，楼上漏水", "labour_employer": "东街建筑公司", "labour_people": 12, "urges": 2}
    | {"labour_unpaid": 1_000_000, "labour_hired": "2025-03-01", "labour_workers": '[{"months":"3","name":"王某"}]'},
    {
        "category": "劳动争议",
        "text": "拖欠工资",
        "labour_employer": "东街建筑",
        "labour_people": 3,
        "labour_unpaid": 1_000_001,
        "labour_hired": "2026-03-31",
        "state": "处置中",
        "due_at": "2026-11-20 12:00",
    },
)


@pytest.fixture
def ledger(office):
    """One event for every row, all of them standing before the clock's noon of 2026-11-20."""
    told = [{name: at(value) if name.endswith("_at") else value for name, value in row.items()} for row in ROWS]
    bring(office, [planned(number, **row) for number, row in enumerate(told)])
    return office


def recount(office, holds):
    return {event.no for event in everything(office) if holds(event)}


def holds_one_of(name, *values):
    return lambda event: event[name] in values


NOW = at("2026-11-20 12:00")
TERMS = {
    "类别:其他": holds_one_of("category", "其他"),
    "类别:纠纷": holds_one_of("category", "其他纠纷", "矛盾纠纷"),
    "category:其他纠纷": holds_one_of("category", "其他纠纷"),
    "类别:其他|矛盾纠纷": holds_one_of("category", "其他", "矛盾纠纷"),
    "-类别:其他": lambda event: event["category"] != "其他",
    "-到期:今日": lambda event: not at("2026-11-20") <= event.text("due_at") < at("2026-11-21"),
    "-时限:按期": lambda event: not "" < event.text("done_at") <= event.text("due_at"),
    "-用人单位:东街建筑": lambda event: event.extra.get("labour_employer") != "东街建筑",
    "类别:其他 | 社区:西街社区": lambda event: event["category"] == "其他" or event["community"] == "西街社区",
    "类别:安全隐患 状态:待核查": lambda event: event["category"] == "安全隐患" and event.state == "待核查",
    "类别:空": holds_one_of("category", None),
    "-类别:空": lambda event: event["category"] is not None,
    "社区:未落格": holds_one_of("community", None, "公众社区"),
    "社区:东街": holds_one_of("community", "东街社区"),
    "层级:三级事件": holds_one_of("tier", "三级"),
    "来源:110非警务警情分流": holds_one_of("source", "110非警务"),
    "状态:处理中": holds_one_of("state", "处置中"),
    "状态:草稿": holds_one_of("state", "草稿"),
    "编号:GD00003": holds_one_of("external_no", "GD00003"),
    "编号:gd0000": lambda event: True,
    "上报:2026-10": lambda event: at("2026-10-01") <= event["reported_at"] < at("2026-11-01"),
    "上报:2026": lambda event: True,
    "上报:2026-10-31": lambda event: at("2026-10-31") <= event["reported_at"] < at("2026-11-01"),
    "上报:2026-10-31..2026-11-02": lambda event: event["reported_at"] >= at("2026-10-31"),
    "上报:>=2026-11": lambda event: event["reported_at"] >= at("2026-11-01"),
    "上报:≥2026-11": lambda event: event["reported_at"] >= at("2026-11-01"),
    "上报:>2026-11": lambda event: event["reported_at"] >= at("2026-12-01"),
    "上报:>2026-10": lambda event: event["reported_at"] >= at("2026-11-01"),
    "上报:>2026-10-31": lambda event: event["reported_at"] >= at("2026-11-01"),
    "上报:>上月": lambda event: event["reported_at"] >= at("2026-11-01"),
    "上报:>2026": lambda event: False,
    "上报:<2026-11": lambda event: event["reported_at"] < at("2026-11-01"),
    "上报:<2026-10-31": lambda event: event["reported_at"] < at("2026-10-31"),
    "上报:<=2026-10-31": lambda event: event["reported_at"] < at("2026-11-01"),
    "上报:<2026": lambda event: False,
    "-上报:<2026-11": lambda event: event["reported_at"] >= at("2026-11-01"),
    "时限:<2026-11-18": lambda event: "" < event.text("due_at") < at("2026-11-18"),
    "时限:<=2026-11-18": lambda event: "" < event.text("due_at") < at("2026-11-19"),
    "上报:..2026-10-30": lambda event: event["reported_at"] < at("2026-10-31"),
    "上报:上月": lambda event: at("2026-10-01") <= event["reported_at"] < at("2026-11-01"),
    "到期:今日": lambda event: at("2026-11-20") <= event.text("due_at") < at("2026-11-21"),
    "办结:空": holds_one_of("done_at", None),
    "时限:超期": lambda event: event.is_open and "" < event.text("due_at") < NOW,
    "时限:今日": lambda event: event.is_open and NOW <= event.text("due_at") < at("2026-11-21"),
    "时限:明日": lambda event: event.is_open and at("2026-11-21") <= event.text("due_at") < at("2026-11-22"),
    "时限:未超期": lambda event: event.is_open and event.text("due_at") >= NOW,
    "时限:按期": lambda event: "" < event.text("done_at") <= event.text("due_at"),
    "时限:2026-11-18": lambda event: at("2026-11-18") <= event.text("due_at") < at("2026-11-19"),
    "责任方:司法所": lambda event: event.owner == "司法所" and event.is_open,
    "责任方:本中心": lambda event: event.owner == "本中心" and (event.is_open or event.state in {"待核查", "待结案"}),
    "责任方:承办单位": lambda event: event.state in {"待签收", "处置中"},
    "责任方:上级": holds_one_of("state", "已上报上级"),
    "批次:1": lambda event: True,
    "批次:2": lambda event: False,
    "催办次数:2": lambda event: event.number("urges") == 2,
    "催办次数:0": lambda event: event.number("urges") == 0,
    "催办次数:1..5": lambda event: 1 <= event.number("urges") <= 5,
    "用人单位:东街建筑": lambda event: event.extra.get("labour_employer") == "东街建筑",
    "用人单位:建筑公司": lambda event: event.extra.get("labour_employer") == "东街建筑公司",
    "涉及人数:>3": lambda event: event.extra.get("labour_people", 0) > 3,
    "涉及人数:<1": lambda event: event.extra.get("labour_people", 0) == 0,
    "催办次数:>2": lambda event: event.number("urges") > 2,
    "催办次数:＜2": lambda event: event.number("urges") < 2,
    "涉及人数:>=4": lambda event: event.extra.get("labour_people", 0) >= 4,
    "欠薪金额:>1万": lambda event: event.extra.get("labour_unpaid", 0) > 1_000_000,
    "欠薪金额:>=1万": lambda event: event.extra.get("labour_unpaid", 0) >= 1_000_000,
    "欠薪金额:>9,999.99": lambda event: event.extra.get("labour_unpaid", 0) > 999_999,
    "欠薪金额:<1万": lambda event: event.extra.get("labour_unpaid", 9**9) < 1_000_000,
    "欠薪金额:<=1万": lambda event: event.extra.get("labour_unpaid", 9**9) <= 1_000_000,
    "欠薪金额:0.5万..1万": lambda event: event.extra.get("labour_unpaid") == 1_000_000,
    "欠薪金额:10000": lambda event: event.extra.get("labour_unpaid") == 1_000_000,
    "-欠薪金额:10000": lambda event: event.extra.get("labour_unpaid") != 1_000_000,
    "欠薪金额:空": lambda event: "labour_unpaid" not in event.extra,
    "入职日期:2025": lambda event: event.extra.get("labour_hired", "").startswith("2025"),
    "入职日期:2026-03": lambda event: event.extra.get("labour_hired") == "2026-03-31",
    "入职日期:2026-03-31": lambda event: event.extra.get("labour_hired") == "2026-03-31",
    "入职日期:>2025-03-01": lambda event: event.extra.get("labour_hired") == "2026-03-31",
    "入职日期:>2025": lambda event: event.extra.get("labour_hired") == "2026-03-31",
    "入职日期:<2026-03": lambda event: event.extra.get("labour_hired") == "2025-03-01",
    "入职日期:<=2026-03": lambda event: "labour_hired" in event.extra,
    "入职日期:2025-03-01..2026-03-31": lambda event: "labour_hired" in event.extra,
    "入职日期:..2025": lambda event: event.extra.get("labour_hired") == "2025-03-01",
    "用人单位:空": lambda event: "labour_employer" not in event.extra,
    "内容:overtime": lambda event: "Overtime" in event.text("text"),
    "拖欠": lambda event: "拖欠" in event.text("text"),
    "OVERTIME 漏水": lambda event: "Overtime" in event.text("text"),
    "-拖欠 -路灯": lambda event: False,
    "拖欠|路灯": lambda event: True,
    "": lambda event: True,
    "单位:sfs": holds_one_of("unit", "司法所"),
    "单位:sifasuo": holds_one_of("unit", "司法所"),
    "类别:LDZY": holds_one_of("category", "劳动争议"),
    "sfs": holds_one_of("unit", "司法所"),
    "-sfs": lambda event: event["unit"] != "司法所",
    "zhzfzd 状态:待签收": holds_one_of("unit", "综合执法中队"),
    "djsq 拖欠|路灯": holds_one_of("community", "东街社区"),
}


@pytest.mark.parametrize("line", TERMS)
def test_a_term_finds_what_a_recount_finds(ledger, line):
    assert found(ledger, line) == recount(ledger, TERMS[line])


def test_the_terms_above_tell_the_events_apart(ledger):
    sizes = {line: len(recount(ledger, holds)) for line, holds in TERMS.items()}
    assert sum(0 < size < len(ROWS) for size in sizes.values()) > 40, sizes


FILTERS = st.sampled_from([line for line in TERMS if line and "|" not in line and not line.startswith("-") and " " not in line])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FILTERS, st.booleans()), min_size=1, max_size=4), st.booleans())
def test_terms_together_are_and_or_or_and_a_minus_turns_one_round(ledger, terms, together):
    every = recount(ledger, lambda event: True)
    parts = [every - found(ledger, line) if excluded else found(ledger, line) for line, excluded in terms]
    single = [(parse(line, ledger.catalogue.fields()).terms[0], excluded) for line, excluded in terms]
    tree = tuple(Not(term) if excluded else term for term, excluded in single)
    expected = set.intersection(*parts) if together else set.union(*parts)
    query = And(tree) if together else And((Or(tree),))
    assert {event.no for event in ledger.queries.each(query)} == expected


@pytest.mark.parametrize("order", ["newest", "-unit", "due"])
@pytest.mark.parametrize("line", TERMS)
def test_a_list_is_the_same_whether_its_events_are_found_first_or_met_in_its_order(ledger, line, order, monkeypatch):
    query = parse(line, ledger.catalogue.fields())
    found_first = [event.no for event in ledger.queries.each(query, order)]
    monkeypatch.setattr(finding, "FEW", -1)
    monkeypatch.setattr(finding, "FEW_AMONG_OTHERS", -1)
    assert [event.no for event in ledger.queries.each(query, order)] == found_first


def test_what_is_seldom_or_rare_is_found_by_its_index_and_what_is_common_met_in_the_order_of_the_list(ledger, monkeypatch):
    assert ledger.ledger.index_pending(100) == len(ROWS)
    fields = tuple(ledger.catalogue.fields())
    few = ledger.queries._finder.few
    assert few(parse("-拖欠 漏水 单位:司法所", fields)) == 1
    assert few(parse("-险情:空 状态:待受理", fields)) == 0
    assert few(parse("险情:空 拖欠|漏水", fields)) == 1
    assert few(parse("险情:空", fields)) is None
    monkeypatch.setattr(finding, "FEW", 2)
    assert few(parse("路灯", fields)) is None
    assert few(parse("拖欠", fields)) == 0


@pytest.mark.parametrize("name", ["unit", "community", "category", "state"])
def test_the_names_of_a_field_are_told_once_each(ledger, name):
    assert sorted(ledger.queries.names(name)) == sorted({event.text(name) for event in everything(ledger) if event[name]})


def test_a_column_that_is_jumped_through_is_never_looked_through_whole(ledger):
    for name in names.JUMPED:
        statement = f'SELECT min("{name}") FROM events WHERE "{name}" > ?'
        (plan,) = rows(ledger, "EXPLAIN QUERY PLAN " + statement, "甲")
        assert "USING COVERING INDEX" in plan[3], plan


def in_order(events, order):
    """What a list is to look like: by the field, then by report time and row; what has no value at the end."""
    name, down = {"newest": ("reported_at", True), "oldest": ("reported_at", False), "due": ("due_at", False)}.get(
        order, (order.removeprefix("-"), order[0] == "-")
    )
    there = [event for event in events if name in event.known]
    absent = [event for event in events if name not in event.known and order != "due"]
    choices = {"state": [*map(str, State)], "urgency": ["一般", "紧急", "特急"]}.get(name, ())

    def read(value):
        if choices:
            return choices.index(value)
        return sort_key(value, Reading.TEXT if name == "place" else Reading.NAME) if isinstance(value, str) and name != "no" else value

    keys = (lambda event: (read(event.known[name]), event["reported_at"], event.id)), (lambda event: (event["reported_at"], event.id))
    return [event.no for part, key in zip((there, absent), keys, strict=True) for event in sorted(part, key=key, reverse=down)]


@pytest.mark.parametrize(
    "order",
    [
        "newest",
        "oldest",
        "due",
        "unit",
        "-unit",
        "-due_at",
        "community",
        "urges",
        "-labour_people",
        "labour_employer",
        "no",
        "-state",
        "state",
        "urgency",
        "-place",
    ],
)
@pytest.mark.parametrize("size", [1, 2, 4, 100])
def test_a_list_is_read_in_windows_that_neither_lose_nor_repeat_an_event(ledger, order, size):
    everywhere = And()
    listed = [event.no for event in ledger.queries.each(everywhere, order)]
    assert listed == in_order(everything(ledger), order)
    page, read = ledger.queries.page(everywhere, size=size, order=order), []
    while True:
        read += [event.no for event in page.events]
        if not page.after:
            break
        page = ledger.queries.page(everywhere, start=page.events[-1], size=size, order=order)
    assert read == listed
    back = []
    while page.before:
        page = ledger.queries.page(everywhere, start=page.events[0], size=size, order=order, backwards=True)
        back = [event.no for event in page.events] + back
    assert back == listed[: len(back)]
    assert len(back) >= len(listed) - size


def test_names_run_by_their_pinyin_and_choices_as_they_are_listed(office):
    rows = [("潮阳社区", "特急"), ("东街社区", "紧急"), ("北门社区", "一般"), ("1号社区", "特急"), ("安居社区", None), (None, "一般")]
    bring(office, [planned(number, community=name, urgency=how) for number, (name, how) in enumerate(rows)])

    def read(order, name):
        return [event[name] for event in office.queries.each(And(), order)]

    assert read("社区", "community") == ["1号社区", "安居社区", "北门社区", "潮阳社区", "东街社区", None]
    assert read("-社区", "community") == ["东街社区", "潮阳社区", "北门社区", "安居社区", "1号社区", None]
    assert read("urgency", "urgency") == ["一般", "一般", "紧急", "特急", "特急", None]


def test_a_window_that_begins_at_a_value_that_nobody_has_any_more_goes_on_behind_it(office, clerk):
    bring(office, [planned(number, community=name) for number, name in enumerate(("安居社区", "潮阳社区", "东街社区"))])
    first = office.queries.page(And(), size=2, order="community")
    office.ledger.act(first.events[-1].no, Action.CORRECT, clerk, {"community": "东街社区", "reason": "写错"})
    rest = office.queries.page(And(), start=first.events[-1], order="community")
    assert [event["community"] for event in rest.events] == ["东街社区", "东街社区"]


def test_a_list_runs_by_a_field_as_people_name_it(ledger):
    assert [event.no for event in ledger.queries.each(And(), "-承办单位")] == in_order(everything(ledger), "-unit")


@pytest.mark.parametrize("order", ["没有的", "text", "反映人电话", "labour_workers", "", "-"])
def test_a_list_does_not_run_by_what_is_no_single_value_or_hidden(ledger, order):
    refused("order_unknown", ledger.queries.page, And(), order=order)


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("天气:晴", "query_name", 1),
        ("漏水 天气:晴", "query_name", 4),
        ("类别:没有的", "query_value", 4),
        ("类别:其他|没有的", "query_value", 7),
        ("漏水 -类别:没有的", "query_value", 8),
        ("上报:昨晚", "query_range", 4),
        ("上报:2026-13", "query_range", 4),
        ("上报:2026-10..明年", "query_range", 4),
        ("时限:很久", "query_range", 4),
        ("催办次数:两次", "query_range", 6),
        ("类别:甲..乙", "query_range", 4),
        ("责任方:没有的单位", "query_value", 5),
        ("反映人:张三", "query_value", 5),
        ("身份证号:330106", "query_value", 6),
        ("工人名单:王某", "query_value", 6),
        ("欠薪金额:一万", "query_range", 6),
        ("欠薪金额:1万..很多", "query_range", 6),
        ("入职日期:去年", "query_range", 6),
        ("所属组织:东街", "query_value", 6),
        ("类别:", "query_syntax", 4),
        ("| 漏水", "query_syntax", 1),
    ],
)
def test_what_cannot_be_found_is_an_error_that_points_at_the_character(ledger, line, code, place):
    said = refused(code, found, ledger, line).params
    assert said["at"] == place
    assert code != "query_value" or isinstance(said["known"], Phrase), "no other language could say it"


def test_a_value_that_nobody_has_is_answered_with_those_that_there_are(ledger):
    assert "西街社区" in refused("query_value", found, ledger, "社区:没有的").params["known"]
    assert "还没有值" in refused("query_value", found, ledger, "跑道:没有的").params["known"]


HOSTILE = [
    "'",
    '"',
    "%",
    "_",
    "\\",
    "\0",
    "')",
    "' OR '1'='1",
    "%_真'的\"假",
    "100%",
    "1; DROP TABLE events",
    "--",
    "?",
    ":x",
    "{}",
    '$."a"',
    "*",
    "\ud7ff",
]


def asked(office, query):
    """What a query is refused with, or what it finds."""
    try:
        return None, {event.no for event in office.queries.each(query)}
    except WanggeError as error:
        return error, set()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_never_sql(ledger, text):
    assert holding(ledger, text) == recount(ledger, lambda event: text.lower() in searchable(event["title"], event["text"]))
    for name in (
        "category",
        "unit",
        "no",
        "external_no",
        "text",
        "labour_employer",
        "labour_unpaid",
        "labour_hired",
        "labour_workers",
        "owner",
        "reported_at",
        "batch",
        "时限",
    ):
        for value in (Literal(text, 0), Range(text, text, 0)):
            said, numbers = asked(ledger, And((Filter(name, name, (value,), 0),)))
            if said is None:
                assert numbers == recount(ledger, lambda event, name=name: text in event.text(name))
            else:
                assert (said.code in {"query_value", "query_range"}, said.params["at"]) == (True, 1)
    assert len(everything(ledger)) == len(ROWS)


def test_every_extra_field_that_is_often_filtered_by_has_its_index_and_it_is_used(ledger):
    assert [name for (name,) in rows(ledger, "SELECT name FROM sqlite_master WHERE name LIKE 'extra%'")] == ["extra_labour_employer"]
    query = parse("用人单位:东街建筑", ledger.catalogue.fields())
    statement, values = ledger.ledger.store.tables.event.select().where(ledger.queries._found(query)).sql()
    plan = repr(rows(ledger, f"EXPLAIN QUERY PLAN {statement}", *values))
    assert "extra_labour_employer" in plan


def test_a_filter_follows_the_office_s_own_value_table(ledger, clock):
    path = ledger.folder / SETTINGS
    path.write_text(path.read_text(encoding="utf-8").replace("[values.source]", '[values.source]\n"警情" = "110非警务"'), encoding="utf-8")
    again = type(ledger).open(ledger.folder, clock)
    assert found(again, "来源:警情") == recount(ledger, holds_one_of("source", "110非警务")) != set()
    again.close()


def test_the_clock_decides_what_is_overdue(ledger, clock):
    before = len(found(ledger, "时限:超期"))
    clock.forward(days=30)
    assert (
        len(found(ledger, "时限:超期")) == before + 3 == len([row for row in ROWS if row.get("state") in OPEN_STATES and "due_at" in row])
    )
    clock.forward(days=-30)
    (late,) = found(ledger, "时限:超期")
    ledger.ledger.act(late, Action.DONE, ledger.actor(), {"result": "已调解"})
    assert found(ledger, "时限:超期") == set()


def test_a_word_alone_may_stand_in_quotes_with_blanks(ledger):
    bring(ledger, [planned(99, text="call me now，路 灯")])
    assert found(ledger, '"me now"') == found(ledger, '"路 灯"') == holding(ledger, "me now") != set()
    assert And((Word("me now", 0),)) == parse('"me now"', ledger.catalogue.fields())


@pytest.mark.parametrize(
    "line", [" ".join, "|".join, lambda words: " ".join(f"-{word}" for word in words), lambda words: "社区:" + "|".join(words)]
)
def test_hundreds_of_terms_are_answered_and_more_are_refused_with_their_number(office, line):
    bring(office, [planned(1, community="东园社区"), planned(2)])
    words = [f"东园{number}" for number in range(MOST_TERMS - 1)] + ["东园社区"]
    if line(words).startswith("社区:"):
        refused("query_value", office.queries.count, parse(line(words), office.catalogue.fields()))
        words = ["东园社区"] * MOST_TERMS
    assert office.queries.count(parse(line(words), office.catalogue.fields())) >= 0
    assert refused("query_long", parse, line([*words, "再一个"]), office.catalogue.fields()).params["count"] == MOST_TERMS + 1


def test_any_number_of_signs_before_a_word_says_only_whether_it_is_there(office):
    bring(office, [planned(1), planned(2, text="井盖坏了，车过有响声")])
    assert [len(found(office, "-" * count + "井盖")) for count in (1, 2, 9_999, 10_000)] == [1, 1, 1, 1]
    assert found(office, "-" * 9_999 + "井盖") == found(office, "-井盖") != found(office, "井盖")
