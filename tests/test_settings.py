"""Settings: what an office may write, what it gets without writing, and that every wrong entry is named."""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta

import pytest

from console.office import LEVELS, create, read_settings, settings_text
from wangge.errors import WanggeError
from wangge.limits import Limit, Unit
from wangge.settings import DEFAULT_LIMITS, DEFAULT_VALUES, Settings, from_toml
from wangge.transitions import Flows


def read(text):
    return from_toml(tomllib.loads(text), "wangge.toml")


def wrong(text):
    with pytest.raises(WanggeError) as caught:
        read(text)
    assert caught.value.code == "office_settings"
    assert "wangge.toml" in str(caught.value)
    return str(caught.value.params["reason"])


def test_an_empty_file_is_a_new_offices_defaults():
    assert read("") == Settings()


def test_the_file_of_a_new_office_says_what_the_defaults_are():
    made = read(settings_text("东街街道网格中心", "东城区", "东街街道"))
    assert made == Settings(
        name="东街街道网格中心", district="东城区", street="东街街道", level="镇街", limits=made.limits, values=made.values
    )
    assert dict(made.limits) == dict(DEFAULT_LIMITS)
    assert dict(made.values) == dict(DEFAULT_VALUES)


def test_a_name_with_quotes_and_hashes_comes_back():
    assert read(settings_text('“东”街" # 中心\\', "", "")).name == '“东”街" # 中心\\'


def test_a_street_makes_the_office_one_of_a_street():
    assert read('[office]\nstreet = "东街街道"').level == "镇街"
    assert read('[office]\ndistrict = "东城区"').level == "区县"
    assert read('[office]\nstreet = "东街街道"\nlevel = "区县"').level == "区县"
    assert LEVELS == ("区县", "镇街")


def test_limits_and_values_are_added_to_the_shipped_ones():
    made = read('[limits]\nconfirmed = true\n"暴露垃圾" = "1工作日"\n"默认" = "7工作日"\n[values.source]\n"热线平台" = "12345热线"')
    assert made.limits_confirmed
    assert made.limits["暴露垃圾"] == Limit(1, Unit.WORKING_DAY)
    assert made.limits["默认"] == Limit(7, Unit.WORKING_DAY)
    assert made.limits["特急"] == DEFAULT_LIMITS["特急"]
    assert made.value("source", "热线平台") == "12345热线"
    assert made.value("tier", "三级事件") == "三级"


def test_flows_plugins_and_zone_are_the_offices_choice():
    made = read('[flow]\nfiling = true\n[plugins]\nallow = ["a", "b"]\noff = ["plugins.labour"]\n[office]\nzone = "Asia/Urumqi"')
    assert made.flows == Flows(filing=True, checking=False)
    assert (made.plugins, made.plugins_off) == (("a", "b"), ("plugins.labour",))
    assert made.zone.key == "Asia/Urumqi"


def test_office_hours_and_local_days_are_the_offices_choice():
    made = read('[calendar]\nhours = ["9:00-12:00", "14:00-18:00"]\nrest = ["2026-11-20"]\nwork = ["2026-11-21"]').days
    assert made.hours.spans == ((time(9), time(12)), (time(14), time(18)))
    assert (made.rest, made.work) == ((date(2026, 11, 20),), (date(2026, 11, 21),))


def test_what_the_district_still_holds_is_escalated_for_a_street_only():
    for level, state in (("镇街", "已上报上级"), ("区县", "待签收")):
        assert Settings(level=level).value("state", "区县中心派发") == state
    assert Settings(level="镇街").value("state", "归档") == "已归档"
    assert Settings().value("state", "没见过") == "没见过"


def test_a_virtual_community_is_no_place():
    assert Settings().is_virtual("公众社区")
    assert not Settings().is_virtual("东园社区")
    assert not Settings().is_virtual(None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[office]\nnam = "东街"', "nam"),
        ("[office]\nname = 3", "name"),
        ('[office]\nlevel = "市"', "level"),
        ('[office]\nzone = "Asia/Beijing"', "Asia/Beijing"),
        ('[office]\nzone = "../../etc"', "../../etc"),
        ('[office]\nzone = "Asia"', "Asia"),
        ('[office]\nnumber = "WG{year}"', "{seq"),
        ('[office]\nnumber = "WG{jahr}{seq:04}"', "number"),
        ('[office]\nnumber = "WG{seq:04x!}"', "number"),
        ('[office]\nnumber = "WG{seq:04"', "number"),
        ('[office]\nnumber = "{seq:999999999}"', "number"),
        ('[office]\nnumber = "WG{seq.__class__}"', "number"),
        ('[office]\nnumber = "WG\\n{seq:04}"', "number"),
        ('office = "东街"', "[office]"),
        ("flow = true", "[flow]"),
        ('[flow]\nfiling = "否"', "filing"),
        ("[flow]\nfilling = true", "filling"),
        ("limits = 5", "[limits]"),
        ('[limits]\n"默认" = "五天"', "默认"),
        ('[limits]\n"特急" = 24', "特急"),
        ('[limits]\nconfirmed = "否"', "confirmed"),
        ('plugins = "a"', "[plugins]"),
        ('[plugins]\nallow = "labour"', "allow"),
        ("[plugins]\noff = [1]", "off"),
        ('[plugins]\nallowed = ["a"]', "allowed"),
        ('values = "x"', "[values]"),
        ("calendar = 1", "[calendar]"),
        ('[calendar]\nhours = "08:30-17:30"', "hours"),
        ('[calendar]\nhours = ["8点到12点"]', "hours"),
        ('[calendar]\nhours = ["13:30-17:30", "08:30-12:00"]', "hours"),
        ('[calendar]\nhours = ["08:30-24:00"]', "hours"),
        ("[calendar]\nhours = []", "hours"),
        ('[calendar]\nrest = ["11月20日"]', "rest"),
        ('[calendar]\nrest = ["2026-11-20"]\nwork = ["2026-11-20"]', "2026-11-20"),
        ('[calendar]\nrests = ["2026-11-20"]', "rests"),
        ('[values]\nsource = "x"', "values.source"),
        ('[values.state]\n"归档" = "已归挡"', "已归挡"),
        ('[values.state_for_street]\n"区县中心派发" = "上级"', "上级"),
        ('[ofice]\nname = "东街"', "ofice"),
    ],
)
def test_a_wrong_entry_is_named(text, named):
    assert named in wrong(text)


def test_a_file_that_is_no_toml_is_told_its_line(tmp_path):
    folder = create(tmp_path / "office", "东街")
    (folder / "wangge.toml").write_text('[office]\nname = "东街\n', encoding="utf-8")
    with pytest.raises(WanggeError, match="第2行") as caught:
        read_settings(folder)
    assert caught.value.code == "office_settings"


def test_a_mark_that_an_editor_puts_before_the_file_is_no_part_of_it(tmp_path):
    folder = create(tmp_path / "office", "东街网格中心")
    path = folder / "wangge.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_settings(folder).name == "东街网格中心"


def test_a_file_in_another_encoding_is_refused_not_misread(tmp_path):
    folder = create(tmp_path / "office", "东街")
    (folder / "wangge.toml").write_bytes('[office]\nname = "东街"\n'.encode("gb18030"))
    with pytest.raises(WanggeError) as caught:
        read_settings(folder)
    assert caught.value.code == "office_settings"


def test_defaults_are_limits_one_can_read():
    assert DEFAULT_LIMITS["特急"] == Limit.parse("24小时")
    assert Settings().zone.utcoffset(None) in {None, timedelta(hours=8)}
