"""Plugins: what each brings is one catalogue; a broken one is named and left out, and everything else goes on."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import threading
from dataclasses import FrozenInstanceError
from itertools import count
from types import SimpleNamespace

import pytest

from console.office import Office, create
from plugins import manager, specs
from plugins.manager import BUILT_INS, load
from tests.package_tools import child
from wangge import Department, Field, Kept, ReportKind, Scheme
from wangge.duty import DEFAULT_DUTIES, suggest
from wangge.errors import Phrase, WanggeError
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, State
from wangge.query import parse
from wangge.records import Event

HOOKS = {name: hook for name, hook in vars(specs).items() if name.startswith("wangge_")}
OUR_DESKS = ["labour", "traffic", "medical"]
GOOD = """
from wangge import *
from wangge import hookimpl

def read(path):
    return [RawSheet("", [])]

def build(queries, settings, catalogue, request):
    return None

@hookimpl
def wangge_readers():
    return [Reader("罕见表", (".odd",), read)]

@hookimpl
def wangge_departments():
    yield Department("fishing", "渔业", ("渔业纠纷",), (Field("fishing_boat", "船号", kept=Kept.EXTRA),))

@hookimpl
def wangge_reports():
    return (ReportKind("week", "周报", build),)

@hookimpl
def wangge_schemes():
    return (Scheme("试办", ()),)

@hookimpl
def wangge_duties():
    return [Duty("无人机扰民", "市容环境", "派出所", ("无人机",))]

@hookimpl
def wangge_documents():
    return [Document("slip", "便条", lambda dossier: Paper("便条", ()))]

@hookimpl
def wangge_score_items():
    return [ScoreItem("随手拍", 5, lambda life: None, "拍了就算")]

@hookimpl
def wangge_suggestions():
    return [Suggester("照旧", lambda event: None)]

@hookimpl
def wangge_branches():
    return [Branch("渔政窗口", "是渔船的事？", "渔政来办")]

@hookimpl
def wangge_services():
    return [Service("补渔船证", "渔政窗口", ("旧证",), "当场", "渔政", "到窗口办")]

@hookimpl
def wangge_commands():
    return [Command("count", "数一数", lambda queries, settings, given: [{"件数": 1}])]
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Makes plugin modules that can be imported by name until the test ends."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made = []
    numbers = count()

    def write(source):
        name = f"plugin_under_test_{next(numbers)}"
        (tmp_path / f"{name}.py").write_text("from wangge import hookimpl\n" + source, encoding="utf-8")
        made.append(name)
        return name

    yield write
    for name in made:
        sys.modules.pop(name, None)


def troubles(catalogue):
    return {each.name: each.trouble for each in catalogue.plugins if each.trouble}


def test_the_built_ins_are_listed_with_what_they_bring():
    catalogue = load()
    assert [(each.name, each.origin, each.trouble) for each in catalogue.plugins] == [(name, "内置", "") for name in BUILT_INS]
    brings = {each.name: each.brings for each in catalogue.plugins}
    assert brings["importers.builtin"] == "读表：工作簿、文本表"
    assert brings["plugins.labour"] == "部门：劳动争议"
    assert brings["plugins.grid_scheme"] == "计分办法：网格员月度计分（试行）"
    assert brings["exports.builtin"].startswith("报表：")


def test_every_hook_says_what_it_is_for_and_is_asked(module):
    assert HOOKS
    assert all(inspect.getdoc(hook) for hook in HOOKS.values())
    assert all(f"def {name}(" in GOOD for name in HOOKS)
    name = module(GOOD)
    catalogue = load([name])
    assert troubles(catalogue) == {}
    assert catalogue.plugins[0].brings == (
        "部门：渔业；权责事项：无人机扰民；计分办法：试办；考核项目：随手拍；读表：罕见表；报表：周报；文书：便条；命令：count；建议：照旧；导引：渔政窗口；办事目录：补渔船证"
    )
    assert [duty.matter for duty in catalogue.duties] == ["无人机扰民", *(duty.matter for duty in DEFAULT_DUTIES)]
    assert [field.name for field in catalogue.extra_fields()] == ["fishing_boat"]


