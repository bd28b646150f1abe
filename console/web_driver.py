"""The driver of a console in a web page 网页: it ends with its server, however that ended; used instead of Textual's own, of version 8.2.

Textual's goes on for ever when nothing comes in any more, and fails at the first picture that nobody takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from functools import partial

from textual.drivers.web_driver import WebDriver as TextualsDriver
from textual.messages import ExitApp

PATIENCE = 5.0
"""Seconds that a console has for closing when its server is gone."""


class WebDriver(TextualsDriver):
    """Carries keys and pictures to and from the server, and closes the console when the server is gone."""

    def start_application_mode(self) -> None:
        """Begin; what is written to nobody goes nowhere."""
        write = self._write
        self._loop = asyncio.get_running_loop()

        def written(data: bytes) -> int:
            with contextlib.suppress(OSError):
                return write(data)
            return 0

        self._write = partial(written)
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read until nothing comes any more; then close the console, or end its process where it does not close."""
        super().run_input_thread()
        if self.exit_event.is_set():
            return
        end = threading.Timer(PATIENCE, os._exit, (0,))
        end.daemon = True
        end.start()
        asyncio.run_coroutine_threadsafe(self._app._post_message(ExitApp()), self._loop)  # noqa: SLF001 (as Textual's own does it)
