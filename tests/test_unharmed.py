"""What happens to a form in a real terminal: the program killed, stopped, hung up, its window too small, far too much pasted."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from terminal import Terminal, wangge

from console import drafts
from console.office import Office, create
from wangge.lifecycle import ONE_KEY_DISPATCH
from wangge.query import And

pytestmark = pytest.mark.needs("pty")
TOLD = "楼上漏水，天花板泡坏了"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "office", "东街街道网格中心")


def console(folder: Path) -> Terminal:
    return Terminal(wangge("--office", str(folder), "--lang", "zh"), (80, 24))


def registering(terminal: Terminal) -> None:
    terminal.until("待受理")
    terminal.press("f2")
    terminal.until("不愿提供", "内容")


@pytest.mark.long
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP])
def test_every_key_of_a_registration_outlives_the_program(folder: Path, end: signal.Signals) -> None:
    with console(folder) as terminal:
        registering(terminal)
        terminal.press(*TOLD, settle=0.02)
        terminal.until(TOLD)
        terminal.tab(2)
        terminal.press("张三")
        terminal.until("张三")
        terminal.signal(end)
        assert terminal.wait() != 0
    with console(folder) as terminal:
        registering(terminal)
        terminal.until("接着上次没有登记的草稿", TOLD, "张三")
        terminal.press("f4")
        terminal.until("已登记")
    office = Office.open(folder)
    (event,) = office.queries.page(And()).events
    assert (event.text("text"), event.text("caller")) == (TOLD, "张*")
    office.close()
    assert drafts.read(folder) == {}


def test_every_key_of_an_actions_form_outlives_the_program(folder: Path) -> None:
    office = Office.open(folder)
    event = office.ledger.register({"text": TOLD, "source": "窗口"}, office.actor())
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), {"category": "市容环境", "unit": "市政养护所"})
    office.close()

    def form(terminal: Terminal) -> None:
        terminal.until("待受理")
        terminal.press("f3")
        terminal.until("共 1 件")
        terminal.press("escape", "enter")
        terminal.until("2办结")
        terminal.press("2")
        terminal.until("F4 确定")

    with console(folder) as terminal:
        form(terminal)
        terminal.press("灯泡已换")
        terminal.until("灯泡已换")
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    with console(folder) as terminal:
        form(terminal)
        terminal.until("接着上次没有填完的", "灯泡已换")
        terminal.press("f4")
        terminal.until("办结：")
    assert not list(folder.glob(".draft-*"))


def test_a_form_is_as_it_was_after_the_program_was_stopped_and_goes_on(folder: Path) -> None:
    with console(folder) as terminal:
        registering(terminal)
        terminal.press(TOLD)
        terminal.until(TOLD)
        terminal.signal(signal.SIGTSTP)
        terminal.stopped()
        terminal.signal(signal.SIGCONT)
        terminal.press("，墙也湿了")
        terminal.until(TOLD + "，墙也湿了")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert drafts.read(folder)["text"] == TOLD + "，墙也湿了"


def test_a_form_is_as_it_was_after_the_window_was_too_small(folder: Path) -> None:
    with console(folder) as terminal:
        registering(terminal)
        terminal.press(TOLD)
        terminal.until(TOLD)
        terminal.resize(59, 15)
        terminal.until("终端太小", "59×15", "60×16")
        terminal.resize(100, 30)
        terminal.until("内容", TOLD, "反映人电话")
        terminal.press("，墙也湿了")
        terminal.until(TOLD + "，墙也湿了")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_a_terminal_that_writes_gbk_does_not_end_the_program(folder: Path) -> None:
    with console(folder) as terminal:
        registering(terminal)
        terminal.press("甲")
        terminal.until("甲")
        terminal.send_bytes("你好".encode("gbk"))
        terminal.press("乙丙")
        terminal.until("乙丙")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert drafts.read(folder)["text"].startswith("甲\ufffd")


def test_ten_megabytes_are_refused_and_typing_goes_on(folder: Path) -> None:
    with console(folder) as terminal:
        registering(terminal)
        terminal.paste("漏水" * 1_700_000)
        terminal.until("没有贴入", seconds=120)
        terminal.press(TOLD)
        terminal.until(TOLD)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert json.loads(drafts.file(folder).read_text())["text"] == TOLD
