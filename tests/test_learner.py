"""The learner: off unless an office wants it, never a reason to stop, taught by decisions, made anew when it is damaged or knows what was undone."""

from __future__ import annotations

import sys
import types
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from screens import console

from console.learner import FOLDER, _line
from console.office import SETTINGS, Office, create
from console.suggesting import proposal, teach
from wangge.habits import Guess, joined
from wangge.lifecycle import ONE_KEY_DISPATCH

KINDS = (("巷口灯杆歪了", "灯杆", "灯具队"), ("犬只夜里吠叫", "犬只", "养犬办"))


class FakeWorkspace:
    """What the learner needs of vowpalwabbit: counts words by label, keeps them as text."""

    made = 0

    def __init__(self, options: str) -> None:
        type(self).made += 1
        self.counts: dict[int, Counter[str]] = defaultdict(Counter)
        if " -i " in options:
            for line in Path(options.partition(" -i ")[2]).read_text(encoding="utf-8").splitlines():
                label, word = line.split("\t")
                self.counts[int(label)][word] += 1

    @staticmethod
    def _words(line: str) -> list[str]:
        return [word.partition(":")[0] for word in line.split("|t ")[1].split()]

    def learn(self, line: str) -> None:
        self.counts[int(line.split(maxsplit=1)[0])].update(set(self._words(line)))

    def predict(self, line: str) -> list[float]:
        words = self._words(line)
        return [sum(word in self.counts[label] for word in words) / len(words) * 2 - 1 for label in range(1, 257)]

    def save(self, path: str) -> None:
        lines = [f"{label}\t{word}" for label, words in self.counts.items() for word in words]
        Path(path).write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def package(monkeypatch):
    """The package, or what stands for it."""
    FakeWorkspace.made = 0
    monkeypatch.setitem(sys.modules, "vowpalwabbit", types.SimpleNamespace(Workspace=FakeWorkspace))


@pytest.fixture
def folder(tmp_path):
    made = create(tmp_path / "office", "中心")
    text = (made / SETTINGS).read_text(encoding="utf-8")
    assert "learner = false" in text
    (made / SETTINGS).write_text(text.replace("learner = false", "learner = true"), encoding="utf-8")
    return made


def decided(office: Office, times: int) -> None:
    for n in range(times):
        for words, kind, unit in KINDS:
            made = office.ledger.register({"text": f"{words}{n}", "source": "窗口来访"}, office.actor())
            given = {"category": "市容环境", "subcategory": kind, "unit": unit}
            office.ledger.act(made.no, ONE_KEY_DISPATCH, office.actor(), given)


def asked(office: Office, text: str):
    made = office.ledger.register({"text": text, "source": "窗口来访"}, office.actor())
    return proposal(made, office)


def test_an_office_that_did_not_switch_it_on_never_imports_it(office, monkeypatch):
    monkeypatch.setitem(sys.modules, "vowpalwabbit", None)
    assert office.learner == (None, None)
    asked(office, "灯杆歪了")


def test_a_package_that_is_not_there_is_said_once_and_suggestions_go_on(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "vowpalwabbit", None)
    office = Office.open(folder)
    assert office.learner[1].code == "learner_missing"
    assert asked(office, "路灯不亮").best("unit").value == "市政养护所"
    office.close()


@pytest.mark.usefixtures("package")
def test_it_knows_the_ledger_and_what_was_decided_since(folder):
    office = Office.open(folder)
    decided(office, 3)
    assert asked(office, "灯杆又歪了").best("unit").value == "灯具队"
    made = office.ledger.register({"text": "河面漂浮物", "source": "窗口来访"}, office.actor())
    given = {"category": "水", "subcategory": "漂浮物", "unit": "河道所"}
    teach(office.ledger.act(made.no, ONE_KEY_DISPATCH, office.actor(), given), office)
    assert asked(office, "河面漂浮物很多").best("unit").value == "河道所"
    office.close()


@pytest.mark.usefixtures("package")
def test_what_was_kept_is_read_and_not_learned_anew(folder):
    office = Office.open(folder)
    decided(office, 3)
    assert asked(office, "灯杆又歪了").best("unit")
    office.close()
    again = Office.open(folder)
    learner, _trouble = again.learner
    learner._teach = None
    assert learner.scores("unit", {"text": "灯杆"})["灯具队"] > learner.scores("unit", {"text": "灯杆"})["养犬办"]
    again.close()


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("name", ["unit.vw", "learner.json"])
def test_a_damaged_or_lost_model_is_made_anew(folder, name):
    office = Office.open(folder)
    decided(office, 3)
    assert office.learner[0]
    office.close()
    path = folder / FOLDER / name
    for damage in (lambda: path.write_bytes(b"\x00\xff damaged"), path.unlink):
        damage()
        again = Office.open(folder)
        assert asked(again, "犬只又叫").best("unit").value == "养犬办"
        again.close()


@pytest.mark.usefixtures("package")
def test_what_was_taken_back_is_learned_no_more(folder):
    office = Office.open(folder)
    decided(office, 3)
    made = office.ledger.register({"text": "河面漂浮物", "source": "窗口来访"}, office.actor())
    given = {"category": "水", "subcategory": "漂浮物", "unit": "河道所"}
    done = office.ledger.act(made.no, ONE_KEY_DISPATCH, office.actor(), given)
    assert "河道所" in office.learner[0].scores("unit", {"text": "河面"})
    office.ledger.undo(f"S{done.version}", office.actor())
    office.close()
    again = Office.open(folder)
    assert "河道所" not in again.learner[0].scores("unit", {"text": "河面"})
    again.close()


@pytest.mark.usefixtures("package")
def test_a_package_that_fails_is_said_and_suggestions_go_on(folder, monkeypatch):
    def fails(_options):
        raise RuntimeError("no memory")

    monkeypatch.setattr(sys.modules["vowpalwabbit"], "Workspace", fails)
    office = Office.open(folder)
    assert office.learner[1].code == "learner_unusable"
    assert asked(office, "路灯不亮").best("unit")
    office.close()


@pytest.mark.usefixtures("package")
async def test_triage_teaches_it_and_keeps_what_it_learned(folder):
    office = Office.open(folder)
    office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, office.actor())
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("enter")
        await shown()
    assert "市政养护所" in (folder / FOLDER / "learner.json").read_text(encoding="utf-8")


def test_no_text_can_end_a_word_or_begin_another_example():
    line = _line("unit", {"text": "甲|乙:丙 9\n丁", "street": "东 街|x:1"})
    assert line.count("|") == 1
    assert "\n" not in line
    assert all(word.count(":") == 1 and float(word.partition(":")[2]) > 0 for word in line[3:].split())


def test_a_second_voice_decides_only_where_the_first_is_in_doubt():
    found = (Guess("甲", 0.5), Guess("乙", 0.4))
    assert [guess.label for guess in joined(found, {"甲": 0.0, "乙": 0.4})] == ["甲", "乙"]
    assert [guess.label for guess in joined(found, {"甲": -0.5, "乙": 0.5, "丙": 1.0})] == ["乙", "甲", "丙"]


@pytest.mark.needs("learner")
def test_the_package_itself_learns_keeps_and_reads(folder):
    office = Office.open(folder)
    decided(office, 20)
    assert asked(office, "灯杆又歪了").best("unit").value == "灯具队"
    office.close()
    again = Office.open(folder)
    assert again.learner[0].scores("unit", {"text": "犬只夜里吠叫"})["养犬办"] > 0
    again.close()