def test_without_any_plugin_an_office_still_registers_and_acts(tmp_path, clock):
    office = Office.open(create(tmp_path / "bare", "中心"), clock, built_ins=())
    assert office.catalogue.plugins == ()
    event = office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, office.actor())
    office.ledger.act(event.no, Action.ACCEPT, office.actor(), {"category": "市容环境"})
    done = office.ledger.act(event.no, Action.ANSWER, office.actor(), {"result": "已修好"})
    assert done.state is State.CLOSED
    assert office.queries.count(parse("路灯", office.catalogue.fields())) == 1
    assert office.ledger.verify().ok
    path = tmp_path / "来件.csv"
    path.write_text("编号,内容\nA1,漏水\n", encoding="utf-8")
    with pytest.raises(WanggeError) as caught:
        office.planner.plan(path, clock())
    assert caught.value.code == "file_kind"
    office.close()


def hook(body, name="wangge_departments", arguments=""):
    return f"from wangge import *\n@hookimpl\ndef {name}({arguments}):\n    {body}\n"


BROKEN = {
    "raises": (hook("raise RuntimeError('no licence')"), "RuntimeError：no licence"),
    "raises half way": (hook("yield Department('a', '甲'); raise RuntimeError('half')"), "RuntimeError：half"),
    "cannot be imported": ("import a_module_that_is_nowhere\n", "ModuleNotFoundError"),
    "is no Python": ("def (:\n", "SyntaxError"),
    "leaves the program": ("import sys; sys.exit(1)\n", "SystemExit"),
    "returns nothing": (hook("return None"), "TypeError"),
    "returns a number": (hook("return 7"), "TypeError"),
    "returns something else": (hook("return ['劳动争议']"), "wangge_departments 返回了 str，应是 Department"),
    "returns what another hook takes": (hook("return [Department('a', '甲')]", "wangge_schemes"), "应是 Scheme"),
    "has fields that are none": (hook("return [Department('a', '甲', (), ('号牌',))]"), "AttributeError"),
    "has a label that is none": (hook("return [Department('a', None)]"), "TypeError"),
    "takes an event's own field": (hook("return [Department('a', '甲', (), (Field('unit', '单位'),))]"), "项目 unit与已有的重名"),
    "takes another department's field": (
        hook("return [Department('a', '甲', (), (Field('labour_people', '人数'),))]"),
        "项目 labour_people与已有的重名",
    ),
    "takes another department's key": (hook("return [Department('labour', '甲')]"), "代号 labour与已有的重名"),
    "leaves the program in a hook": (hook("raise SystemExit(3)"), "SystemExit"),
    "wants a newer interface": ("WANGGE_API = 99\n", "第99版"),
    "says nonsense of the interface": ("WANGGE_API = 'new'\n", "第new版"),
    "takes the name of another reader": (hook("return [Reader('工作簿', ('.x',), print)]", "wangge_readers"), "工作簿与已有的重名"),
    "has a clock that every event has": (
        hook(
            "from wangge.limits import Unit\n    return [Department('a', '甲', clocks=(Clock('办理', Limit(3, Unit.WORKING_DAY), 'case_at'),))]"
        ),
        "期限 办理与已有的重名",
    ),
    "has an unknown hook": (hook("return []", "wangge_screens"), "wangge_screens"),
    "has a hook with another shape": (hook("return []", arguments="office"), "PluginValidationError"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_named_with_its_reason_and_the_others_go_on(module, name):
    source, reason = BROKEN[name]
    broken, good = module(source), module(GOOD)
    catalogue = load([*BUILT_INS, broken, good])
    assert list(troubles(catalogue)) == [broken]
    assert reason in troubles(catalogue)[broken]
    assert [department.key for department in catalogue.departments] == [*OUR_DESKS, "fishing"]
    assert [reader.name for reader in catalogue.readers] == ["工作簿", "文本表", "罕见表"]


def test_of_a_broken_hook_nothing_is_taken_but_the_plugins_other_hooks_stand(module):
    name = module(GOOD.replace("return (Scheme", "raise RuntimeError('later')\n    return (Scheme"))
    catalogue = load([name])
    assert troubles(catalogue) == {name: "RuntimeError：later"}
    assert catalogue.schemes == ()
    assert catalogue.departments


def test_our_own_reasons_are_phrases_that_the_edge_can_say_in_english(module):
    off = [each for each in load(allow=["nowhere"], off=["plugins.labour"]).plugins if each.trouble]
    assert all(isinstance(each.trouble, Phrase) and isinstance(each.origin, Phrase) for each in off)
    assert len(off) == 2
    for name in ("returns something else", "takes an event's own field", "takes another department's key"):
        (trouble,) = troubles(load([*BUILT_INS, module(BROKEN[name][0])])).values()
        assert isinstance(trouble, Phrase)


def test_a_suggestion_says_why_in_a_phrase():
    named = suggest(Event(1, 1, {"subcategory": "劳动争议", "text": "路灯不亮"}), DEFAULT_DUTIES)
    worded = suggest(Event(1, 1, {"text": "物业收停车费，电梯不修"}), DEFAULT_DUTIES)
    assert (named.why, worded.why) == ("来件类别“劳动争议”", "文中有“物业、电梯、停车费”")
    assert (named.why.params, worded.why.params) == ({"named": "劳动争议"}, {"words": "物业、电梯、停车费"})


def test_a_reason_is_short_enough_for_a_line(module):
    name = module(hook("raise RuntimeError('x' * 5000)"))
    assert len(troubles(load([name]))[name]) <= 200


def test_an_office_may_switch_a_plugin_off():
    catalogue = load(off=["plugins.labour"])
    assert troubles(catalogue) == {"plugins.labour": "已由本中心停用"}
    assert [department.key for department in catalogue.departments] == OUR_DESKS[1:]


@pytest.fixture
def installed(tmp_path, monkeypatch, module):
    """A distribution with two entry points, as pip would install it."""
    name = module("import sys\nsys.modules['loaded_' + __name__] = sys\n" + GOOD)
    info = tmp_path / "wangge_more-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wangge-more\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[wangge]\nmore = {name}\nworse = {name}_that_is_nowhere\n", encoding="utf-8")
    yield name
    sys.modules.pop(f"loaded_{name}", None)


def test_entry_points_that_the_office_does_not_allow_are_not_even_imported(installed):
    for catalogue in (load(), load(allow=["another"])):
        assert f"loaded_{installed}" not in sys.modules
        assert [department.key for department in catalogue.departments] == OUR_DESKS


def test_an_allowed_entry_point_is_loaded_and_a_broken_one_is_named(installed):
    catalogue = load(allow=["more", "worse", "missing"])
    assert [department.key for department in catalogue.departments] == [*OUR_DESKS, "fishing"]
    assert set(troubles(catalogue)) == {"worse", "missing"}
    assert troubles(catalogue)["missing"] == "没有安装这个插件"
    assert {each.name: each.origin for each in catalogue.plugins}["more"] == installed


def test_a_plugin_that_hangs_is_given_up_and_the_others_go_on(installed, monkeypatch, tmp_path):
    monkeypatch.setattr("plugins.manager.PATIENCE", 0.2)
    released = threading.Event()
    monkeypatch.setattr(sys, "released_at_the_end", released, raising=False)
    (tmp_path / f"{installed}.py").write_text(
        "import sys\nfrom wangge import *\nfrom wangge import hookimpl\n@hookimpl\ndef wangge_duties():\n    sys.released_at_the_end.wait()\n    return []\n",
        encoding="utf-8",
    )
    catalogue = load(allow=["more"])
    released.set()
    assert troubles(catalogue) == {"more": "TimeoutError：0.2 s"}
    assert [department.key for department in catalogue.departments] == ["labour", "traffic", "medical"]


HELD = "import re\nre.match('(a+)+$', 'a' * 60 + 'b')\n"
"""A search that goes on for years inside C, where no other thread gets a turn."""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (HELD, "没有应答"),
        ("import os\nos._exit(0)\n", "自己结束了程序"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "自己结束了程序"),
    ],
    ids=["holds the interpreter", "ends the program", "kills it"],
)
def test_a_plugin_that_would_hang_or_end_every_command_is_given_up_elsewhere(installed, tmp_path, monkeypatch, body, why):
    monkeypatch.setattr("plugins.trial.SECONDS", 3.0)
    (tmp_path / f"{installed}.py").write_text(body, encoding="utf-8")
    catalogue = load(allow=["more"], office=tmp_path)
    assert why in troubles(catalogue)["more"]
    assert [department.key for department in catalogue.departments] == OUR_DESKS


