"""Merging 并案: into which matter an order may be merged.

A duplicate is a mark, never a reason to leave an order out: a merged order keeps its number, its upstream state and its call-back, and the matter counts
it. What is merged into must be alive: neither merged itself, nor left by another way, nor archived.
"""

from __future__ import annotations

from wangge.errors import Phrase, WanggeError
from wangge.lifecycle import LIVE_STATES, State
from wangge.records import Event


def check_target(into: Event) -> None:
    """Whether orders may be merged into this event.

    Raises:
        WanggeError: `merge_target`, naming the master where it was merged itself.
    """
    if into.state not in LIVE_STATES:
        master = Phrase("（{no}）", no=into.text("merged_into")) if into.state is State.MERGED else ""
        raise WanggeError("merge_target", into=into.no, state=into.state, master=master)
