"""The console in a web page: nobody without the secret, nothing from outside, one console a tab, and a browser that works with it."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pyte
import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from console.shortcut import console_command
from console.web import PAGE, POLICY, Web
from tests.ledger_tools import command, refused, register
from wangge.errors import WanggeError

SECRET = "a-secret-of-this-test"
FAKE = (
    "import json, os, sys\n"
    "def say(kind, data): sys.stdout.buffer.write(kind + len(data).to_bytes(4, 'big') + data); sys.stdout.buffer.flush()\n"
    "sys.stdout.buffer.write(b'__GANGLION__\\n')\n"
    "say(b'D', json.dumps([sys.argv[1:], os.environ['TEXTUAL_DRIVER'], os.environ['COLUMNS'], os.environ['ROWS']]).encode())\n"
    "while kind := sys.stdin.buffer.read(1):\n"
    "    data = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), 'big'))\n"
    "    if b'quit' in data: break\n"
    "    if kind == b'D': say(b'D', data.upper())\n"
)
"""A console that says with what it was begun, and answers in capitals."""


@asynccontextmanager
async def browser(*arguments, title="东街街道网格中心"):
    server = Web([sys.executable, "-c", FAKE, *arguments], title, SECRET)
    async with TestClient(TestServer(server.application())) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ws",
        "/static/js/textual.js",
        "/page/page.js",
        "/favicon.ico",
        f"/{SECRET}x/",
        f"/{SECRET[:-1]}/",
        f"/{SECRET.upper()}/ws",
        "/密/",
    ],
)
async def test_without_the_secret_there_is_nothing_to_be_seen(path):
    async with browser() as client:
        answer = await client.get(path)
        assert (answer.status, await answer.text()) == (403, "403")


@pytest.mark.parametrize("path", ["/ws", "/wrong/ws", f"/{SECRET[:-1]}/ws", f"/{SECRET}x/ws"])
async def test_no_console_is_opened_for_a_wrong_or_missing_secret(path):
    async with browser() as client:
        with pytest.raises(WSServerHandshakeError) as caught:
            await client.ws_connect(path)
        assert caught.value.status == 403


async def test_secrets_are_compared_in_constant_time(monkeypatch):
    compared = []
    equal = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda given, own: compared.append((given, own)) or equal(given, own))
    async with browser() as client:
        await client.get("/wrong/")
        assert compared == [(b"wrong", SECRET.encode())]


async def test_the_page_asks_for_nothing_from_outside():
    async with browser() as client:
        answer = await client.get(f"/{SECRET}/")
        text = await answer.text()
        asked = re.findall(r'(?:src|href)="([^"]*)"', text)
        assert len(asked) >= 5
        assert not [each for each in asked if re.match(r"(?:\w+:)?//", each)]
        (console,) = re.findall(r'data-session-websocket-url="([^"]*)"', text)
        assert console == f"ws://{client.host}:{client.port}/{SECRET}/ws"
        assert not re.findall(r"https?://", text)
        for address in asked:
            if not address.startswith("data:"):
                told = await client.get(f"/{SECRET}/{address}")
                assert told.status == 200, address
                content = await told.text()
                if address.endswith(".css"):
                    assert not re.findall(r"""(?:url\(|@import)\s*["']?(?:\w+:)?//""", content), address
        assert POLICY in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_browser_is_told_to_ask_nobody_else():
    assert re.fullmatch(r"default-src 'none'(; [a-z]+-src (('self'|'unsafe-inline'|data:) ?)+)*", POLICY)
    assert not re.search(r"https?:|\*|'unsafe-eval'", POLICY)
    assert "unsafe-inline" not in POLICY.split("script-src")[1].split(";")[0]
    for path in PAGE.iterdir():
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path


async def test_a_name_is_text_on_the_page():
    async with browser(title='<script>alert("x")</script>$title') as client:
        text = await (await client.get(f"/{SECRET}/")).text()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;$title" in text


async def test_each_tab_is_a_console_of_its_own_and_its_command_meets_no_shell():
    evil = "a b; echo $HOME & `id` \"'"
    async with browser(evil) as client:
        first = await client.ws_connect(f"/{SECRET}/ws?width=90&height=30")
        second = await client.ws_connect(f"/{SECRET}/ws?width=70&height=30")
        assert json.loads((await first.receive()).data)[0] == [evil]
        told = json.loads((await second.receive()).data)
        assert told[1:] == ["console.web_driver:WebDriver", "70", "30"]
        await first.send_json(["stdin", "abc"])
        assert (await first.receive()).data == b"ABC"
        await second.send_json(["stdin", "xyz"])
        assert (await second.receive()).data == b"XYZ"
        await first.close()
        await second.send_json(["stdin", "on"])
        assert (await second.receive()).data == b"ON"
        await second.close()


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("width=100000&height=100000", ["500", "200"]),
        ("width=-3&height=0", ["20", "5"]),
        ("width=x", ["80", "24"]),
        ("width=1e9", ["80", "24"]),
    ],
)
async def test_a_tab_is_as_large_as_a_screen_may_be(asked, size):
    async with browser() as client:
        tab = await client.ws_connect(f"/{SECRET}/ws?{asked}")
        assert json.loads((await tab.receive()).data)[2:] == size
        await tab.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]", ""])
