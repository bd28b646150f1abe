"""Search: a word finds what a plain look through the texts finds, whether the index holds them yet or not."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.office import Office, create
from db import writer
from db.search import expression, searchable, tokens
from tests.conftest import StandingClock
from tests.ledger_tools import bring, bring_file, command, everything, found, holding, planned, refused, register, rows, table
from wangge.actor import Actor
from wangge.errors import WanggeError
from wangge.lifecycle import Action

NUMBERS = ("13812345678", "0571-87654321", "33010619900307123X", "6222021202012345678")
SIGNS = "漏水楼上噪扰民，。！？：“”、（）—…abAB zZ019*-_%'\"\\/;#😀🏠👨‍👩‍👧é\n"
PIECES = st.one_of(st.text(SIGNS, max_size=6), st.sampled_from(NUMBERS), st.characters(codec="utf-8", max_codepoint=0xFFFFF))
TEXTS = st.lists(PIECES, min_size=1, max_size=5).map("".join)
WORDS = st.one_of(st.text(SIGNS, min_size=1, max_size=4), st.sampled_from(("5678", "78", "123x", "138", "0571", "21", "*", "**")))
DEEDS = st.lists(st.tuples(st.sampled_from(("register", "title", "import", "correct", "undo", "index")), TEXTS), min_size=1, max_size=7)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return create(tmp_path_factory.mktemp("empty") / "office", "东街街道网格中心")


@contextmanager
def copied(empty):
    with TemporaryDirectory() as room:
        office = Office.open(shutil.copytree(empty, Path(room) / "office"), StandingClock())
        try:
            yield office
        finally:
            office.close()


def do(office, deed, text, place):
    known = everything(office)
    try:
        match deed:
            case "register":
                register(office, text=text)
            case "title":
                register(office, title=text.replace("\n", " ")[:50], text=text)
            case "import":
                bring(office, [planned(place * 10, text=text), planned(place * 10 + 1)], f"{place}.csv")
            case "correct" if known:
                office.ledger.act(known[0].no, Action.CORRECT, office.actor(), {"text": text, "reason": "补录"})
            case "undo":
                office.ledger.undo(f"S{max(1, rows(office, 'SELECT coalesce(max(n), 1) FROM steps')[0][0])}", office.actor())
            case "index":
                office.ledger.index_pending(2)
    except WanggeError as error:
        # a text may be nothing but blanks, and there may be nothing to take back
        if error.code not in {"action_needs", "undo_unknown", "undo_done"}:
            raise


def looked_through(office, word):
    lower = word.translate({ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    return {event.no for event in everything(office) if lower in searchable(event["title"], event["text"])}


@settings(max_examples=60, deadline=None)
@given(deeds=DEEDS, words=st.lists(WORDS, max_size=4), data=st.data())
def test_a_word_finds_what_a_look_through_all_texts_finds(empty, deeds, words, data):
    with copied(empty) as office:
        for place, (deed, text) in enumerate(deeds):
            do(office, deed, text, place)
        texts = [text for event in everything(office) if (text := event.text("text"))]
        for text in texts[:3]:
            start = data.draw(st.integers(0, len(text) - 1))
            words.append(text[start : start + data.draw(st.integers(1, 5))])
        for _ in range(2):
            for word in words:
                assert holding(office, word) == looked_through(office, word), word
            while office.ledger.index_pending(2):
                pass
        assert office.queries.pending_index() == 0
        assert office.ledger.verify().ok


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("number", NUMBERS)
def test_no_part_of_a_masked_number_is_found(office, number, indexed):
    bring(office, [planned(1, text=f"来电人电话：{number}，漏水", title=f"{number}反映漏水")])
    if indexed:
        office.ledger.index_pending()
    assert len(holding(office, "漏水")) == 1
    digits = number.replace("-", "")
    parts = {digits[start:end] for start in range(len(digits)) for end in range(start + 1, len(digits) + 1)}
    assert [part for part in sorted(parts) if holding(office, part) or holding(office, part.lower())] == []


MASKED = [
    "138****5678",
    "138＊＊＊＊5678",
    "0571-******12",
    "110105********002X",
    "************1234",
    "13812345678",
    "5678**12",
    "电话138****5678",
]


@pytest.mark.parametrize("number", MASKED)
@pytest.mark.parametrize("line", ["{}", "-{}", "漏水 {}", '"{}"', "路灯|{}"])
def test_a_search_for_a_number_that_is_masked_says_why_it_finds_nothing(office, number, line):
    typed = line.format(number)
    said = refused("query_masked", found, office, typed)
    assert said.params["at"] == typed.index(number) + (0 if '"' in typed else 1)
    assert "13812345678" not in str(said)


def test_the_command_says_so_too_and_a_text_is_looked_through_as_it_is_shown(office, capsys):
    event = register(office, text="楼上漏水，电话13812345678")
    assert found(office, "内容:138****5678") == {event.no}
    refused("query_masked", found, office, "内容:13812345678")
    office.close()
    assert command("--office", str(office.folder), "events", "138****5678", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["error"], "138****5678" in json.dumps(told, ensure_ascii=False)) == ("query_masked", True)
    assert command("--office", str(office.folder), "events", "13812345678") == 1
    assert "须写明理由" in capsys.readouterr().err


def test_a_short_number_is_no_secret_and_is_found(office):
    event = register(office, text="3号楼1单元1023室漏水，**急**")
    for word in ("1023", "3号", "1", "**", "*急"):
        assert holding(office, word) == {event.no}, word


@pytest.mark.parametrize("indexed", [True, False])
def test_a_corrected_text_is_found_by_its_new_words_and_not_by_its_old_ones(office, indexed):
    bring(office, [planned(1, text="路灯不亮"), planned(2, text="井盖松动")])
    if indexed:
        office.ledger.index_pending()
    event = office.queries.event("GD00001")
    office.ledger.act(event.no, Action.CORRECT, office.actor(), {"text": "楼上漏水", "title": "漏水纠纷", "reason": "抄错"})
    assert (holding(office, "路灯"), holding(office, "漏水"), holding(office, "纠纷")) == (set(), {event.no}, {event.no})
    office.ledger.undo("S3", office.actor())
    office.ledger.index_pending()
    assert (holding(office, "路灯"), holding(office, "漏水"), holding(office, "纠纷")) == ({event.no}, set(), set())


def test_a_later_file_that_changes_a_text_changes_what_is_found(office, tmp_path):
    bring_file(office, table(tmp_path / "一.csv", [("GD001", "路灯不亮无人修理", "2026-11-02 09:00", "公共设施")]))
    office.ledger.index_pending()
    bring_file(office, table(tmp_path / "二.csv", [("GD001", "井盖松动无人修理", "2026-11-02 09:00", "公共设施")]))
    assert (holding(office, "路灯"), len(holding(office, "井盖")), len(holding(office, "修"))) == (set(), 1, 1)


def test_a_text_that_is_corrected_while_it_is_indexed_is_found_by_its_new_words(office, clock, monkeypatch):
    bring(office, [planned(1, text="路灯不亮")])
    other = Office.open(office.folder, clock)
    hurried = []

    def slow(text):
        if not hurried:
            hurried.append(other.ledger.act("GD00001", Action.CORRECT, Actor("小李"), {"text": "楼上漏水", "reason": "抄错"}))
        return tokens(text)

    monkeypatch.setattr("db.indexing.tokens", slow)
    while office.ledger.index_pending():
        pass
    assert hurried
    assert (holding(office, "路灯"), len(holding(office, "漏水"))) == (set(), 1)
    other.close()


def test_a_text_that_is_indexed_while_it_is_corrected_is_found_by_its_new_words(office, monkeypatch):
    bring(office, [planned(1, text="路灯不亮")])
    prepare = writer.prepare

    def indexed_meanwhile(*args):
        office.ledger.index_pending()
        return prepare(*args)

    monkeypatch.setattr("db.acting.prepare", indexed_meanwhile)
    office.ledger.act("GD00001", Action.CORRECT, office.actor(), {"text": "楼上漏水", "reason": "抄错"})
    assert office.queries.pending_index() == 0
    assert (holding(office, "路灯"), len(holding(office, "漏水"))) == (set(), 1)


def test_an_event_is_indexed_at_once_unless_others_wait_before_it(office):
    register(office)
    assert office.queries.pending_index() == 0
    bring(office, [planned(1), planned(2)])
    register(office)
    assert office.queries.pending_index() == 3
    assert [office.ledger.index_pending(2), office.ledger.index_pending(2), office.ledger.index_pending(2)] == [2, 1, 0]
    register(office)
    assert office.queries.pending_index() == 0


def test_pairs_of_characters_that_do_not_stand_together_are_no_word(office):
    event = register(office, text="漏水，水漏到楼下；abXbc")
    for word in ("漏水漏", "abc", "水漏水"):
        assert holding(office, word) == set(), word
    for word in ("水漏到", "abx", "下；a"):
        assert holding(office, word) == {event.no}, word


def test_an_empty_word_is_in_every_text(office):
    bring(office, [planned(1), planned(2, text=None, title="只有标题")])
    assert len(holding(office, "")) == 2
    office.ledger.index_pending()
    assert len(holding(office, "")) == 2


def test_what_a_word_asks_of_the_index_is_letters_and_digits_only():
    for word in ('"', "' OR 1", "漏水)", "a*", "NEAR(", "\0\0", "-x:y"):
        assert set(expression(word)) <= set("0123456789abcdef AND*")
