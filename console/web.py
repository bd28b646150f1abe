"""The web door 网页: the same console in a browser, one console for each tab, behind a secret in the address.

textual-serve carries keys and pictures between the browser and a console of its own process; the page, the addresses and the secret are ours. Every
request, the websocket's too, must name the secret; the page asks for nothing that is not on this server.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import html
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from string import Template

from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from console.words import _, speaks_chinese
from wangge.errors import WanggeError

PAGE = Path(__file__).parent / "page"
LOOPBACK = "127.0.0.1"
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
        environment = self._build_environment(width, height)
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
        """Nobody without the secret learns what there is."""
        given = request.path.split("/")[1]
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise web.HTTPForbidden(text="403")
        return await handler(request)

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
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)

        async def close() -> None:
            await socket.close()

        console = Console(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        console.arguments = self._arguments
        width, height = (to_int(request.query.get(name, ""), least) for name, least in (("width", 80), ("height", 24)))
        self._open.add(socket)
        try:
            await console.start(width, height)
            await self._process_messages(socket, console)
        finally:
            self._open.discard(socket)
            await console.end()
        return socket

    async def _close_all(self, _app: web.Application) -> None:
        for socket in list(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)

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
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows, and loops of other threads
                asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        port = runner.addresses[0][1]
        opened(f"http://{self.host}:{port}/{self._secret}/")
        try:
            await stopped.wait()
        finally:
            await runner.cleanup()


async def _with_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