async def test_a_name_that_somebody_made_point_here_is_refused(host):
    async with browser() as client:
        answer = await client.get(f"/{SECRET}/", headers={"Host": host})
        assert (answer.status, await answer.text()) == (403, "403")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1", "http://localhost"])
async def test_no_other_site_opens_a_console_in_somebodys_browser(origin):
    async with browser() as client:
        with pytest.raises(WSServerHandshakeError) as caught:
            await client.ws_connect(f"/{SECRET}/ws", origin=origin)
        assert caught.value.status == 403
        own = await client.ws_connect(f"/{SECRET}/ws", origin=f"http://{client.host}:{client.port}")
        assert (await own.receive()).data
        await own.close()


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "0.0.0.0", socket.gethostname(), "localhost:1"])
def test_a_server_for_others_is_known_by_its_addresses_and_its_name(host):
    open_to_all = Web(["true"], "x", SECRET, host="0.0.0.0")
    assert open_to_all._is_ours(host)
    assert not open_to_all._is_ours("evil.example")


async def test_what_is_no_message_of_the_page_is_passed_over():
    async with browser() as client:
        tab = await client.ws_connect(f"/{SECRET}/ws", max_msg_size=0)
        await tab.receive()
        for told in ("", "{", "[]", "3", '["stdin", 3]', '["resize", "x"]', '["resize", {}]', '["gone", []]', '{"a": 1}', "[" * 2_000):
            await tab.send_str(told)
        await tab.send_bytes(b"\xff")
        await tab.send_json(["stdin", "a" * (5 << 20)])
        assert len((await tab.receive()).data) == 5 << 20
        await tab.close()


async def test_so_many_consoles_and_no_more(monkeypatch):
    monkeypatch.setattr("console.web.MOST_TABS", 2)
    async with browser() as client:
        tabs = [await client.ws_connect(f"/{SECRET}/ws") for _ in range(2)]
        with pytest.raises(WSServerHandshakeError) as caught:
            await client.ws_connect(f"/{SECRET}/ws")
        assert caught.value.status == 503
        await tabs[0].close()
        for _ in range(100):
            try:
                tabs[0] = await client.ws_connect(f"/{SECRET}/ws")
                break
            except WSServerHandshakeError:
                await asyncio.sleep(0.02)
        for tab in tabs:
            await tab.receive()
            await tab.close()


@pytest.mark.parametrize(
    "asked",
    [
        b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
        b"GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n",
        b"GET //evil/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /%ff%fe/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"G\x00T / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: " + b"b" * 20_000 + b"\r\n\r\n",
        f"GET /{SECRET}/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n".encode(),
        f"POST /{SECRET}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n".encode(),
    ],
)
async def test_any_request_gets_a_plain_answer_and_leaves_no_traceback(asked, caplog, capfd):
    async with browser() as client:
        reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
        writer.write(asked)
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n"), 10)
        assert re.match(rb"HTTP/1.[01] 4", answer), answer
        writer.close()
    told = capfd.readouterr()
    assert "Traceback" not in told.err + told.out
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP], ids=["killed", "hung up"])
async def test_no_console_outlives_its_server(office, end):
    office.close()
    line = [*console_command(office.folder, "zh", "")[:-2], "serve", "--port", "0", "--json"]
    server = await asyncio.create_subprocess_exec(
        *line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL)
    )
    address = json.loads(await server.stdout.readline())["address"]
    async with ClientSession() as session:
        tabs = [await session.ws_connect(address.replace("http", "ws") + "ws") for _ in range(2)]
        for tab in tabs:
            assert (await tab.receive()).data
        consoles = children(server.pid)
        assert len(consoles) == 2
        server.send_signal(end)
        await server.wait()
    for _ in range(400):
        left = [console for console in consoles if is_alive(console)]
        if not left:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{len(left)} consoles live on")


