"""Numbers of people are hidden however they are spelled, and everything else that has digits stays readable."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.office import Office
from db.projection import Projector
from db.search import tokens
from tests.conftest import StandingClock
from tests.ledger_tools import bring, command, planned, rows
from wangge.digits import whole_phone
from wangge.lifecycle import Action
from wangge.masking import Own, mask_free_text, mask_phone

unhurried = settings(deadline=None, max_examples=100)
HAN = ("〇一二三四五六七八九", "零幺两三四五六拐八勾", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９", "0123456789")
BETWEEN = ("", " ", "  ", "\xa0", "\u3000", "\u200b", "\u2060", "\ufeff", "-", "－", "—", "–", "‑", ".", "．", "·", "・", "_", " - ")
BEFORE = ("", "+86", "+86 ", "0086", "0086-", "86-", "（+86）")
SHAPES = ((3, 4, 4), (3, 3, 5), (3, 8), (7, 4), (4, 4, 3), (11,), (1,) * 11, (3, 2, 2, 2, 2))


def spelled(number: str, signs: str, between: str, shape: tuple[int, ...]) -> str:
    written, groups = "".join(signs[int(each)] for each in number), []
    for length in shape:
        groups.append(written[:length])
        written = written[length:]
    return between.join(groups)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
spellings = st.builds(spelled, mobiles, st.sampled_from(HAN), st.sampled_from(BETWEEN), st.sampled_from(SHAPES))
around = st.sampled_from(("", "电话", "张三", "王芳：", "手机号是", "No.", "2026-11-05 ", "3号楼，", "拨打"))
after = st.sampled_from(("", "。", "路灯坏了", "号", "，请回电", "转3", "（王芳）"))


@unhurried
@given(mobiles, st.sampled_from(HAN), st.sampled_from(BETWEEN), st.sampled_from(SHAPES), st.sampled_from(BEFORE), around, after)
def test_a_mobile_is_hidden_in_a_text_and_in_its_field_however_it_is_spelled(number, signs, between, shape, dialled, before, behind):
    said = dialled + spelled(number, signs, between, shape)
    shown = mask_free_text(before + said + behind)
    assert shown.startswith(before)
    assert shown.endswith(f"{number[:3]}****{number[7:]}{behind}")
    assert mask_free_text(shown) == shown
    assert f"{number[:3]}****{number[7:]}" in mask_phone(said)
    assert whole_phone(said) == number


@unhurried
@given(mobiles, st.lists(st.sampled_from(HAN), min_size=11, max_size=11), st.lists(st.sampled_from(BETWEEN), min_size=10, max_size=10))
def test_a_mobile_by_itself_is_hidden_in_any_mixture_of_digits_and_signs(number, signs, between):
    said = "".join(own[int(each)] + sign for each, own, sign in zip(number, signs, [*between, ""], strict=True))
    assert mask_free_text(f"电话{said}，请回") == f"电话{number[:3]}****{number[7:]}，请回"
    assert whole_phone(said) == number


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("电话137.1234.0010请回", "电话137****0010请回"),
        ("电话137 123 40018请回", "电话137****0018请回"),
        ("电话137－1234－0020请回", "电话137****0020请回"),
        ("(137)12340022请回", "137****0022请回"),
        ("手机13７1234O023请回", "手机137****0023请回"),
        ("137一1234一0010", "137****0010"),
        ("137,1234,0010", "137****0010"),
        ("1️⃣3️⃣7️⃣1️⃣2️⃣3️⃣4️⃣0️⃣0️⃣1️⃣0".replace("️⃣", "\ufe0f\u20e3"), "137****0010"),
        ("张三一三七一二三四零零一零", "张三137****0010"),
        ("两个号13800000015/13900000015", "两个号138****0015/139****0015"),
        ("13800000015或88001234", "138****0015或******34"),
        ("固话0571 8800 0019", "固话0571-******19"),
        ("（0571）8800-0019", "0571-******19"),
        ("+86 571 88001234", "+86 0571-******34"),
        ("电话8800 0019", "电话******19"),
        ("拨打：7276110", "拨打：******10"),
        ("400-123-4567", "400-******67"),
        ("4008 123 123", "400-******23"),
        ("+852 9123 4567", "+******67"),
        ("银行卡6222 0212 3456 7890 123退款", "银行卡************0123退款"),
        ("6222-0212-3456-7890", "************7890"),
        ("账号120202121990", "账号************1990"),
        ("身份证110101 19900101 1234", "身份证110101********1234"),
        ("身份证１１０１０１１９９００１０１１２３Ｘ反映", "身份证110101********123X反映"),
        ("身份证330106-19900307-123x", "身份证330106********123x"),
        ("老证330106900307123", "老证330106******123"),
        ("护照E12345678", "护照E******78"),
        ("护照号码：EA1234567", "护照号码：E******67"),
        ("微信wxid_abc12345 路灯", "微信******** 路灯"),
        ("加微信号：lao_wang88", "加微信号：********"),
        ("QQ12345678", "QQ********"),
        ("邮箱zhang.san@163.com", "邮箱z****@163.com"),
        ("车牌浙Ａ１２３４５堵", "车牌浙A***45堵"),
        ("浙A·D12345和粤Z1234港", "浙A***45和粤Z***4港"),
    ],
)
def test_the_usual_spellings(said, shown):
    assert mask_free_text(said) == shown
    assert mask_free_text(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("工单20261105001", "事件2025050600012", "编号2026110500000123", "12345-20251009-0101", "A00012345", "G20261105", "GD00001"),
        *("2026-11-05 13:00", "2025-05-06 2025-05-07", "2026.11.05 08.30", "二〇二六年十一月五日", "2026年11月5日13时12分"),
        *("共12000元", "工资1500-2000 300元", "面积120.5平米，单价15305.41元", "预算8476560元", "人均10610.47元"),
        *("人民路128号3栋2单元1001室", "玫瑰苑48-15-404", "狮子街129-18-301", "2016—2020年", "（2003-2020）2013年修订版"),
        *("330203001001", "330203001001001", "网格330203001001", "12369", "110、12345", "三三两两，一五一十", "一、二、三、四、五、六、七"),
        *("停车费15.5 16.5 17.5 18.5 19", "东经121.549792北纬29.868388", "微信群里说", "使用微信app", "138****5678", "0571-******21"),
    ],
)
def test_what_is_no_number_of_a_person_stays_to_the_letter(text):
    assert mask_free_text(text) == text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("1 3 7 1 2 3 4 0 0 1 8", "137****0018"),
        ("一三七一二三四零零一零", "137****0010"),
        ("8800 0019", "******19"),
        ("612345", "******"),
        ("wxid_abc12345", "wxid_********"),
        ("微信lao_wang", "**********"),
        ("laowang", "*******"),
        ("浙A12345", "浙A***45"),
        ("zhang@qq.com", "z****@qq.com"),
        ("王女士", "***"),
        ("138****5678", "138****5678"),
        ("13712340010转803", "137****0010转***"),
        ("不详", "不详"),
        ("不愿提供", "不愿提供"),
    ],
)
def test_a_phone_field_that_fits_no_pattern_is_all_stars(said, shown):
    assert mask_phone(said) == shown


@unhurried
@given(st.text(max_size=30), st.text("0123456789 -王一", max_size=20))
def test_a_phone_field_shows_no_more_than_a_mask_of_anything(before, digits_):
    shown = mask_phone(before + digits_)
    assert sum(sign.isdecimal() for sign in shown) <= 10 * max(1, shown.count("*"))
    assert mask_free_text(mask_free_text(before + digits_)) == mask_free_text(before + digits_)


def test_the_caller_of_a_row_is_hidden_in_all_of_its_texts():
    row = Projector((), b"key").changed(
        {
            "caller": "王芳",
            "caller_phone": "612345，微信lao_wang_88",
            "title": "王芳反映路灯",
            "text": "王　芳来电（短号6-12-345），加LAO_WANG_88，李明在场",
            "place": "王芳家门口",
            "result": "已回复王芳",
        },
        None,
    )
    assert (row["title"], row["place"], row["result"]) == ("王*反映路灯", "王*家门口", "已回复王*")
    assert row["text"] == "王*来电（短号******45），加********，李明在场"


@pytest.mark.parametrize("caller", ["匿名", "不愿提供", "陈某*", "网格中心", ""])
def test_who_is_nobody_in_particular_hides_nothing(caller):
    text = "匿名来电，不愿提供姓名，陈某*，网格中心已登记"
    assert Own(caller, "").shown(text) == text


@pytest.fixture
def corrected(office):
    """An event whose caller became known after its text was told, and changed once more."""
    bring(office, [planned(1, text="李小龙和王芳吵架，电话612345", caller="不愿提供")])
    act, actor = office.ledger.act, office.actor("小王")
    act("GD00001", Action.CORRECT, actor, {"reason": "补姓名李小龙", "caller": "李小龙", "caller_phone": "612345"})
    act("GD00001", Action.NOTE, actor, {"note": "已回李小龙，短号6123 45"})
    return act("GD00001", Action.CORRECT, actor, {"reason": "更正", "caller": "王芳"})


def test_a_caller_who_is_told_later_is_hidden_in_what_was_told_before(office, corrected):
    assert corrected["text"] == "李小龙和王*吵架，电话******45"
    said = repr(office.queries.steps(corrected))
    assert "王芳" not in said
    assert "李小龙" not in said
    assert "612345" not in said.replace(" ", "")
    assert office.ledger.verify().ok
    office.ledger.undo(office.ledger.last_done(office.actor("小王")), office.actor("小王"))
    assert office.queries.event("GD00001")["text"] == "李**和王芳吵架，电话******45"
    assert office.ledger.verify().ok


def test_the_same_caller_is_recognised_however_the_number_is_written(office):
    spelled_so = ["13712340010", "137.1234.0010", "+86 137-1234-0010", "（137）12340010", "一三七一二三四零零一零", "013712340010"]
    bring(office, [planned(number, caller_phone=phone) for number, phone in enumerate(spelled_so, 1)])
    assert len(rows(office, "SELECT DISTINCT caller_key FROM events WHERE caller_key IS NOT NULL")) == 1
    assert rows(office, "SELECT count(*) FROM events WHERE caller_key IS NULL") == [(0,)]


def test_a_ledger_that_was_masked_by_older_rules_is_masked_anew_when_it_is_opened(office, capsys):
    bring(office, [planned(1, text="路灯坏了请回137.1234.0010", caller="王芳", caller_phone="137.1234.0010"), planned(2, text="井盖坏了")])
    office.ledger.undo(office.ledger.last_done(office.actor()) or "1", office.actor())
    bring(office, [planned(3, text="王芳说路灯又坏了请回137 123 40018", caller="王芳", caller_phone="137 123 40018"), planned(4)])
    while office.ledger.index_pending():
        pass
    folder = office.folder
    before = rows(office, "SELECT * FROM events ORDER BY id")
    office.close()
    with sqlite3.connect(folder / "ledger.db") as old:
        text = "王芳说路灯又坏了请回137 123 40018"
        old.execute(
            "UPDATE events SET text = ?, caller_phone = '*** *** ***18', caller_key = NULL WHERE hidden = 0 AND caller IS NOT NULL", (text,)
        )
        ((event,),) = old.execute("SELECT id FROM events WHERE text = ?", (text,))
        old.execute("INSERT INTO search (search) VALUES ('delete-all')")
        old.execute("INSERT INTO search (rowid, tokens) VALUES (?, ?)", (event, tokens(text)))
        old.execute("INSERT OR REPLACE INTO meta VALUES ('masking', '1')")
    again = Office.open(folder, StandingClock())
    assert rows(again, "SELECT * FROM events ORDER BY id") == before
    assert again.ledger.verify().ok
    hits = "SELECT count(*) FROM search WHERE search MATCH ?"
    assert again.ledger.store.connection().execute(hits, (f'"{tokens("40018").split()[0]}"',)).fetchone() == (0,)
    while again.ledger.index_pending():
        pass
    again.close()
    assert command("--office", str(folder), "events", "路灯又坏", "--json") == 0
    assert "40018" not in capsys.readouterr().out


def test_remasking_goes_on_where_it_was_killed(office, monkeypatch):
    bring(office, [planned(number, text=f"第{number}件请回137.1234.00{number}") for number in range(10, 20)])
    folder = office.folder
    office.close()
    with sqlite3.connect(folder / "ledger.db") as old:
        old.execute("UPDATE events SET text = 'x'")
        old.execute("INSERT OR REPLACE INTO meta VALUES ('masking', '1')")
    from db import remasking

    monkeypatch.setattr(remasking, "CHUNK", 4)
    fold_again, calls = remasking._fold_again, []

    def killed(connection, projector, first, last):
        fold_again(connection, projector, first, last)
        calls.append(first)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(remasking, "_fold_again", killed)
    with pytest.raises(KeyboardInterrupt):
        Office.open(folder, StandingClock())
    again = Office.open(folder, StandingClock())
    assert calls == [0, 4, 4, 8]
    assert again.ledger.verify().ok
    again.close()