def test_a_plugin_that_passed_is_tried_again_only_when_it_changes(installed, tmp_path, monkeypatch):
    tried = []
    run = subprocess.run
    monkeypatch.setattr("plugins.trial.subprocess.run", lambda *told, **more: tried.append(1) or run(*told, **more))
    for _ in range(2):
        assert "fishing" in [department.key for department in load(allow=["more"], office=tmp_path).departments]
    assert len(tried) == 1
    path = tmp_path / f"{installed}.py"
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    load(allow=["more"], office=tmp_path)
    assert len(tried) == 2


def test_what_a_plugin_prints_does_not_get_into_an_answer(installed, tmp_path, capfd):
    noise = "import os\nprint('noise')\nos.write(1, b'noise')\n"
    path = tmp_path / f"{installed}.py"
    path.write_text(
        noise + path.read_text(encoding="utf-8").replace("def wangge_duties():", "def wangge_duties():\n    print('noise')"),
        encoding="utf-8",
    )
    assert "fishing" in [department.key for department in load(allow=["more"], office=tmp_path).departments]
    assert capfd.readouterr().out == ""


def test_what_is_installed_is_listed_without_being_imported(installed):
    listed = {each.name: each for each in manager.installed(allow=["more", "missing"], off=["plugins.labour"])}
    assert f"loaded_{installed}" not in sys.modules
    assert {name: each.trouble for name, each in listed.items() if each.trouble} == {
        "worse": "本中心没有允许",
        "missing": "没有安装这个插件",
        "plugins.labour": "已由本中心停用",
    }
    assert listed["more"].origin == "wangge-more 1.0"