def children(number):
    return [int(each) for each in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def is_alive(number):
    """Whether a process runs; one that only waits for its parent does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        server = Web(["true"], "x", SECRET, port=other.getsockname()[1])
        error = refused("port_taken", asyncio.run, server.run(lambda _address: None))
        assert str(other.getsockname()[1]) in str(error)


def test_what_is_wrong_with_the_office_is_said_before_anything_is_served(tmp_path, capsys):
    assert command("--office", str(tmp_path / "nowhere"), "serve") == 1
    assert "找不到网格中心文件夹" in capsys.readouterr().err


def test_a_missing_library_is_said_with_what_to_do(office, monkeypatch, capsys):
    office.close()
    monkeypatch.setitem(sys.modules, "console.web", None)
    assert command("--office", str(office.folder), "serve", "--port", "0") == 1
    assert "pip install 'wangge[web]'" in capsys.readouterr().err


@pytest.fixture
def served(office, clerk):
    """The address of the office in a page; the server is ended at the end."""
    register(office, text="楼上漏水，天花板泡坏了", community="东园社区")
    office.close()
    line = [*console_command(office.folder, "zh", "")[:-2], "serve", "--port", "0", "--json"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as server:
        try:
            told = json.loads(server.stdout.readline())
            assert told.keys() == {"address"}
            yield told["address"]
        finally:
            server.send_signal(signal.SIGINT)
            _, complained = server.communicate(timeout=30)
        assert (server.returncode, complained) == (0, "")


@pytest.mark.needs("chromium")
async def test_a_browser_sees_the_desk_presses_a_key_and_sees_the_ledger(served, tmp_path):
    from playwright.async_api import async_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    asked, screens = [], []

    def watch(websocket):
        screen = pyte.Screen(200, 60)  # at least as large as the page's own
        stream = pyte.ByteStream(screen)
        screens.append(screen)
        websocket.on("framereceived", lambda data: stream.feed(data) if isinstance(data, bytes) else None)

    async def until(*words):
        for _ in range(300):
            text = "\n".join(re.sub(r"(?<=[^\x00-\xff]) ", "", line) for line in screens[-1].display) if screens else ""
            if all(word in text for word in words):
                return text
            await page.wait_for_timeout(100)
        pytest.fail(text)

    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=shutil.which("chromium"),
            headless=True,
            args=flags,
            viewport={"width": 1200, "height": 800},
        )
        page = await chromium.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", watch)
        await page.goto(served)
        await until("首页", "待受理", "近30天")
        await page.keyboard.press("F4")
        await until("台账", "第1 / 共1", "楼上漏水")
        other = await chromium.new_page()
        other.on("websocket", watch)
        await other.goto(served)
        await until("首页", "待受理")
        assert len(screens) == 2
        await chromium.close()
    assert asked
    assert {address.split("/")[2] for address in asked} == {served.split("/")[2]}


def test_the_command_of_a_tab_is_this_program_on_that_office(tmp_path):
    found = console_command(tmp_path / "我的 中心", "zh", "小王", ["--calm"])
    assert found[:4] == [sys.executable, "-P", "-m", "console.cli"]
    assert found[4:] == ["--office", str(tmp_path / "我的 中心"), "--lang", "zh", "--as", "小王", "--calm"]
    assert Path(found[5]).is_absolute()


def test_an_error_of_the_port_keeps_its_reason():
    assert "在用" in str(WanggeError("port_taken", host="127.0.0.1", port=80, reason="在用"))
