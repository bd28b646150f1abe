"""The example plugin as a stranger's: built as a wheel, installed beside the program, allowed by an office; and everything of it shows."""

from __future__ import annotations

import json
import shutil
from zipfile import ZipFile

import pytest

from console.office import SETTINGS
from tests.package_tools import ROOT, child, install, passes_its_lint, passes_its_tests, wheel

EXAMPLE = ROOT / "examples" / "water_dispute"
GIVEN = {
    "worker": "李四",
    "grid": "一网格",
    "户号": "3301000123",
    "收费单位": "某物业",
    "水电争议": "表计不准",
    "涉及户数": "3",
    "争议水电费": "246.5",
    "申请校表日期": "2026-01-05",
    "账单明细": "2026-01\t120\t0.538\t96.00\n2026-02\t100.5\t0.538\t50",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with the example installed as its wheel, and nothing else."""
    room = tmp_path_factory.mktemp("example")
    install(wheel(EXAMPLE, room), room / "site")
    return room / "site"


@pytest.fixture(scope="module")
def wangge(site, tmp_path_factory):
    """The program beside the installed example, on an office that allows it; gives what a command answers in JSON."""
    office = tmp_path_factory.mktemp("office") / "东街"

    def run(*arguments, fails=False):
        return json.loads(child("console.cli", "--office", office, *arguments, "--json", path=site, fails=fails).splitlines()[-1])

    run("init", office)
    settings = office / SETTINGS
    settings.write_text(settings.read_text(encoding="utf-8").replace("allow = []", 'allow = ["water"]'), encoding="utf-8")
    return run


@pytest.fixture(scope="module")
def event(wangge):
    """An event with the whole form filled in, as a grid worker brings it."""
    given = [part for name, value in GIVEN.items() for part in ("--set", f"{name}={value}")]
    return wangge("register", "--text", "电费太高，怀疑电表不准", "--category", "水电费纠纷", "--source", "网格员", *given)


def month(event):
    return event["reported_at"][:7]


def test_the_example_passes_its_lint_and_types():
    passes_its_lint(EXAMPLE)


def test_the_installed_example_keeps_the_contract_and_passes_its_own_tests(site, tmp_path):
    shutil.copytree(EXAMPLE / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    passes_its_tests(tmp_path, site)
    assert child("-c", "import water_dispute; print(water_dispute.__file__)", path=site).startswith(str(site))


def test_it_is_listed_and_says_what_it_brings(wangge):
    listed = {each["name"]: each for each in wangge("plugins")}
    assert (listed["water"]["origin"], listed["water"]["trouble"]) == ("wangge-water-dispute 1.0.0", "")
    checked = {each["name"]: each for each in wangge("plugins", "--check")}
    assert checked["water"]["brings"] == "部门：水电费纠纷；考核项目：水电要素齐全；报表：水电费纠纷月报"
    assert not any(each["trouble"] for each in checked.values())


def test_nothing_of_it_is_there_where_the_office_does_not_allow_it(site, tmp_path):
    told = json.loads(child("console.cli", "calc", "water.refund", "--json", path=site, here=tmp_path, fails=True))
    assert told["error"] == "calc_unknown"
    code = "import sys; from console.cli import main; main(['plugins']); sys.exit('water_dispute' in sys.modules)"
    assert "本中心没有允许" in child("-c", code, path=site, here=tmp_path)


def test_its_calculator_reckons(wangge):
    told = wangge("calc", "water.refund", "--set", f"bills={GIVEN['账单明细']}")
    assert (told["total"], [line["label"] for line in told["lines"]]) == ("27.37", ["2026-01多收", "2026-02少收"])


def test_its_form_is_kept_found_and_masked(wangge, event):
    extra = wangge("show", event["no"])["extra"]
    assert (extra["water_account"], extra["water_amount"], extra["water_households"]) == ("＊＊＊＊＊＊＊＊", "246.50", 3)
    assert extra["water_bills"][0] == {"period": "2026-01", "used": "120", "price": "0.538", "charged": "96.00"}
    assert wangge("events", "水电争议:表计不准 争议水电费:>200")["no"] == event["no"]


def test_its_clock_runs_and_is_asked_for(wangge, event):
    clocks = {each["kind"]: each for each in wangge("explain", event["no"])["clocks"]}
    assert clocks["校表答复"]["due"].startswith("2026-01-12T17:30")
    assert wangge("events", "时限:校表答复超期")["no"] == event["no"]


def test_its_paper_is_printed(wangge, event):
    path = wangge("print", event["no"], "water.statement")["file"]
    with ZipFile(path) as file:
        text = file.read("word/document.xml").decode("utf-8")
    assert "水电费退费核算单" in text
    assert "贰拾柒元叁角柒分" in text
    assert GIVEN["户号"] in text


def test_its_report_and_its_sheet_of_the_month_report_count_the_event(wangge, event):
    (own,) = wangge("report", "water", "--month", month(event))["report"]["sheets"]
    assert own["rows"][1] == ["表计不准", 1, 3, 246.5]
    sheets = {sheet["name"]: sheet for sheet in wangge("report", "month", "--month", month(event))["report"]["sheets"]}
    told = {row[0].strip("　"): row[1] for row in sheets["水电费纠纷"]["rows"]}
    assert (told["涉该类事件"], told["涉及户数"], told["争议水电费"], told["转供加价"], told["填了户号的来件"]) == (1, 3, 246.5, 0, 1)


def test_its_score_item_is_scored(wangge, event):
    told = wangge("score", "--month", month(event))
    (worker,) = told["scores"]
    (item,) = (each for each in worker["items"] if each["item"] == "水电要素齐全")
    assert (worker["worker"], item["points"], item["numerator"], item["events"]) == ("李四", 5.0, 1, [event["no"]])


def test_it_imports_nothing_of_ours_but_the_public_names(tmp_path):
    named = {
        line.split()[1]
        for path in EXAMPLE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(("import ", "from "))
    }
    assert {name for name in named if name.partition(".")[0] in {"console", "plugins", "importers", "exports", "db", "wangge"}} == {
        "wangge",
        "wangge.money",
        "wangge.testing",
    }