def test_the_list_of_fifty_installed_plugins_imports_none_of_them_and_none_of_ours(tmp_path):
    for number in range(50):
        info = tmp_path / f"fake_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: fake-{number}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[wangge]\nfake_{number} = fake_{number}\n", encoding="utf-8")
        (tmp_path / f"fake_{number}.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    code = "import sys; from console.cli import main; main(['plugins', '--json']); print(*sys.modules)"
    listed, imported = child("-c", code, path=tmp_path, here=tmp_path).splitlines()
    names = [each["name"] for each in json.loads(listed)]
    assert sum(name.startswith("fake_") for name in names) == 50
    assert not set(imported.split()) & set(names)


def test_an_allowed_plugin_may_still_be_switched_off(installed):
    assert troubles(load(allow=["more"], off=["more"])) == {"more": "已由本中心停用"}
    assert f"loaded_{installed}" not in sys.modules


def test_a_departments_fields_are_filled_in_kept_and_found(office):
    given = {"text": "拖欠工资两个月", "source": "窗口来访", "用人单位": "某餐饮店", "涉及人数": "6", "争议事项": "劳动报酬"}
    event = office.ledger.register(given, office.actor())
    assert event.extra == {"labour_employer": "某餐饮店", "labour_people": 6, "labour_matter": "劳动报酬"}
    for line, found in (("争议事项:劳动报酬", 1), ("用人单位:餐饮", 1), ("涉及人数:5..", 1), ("涉及人数:7..", 0), ("争议事项:空", 0)):
        assert office.queries.count(parse(line, office.catalogue.fields())) == found
    with pytest.raises(WanggeError, match="劳动报酬、解除终止"):
        office.ledger.register({**given, "争议事项": "别的"}, office.actor())


def test_no_built_in_field_takes_the_name_of_another():
    names = [field.name for field in load().extra_fields()]
    assert len(names) == len(set(names))
    assert not BY_NAME.keys() & set(names)
    assert all(field.kept is Kept.EXTRA for field in load().extra_fields())


def test_what_a_catalogue_holds_is_plain_data():
    catalogue = load()
    assert all(isinstance(each, Department) for each in catalogue.departments)
    assert all(isinstance(each, ReportKind) for each in catalogue.reports)
    assert all(isinstance(each, Scheme) for each in catalogue.schemes)
    assert all(isinstance(each, Field) for each in catalogue.fields())
    with pytest.raises(FrozenInstanceError):
        catalogue.departments[0].label = "改名"


@pytest.mark.parametrize("raised", [KeyboardInterrupt, GeneratorExit, SystemExit, BaseException])
def test_a_strangers_plugin_cannot_end_the_program_while_it_is_loaded(raised, monkeypatch):
    def leave():
        raise raised

    monkeypatch.setattr(manager, "entries", lambda: [SimpleNamespace(name="stranger", value="stranger", load=leave)])
    (told,) = load((), ["stranger"]).plugins
    assert raised.__name__ in told.trouble
