"""The web door 网页: the same console in a browser, one console for each tab, behind a secret in the address.

textual-serve carries keys and pictures between the browser and a console of its own process; the page, the addresses and the secret are ours. Every
request, the websocket's too, must name the secret; the page asks for nothing that is not on this server.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import html
import json
import logging
import os
import signal
import socket
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from console.words import _, say, speaks_chinese
from wangge.errors import WanggeError

PAGE = Path(__file__).parent / "page"
LOOPBACK = "127.0.0.1"
LOOPBACKS = frozenset({LOOPBACK, "::1", "localhost"})
DRIVER = "console.web_driver:WebDriver"
LEAST_SIZE, MOST_SIZE = (20, 5), (500, 200)
"""Columns and lines that a tab may have; a console pays for each of them in memory."""
MOST_MESSAGE = 32 << 20
"""Bytes of one message of a browser. What is too long for an entry is refused there, in a sentence; a longer message ends its tab."""
MOST_TABS = 20
"""Consoles at once: each is a process of its own."""
PATIENCE = 3.0
"""Seconds that a console has for closing."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'"
)
"""What the browser may ask for: nothing but this server (Content Security Policy)."""
HEADERS = {
    "Content-Security-Policy": POLICY + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Console(AppService):
    """The console of one tab, in a process of its own; its command is a list and meets no shell."""

    arguments: Sequence[str] = ()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = {**self._build_environment(width, height), "TEXTUAL_DRIVER": DRIVER}
        self._process = await asyncio.create_subprocess_exec(*self.arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment)
        self._stdin = self._process.stdin
        return self._process

    async def end(self) -> None:
        """Let the console close; one that does not is ended, so that none goes on without its tab."""
        try:
            await asyncio.wait_for(self.stop(), PATIENCE)
        except TimeoutError:
            pass
        finally:
            process = self._process
            if process is not None:
                if process.returncode is None:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(process.wait(), PATIENCE)
                if process.returncode is None:
                    process.kill()
                await process.wait()


class Web(Server):
    """The server.

    Args:
        arguments: the command of a console.
        title: the page's title.
        secret: the first part of every address.
        host: where it listens.
        port: the port; 0 is any free one.
    """

    def __init__(self, arguments: Sequence[str], title: str, secret: str, host: str = LOOPBACK, port: int = 0) -> None:
        super().__init__(title, host, port, title=title)
        self._arguments = tuple(arguments)
        self._secret = secret
        self._open: set[web.WebSocketResponse] = set()

    def application(self) -> web.Application:
        """What answers the browser."""
        logging.getLogger("aiohttp.server").addFilter(_is_ours_to_tell)
        app = web.Application(middlewares=[self._guard])
        app.on_response_prepare.append(_with_headers)
        app.on_shutdown.append(self._close_all)
        below = f"/{self._secret}"
        app.add_routes(
            [
                web.get(below, self._whole_address),
                web.get(f"{below}/", self._index),
                web.get(f"{below}/ws", self._socket),
                web.static(f"{below}/page", PAGE),
                web.static(f"{below}/static", self.statics_path),
            ]
        )
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Nobody without the secret learns what there is, and no other site speaks through somebody's browser."""
        given = request.path.removeprefix("/").split("/")[0]
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            raise web.HTTPForbidden(text="403")
        origin = request.headers.get("Origin", "")
        if not self._is_ours(request.host) or (origin and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="403")
        return await handler(request)

    def _is_ours(self, host: str) -> bool:
        """Whether a browser asked for this server by an address of its own: a name that somebody else made point here is not."""
        name = urlsplit(f"//{host}").hostname or ""
        if self.host in LOOPBACKS:
            return name in LOOPBACKS
        try:
            ip_address(name)
        except ValueError:
            return name in {self.host, socket.gethostname(), "localhost"}
        return True

    async def _whole_address(self, _request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"/{self._secret}/")

    async def _index(self, request: web.Request) -> web.Response:
        told = {
            "language": "zh" if speaks_chinese() else "en",
            "title": self.title,
            "opening": _("正在打开……"),
            "closed": _("工作台已关闭。"),
            "again": _("再打开（回车）"),
            "socket": f"ws://{request.host}/{self._secret}/ws",
            "size": str(to_int(request.query.get("fontsize", ""), 16)),
        }
        text = Template((PAGE / "index.html").read_text(encoding="utf-8")).substitute(
            {name: html.escape(each) for name, each in told.items()}
        )
        return web.Response(text=text, content_type="text/html")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """One tab: a console that lives as long as its socket."""
        if len(self._open) >= MOST_TABS:
            raise web.HTTPServiceUnavailable(text=say("已开着 {count} 个工作台，不能再开。请先关掉不用的标签页。", count=MOST_TABS))
        tab = web.WebSocketResponse(heartbeat=15, max_msg_size=MOST_MESSAGE)
        self._open.add(tab)
        try:
            await tab.prepare(request)
            await self._console_of(tab, request)
        finally:
            self._open.discard(tab)
        return tab

    async def _console_of(self, tab: web.WebSocketResponse, request: web.Request) -> None:
        async def close() -> None:
            await tab.close()

        console = Console(
            self.command,
            write_bytes=tab.send_bytes,
            write_str=tab.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        console.arguments = self._arguments
        try:
            await console.start(*_size(request.query.get("width", ""), request.query.get("height", "")))
            await self._listen(tab, console)
        finally:
            await console.end()

    async def _listen(self, tab: web.WebSocketResponse, console: Console) -> None:
        """Pass on what a browser says until it ends; what is none of its messages is passed over."""
        async for message in tab:
            try:
                kind, *rest = json.loads(message.data) if message.type is web.WSMsgType.TEXT else ("",)
                told = rest[0] if rest else None
            except (ValueError, TypeError, RecursionError):
                continue
            if kind == "stdin" and isinstance(told, str):
                await console.send_bytes(told.encode("utf-8", "ignore"))
            elif kind == "resize" and isinstance(told, dict):
                await console.set_terminal_size(*_size(told.get("width"), told.get("height")))
            elif kind == "ping":
                await tab.send_json(["pong", told])
            elif kind == "blur":
                await console.blur()
            elif kind == "focus":
                await console.focus()

    async def _close_all(self, _app: web.Application) -> None:
        for tab in list(self._open):
            await tab.close(code=WSCloseCode.GOING_AWAY)

    async def run(self, opened: Callable[[str], None]) -> None:
        """Serve until somebody stops it; `opened` is told the address once it answers.

        Raises:
            WanggeError: `port_taken`.
        """
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=2 * PATIENCE)
        await runner.setup()
        site = web.TCPSite(runner, self.host, self.port)
        try:
            await site.start()
        except OSError as error:
            await runner.cleanup()
            raise WanggeError("port_taken", host=self.host, port=self.port, reason=os.strerror(error.errno or 0)) from error
        stopped = asyncio.Event()
        for number in filter(None, (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", None))):
            with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows, and loops of other threads
                asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        port = runner.addresses[0][1]
        opened(f"http://{self.host}:{port}/{self._secret}/")
        try:
            await stopped.wait()
        finally:
            await runner.cleanup()


def _size(width: object, height: object) -> tuple[int, int]:
    """The size of a tab as it was asked for, within bounds."""
    asked = (to_int(str(each), usual) for each, usual in ((width, 80), (height, 24)))
    columns, lines = (min(max(each, least), most) for each, least, most in zip(asked, LEAST_SIZE, MOST_SIZE, strict=True))
    return columns, lines


def _is_ours_to_tell(record: logging.LogRecord) -> bool:
    """Whether a line of the log says something of this server: a request that is none got its answer, and is nobody's fault here."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _with_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
