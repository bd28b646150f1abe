"""Plain lines 逐行: the desk's work as a dialogue of whole lines, for Braille displays and screen readers.

Nothing is drawn: no cursor is moved and no colour is sent. Every answer is a line, what can be chosen has a number, and what is written is written by the
same rules and with the same words as on the screens.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from console import cards
from console.batch import name_of
from console.behalf import ON_BEHALF, TOLD, acting
from console.columns import known_as
from console.commands.events import told
from console.commands.office import on_office
from console.lane import ANSWERS, question
from console.offering import listed, numbered
from console.office import Office
from console.output import as_json, line
from console.piles import DANGER, MOST_COUNTED, ORDERS, PILES, QUEUE, count_pile
from console.suggesting import proposal
from console.terminal import harmless
from console.undoing import undone_lines
from console.words import _, later, put, say
from wangge import danger
from wangge.changes import in_words, label
from wangge.coordination import marks
from wangge.errors import WanggeError
from wangge.fields import BY_NAME, COUNTER
from wangge.island import spent
from wangge.lifecycle import ONE_KEY_DISPATCH, PATHS, Action, Path
from wangge.numbering import typed_number
from wangge.query import parse
from wangge.records import Event
from wangge.times import chinese, iso

ASKED = ("text", "source", "caller", "caller_phone", "category", "community", "place")
"""What registering asks for, in the order of the form."""
PAGE = 10
"""Events that are read out at once."""


class Leaving(Exception):  # noqa: N818 (no error: the person goes)
    """The input has ended, or the person wants to go."""


class Dialogue:
    """One person's dialogue with an office.

    Args:
        office: the open office.
        name: who acts; empty for the operator.
    """

    def __init__(self, office: Office, name: str = "") -> None:
        self._office = office
        self._actor = office.actor(name, via="console")
        self._fields = tuple(office.catalogue.fields())
        self._words: Mapping[str, Callable[[str], None]] = {
            **dict.fromkeys(("首页", "desk"), lambda _rest: self._desk()),
            **dict.fromkeys(("查", "查找", "find"), self._list),
            **dict.fromkeys(("看", "show"), self._show),
            **dict.fromkeys(("受理派遣", "办", "triage"), lambda _rest: self._triage()),
            **dict.fromkeys(("登记", "register"), lambda _rest: self._register()),
            **dict.fromkeys(("撤销", "undo"), lambda _rest: self._undo()),
            **dict.fromkeys(("帮助", "help", "?", "？"), lambda _rest: line(_(HELP))),
        }

    def run(self) -> None:
        """Read the desk out and answer until the person leaves."""
        try:
            self._desk()
            line(_(HELP))
            while True:
                self._safely(self._answer, self._ask(_("首页")))
        except Leaving:
            line(_("已退出。"))

    def _ask(self, what: str) -> str:
        """One line of the person.

        Raises:
            Leaving: at the end of the input.
        """
        sys.stdout.write(harmless(say("{what}：", what=what)))
        if not sys.stdin.isatty():  # nobody's Enter ends the line
            line()
        sys.stdout.flush()
        given = sys.stdin.readline()
        if not given:
            raise Leaving
        return given.strip()

    def _safely(self, work: Callable[[str], None], text: str) -> None:
        """Do something; a refusal is a line."""
        try:
            work(text)
        except WanggeError as error:
            line(put(error))

    def _answer(self, text: str) -> None:
        word, _blank, rest = text.partition(" ")
        if word in {"退出", "q", "quit"}:
            raise Leaving
        if word.isdecimal() and 0 < int(word) <= len(PILES):
            pile = PILES[int(word) - 1]
            if pile.query:
                self._list(pile.query)
            else:
                line(_("新文件请用 wangge import 导入。"))
        elif word in self._words:
            self._words[word](rest.strip())
        elif typed_number(text):
            self._list(text)
        elif word:
            line(say("没有“{word}”这个说法。", word=word))
            line(_(HELP))

    def _desk(self) -> None:
        zone = self._office.settings.zone
        line(say("{office}　首页　{at}", office=self._office.settings.name, at=chinese(self._office.now(), zone)))
        for place, pile in enumerate(PILES, start=1):
            count = count_pile(self._office, pile)
            number = f"{count:,}" if count < MOST_COUNTED else "≥ 1,000"
            line(f"{place} {_(pile.label)} {number}")

    def _list(self, text: str) -> None:
        """Read a list out, a page at a time; a number opens the event."""
        query = parse(text, self._fields)
        total = self._office.queries.count(query, at_most=MOST_COUNTED)
        line(say("共 {total:,} 件。", total=total) if total < MOST_COUNTED else _("1,000 件以上。"))
        page, first = self._office.queries.page(query, size=PAGE), 1
        while page.events:
            for place, event in enumerate(page.events, start=first):
                line(f"{place} {_line_of(event, self._office)}")
            given = self._ask(_("写编号打开一件，回车看后面的，0 返回") if page.after else _("写编号打开一件，回车返回"))
            if given.isdecimal() and first <= int(given) < first + len(page.events):
                self._safely(self._show, page.events[int(given) - first].no)
            elif given or not page.after:
                return
            else:
                first += len(page.events)
                page = self._office.queries.page(query, start=page.events[-1], size=PAGE)

    def _show(self, no: str) -> None:
        """Read one event out, then what can be done with it, by numbers."""
        event = self._office.queries.event(no)
        zone, fields = self._office.settings.zone, self._office.rules.fields
        line(say("{no}  {state}  责任方：{owner}", no=known_as(event), state=event.state, owner=event.owner))
        line(marks(event) + event.title)
        for name, value in (*event.values.items(), *event.extra.items()):
            if name not in {"no", "state", "title", "pauses"}:
                line(say("{label}：{value}", label=_(label(name, fields)), value=in_words(name, value, fields, zone)))
        for step in self._office.queries.steps(event):
            line(told(step, self._office).strip())
        offered = self._offered(event)
        if not offered:
            return
        line(_("可以办的："))
        for place, what in enumerate(offered, start=1):
            line(f"{place} {name_of(what)}")
        given = self._ask(_("写数字办理，回车不办"))
        if given.isdecimal() and 0 < int(given) <= len(offered):
            self._act(event, offered[int(given) - 1], {}, more=True)

    def _offered(self, event: Event) -> list[Action | Path]:
        """What the table allows now, each under the number that it has in the console."""
        lifecycle = self._office.rules.lifecycle
        if danger.unanswered(event.values):
            return [Action.ANSWER_DANGER]
        paths = [path for path in PATHS.values() if len(lifecycle.walk(event.state, path)) > 1]
        allowed = lifecycle.open_to(event.state, event.known)
        return listed(numbered(set(allowed) - spent(event.known)), paths, allowed)

    def _act(self, event: Event, what: Action | Path, given: Mapping[str, str], *, more: bool = False) -> Event | None:
        """Ask for what is needed and not given, if told so for what may be given too, and do it; None when a needed answer was left empty."""
        lifecycle = self._office.rules.lifecycle
        found = lifecycle.find(event.state, what) if isinstance(what, Action) else None
        rows = lifecycle.walk(event.state, what) if isinstance(what, Path) else (found,) if found else ()
        told_ = dict(given)
        for name in dict.fromkeys(name for row in rows for name in row.needs):
            if name in told_:
                continue
            text = self._choose(name)
            if not text:
                line(_("没有办。"))
                return None
            told_[name] = text
        if more:
            self._add(told_, tuple(dict.fromkeys((*(name for row in rows for name in row.offers), *(TOLD if what in ON_BEHALF else ())))))
        done = self._office.ledger.act(event.no, what, acting(what, event, told_, self._actor), told_, seen=event.version)
        line(cards.outcome(what, done, self._office))
        return done

    def _add(self, told_: dict[str, str], names: Sequence[str]) -> None:
        """Let the person give what may be given too, one item after the other."""
        while left := [name for name in names if name not in told_]:
            items = "，".join(f"{place} {_(BY_NAME[name].label)}" for place, name in enumerate(left, start=1))
            given = self._ask(say("还可以填：{items}。写数字填一项，回车就办", items=items))
            if not (given.isdecimal() and 0 < int(given) <= len(left)):
                return
            name = left[int(given) - 1]
            text = self._choose(name)
            if text:
                told_[name] = text

    def _choose(self, name: str) -> str:
        """An item as the person answers it; a number takes one of the choices."""
        field = BY_NAME[name]
        choices: Sequence[str] = field.choices
        if name == "unit":
            choices = tuple(dict.fromkeys(duty.unit for duty in self._office.catalogue.duties))
        numbered = "，".join(f"{place} {choice}" for place, choice in enumerate(choices, start=1))
        text = self._ask(_(field.label) + (f"（{numbered}）" if numbered else ""))
        return choices[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(choices) else text

    def _triage(self) -> None:
        """Read card after card out; digits and Enter do what they do on the screen."""
        skipped: set[int] = set()
        while (card := self._first(skipped)) is not None:
            try:
                go_on = self._card(card, skipped)
            except WanggeError as error:
                line(put(error))
                go_on = True
            if not go_on:
                return
        line(_("都办完了。"))

    def _first(self, skipped: set[int]) -> Event | None:
        """The card that comes first, as on the screen: danger, then whose clock ends first, then the oldest."""
        for query, order in ((DANGER, "oldest"), *((QUEUE, order) for order in ORDERS)):
            page = self._office.queries.page(parse(query, self._fields), size=PAGE + len(skipped), order=order)
            found = next((event for event in page.events if event.id not in skipped), None)
            if found is not None:
                return found
        return None

    def _card(self, card: Event, skipped: set[int]) -> bool:
        """One card; whether another one is wanted."""
        line(cards.head(card, self._office))
        line(marks(card) + card.title)
        line(cards.text(card, self._office))
        asked = question(card, self._office)
        if asked:
            given = self._ask(asked)
            if given.isdecimal() and int(given) in ANSWERS:
                answer = ANSWERS[int(given)]
                note = {"note": self._choose("note")} if answer == danger.UNTRUE else {}
                self._act(card, Action.ANSWER_DANGER, {**note, "danger_answer": answer})
                return True
            return given != "q"
        changed: dict[str, str] = {}
        found = proposal(card, self._office)
        while True:
            plan = cards.plan(card, found, changed)
            lines, ends = cards.suggestion(card, plan, found, changed, self._office)
            for part, why in lines:
                line(f"{part}　{why}" if why else part)
            if ends:
                line(ends)
            given = self._ask(_("回车 受理并派遣，1 类别，2 单位，3 时限，6 不予受理，7 发核实，8 当场答复，0 下一件，q 返回"))
            if given in _CHANGES:
                changed[_CHANGES[given]] = self._choose(_CHANGES[given])
            elif given in _ENDS:
                self._act(card, _ENDS[given], {} if given else plan)
                return True
            else:
                if given == "0":
                    skipped.add(card.id)
                return given != "q"

    def _register(self) -> None:
        """Ask item by item; an empty answer leaves it out."""
        given = {}
        for name in ASKED:
            text = self._choose(name) or (COUNTER if name == "source" else "")
            if name == "text" and not text:
                line(_("没有内容，没有登记。"))
                return
            if text:
                given[name] = text
        here = {"district": self._office.settings.district, "street": self._office.settings.street}
        given.update({name: own for name, own in here.items() if own})
        event = self._office.ledger.register(given, self._actor)
        line(say("已登记 {no}，{state}。", no=event.no, state=event.state))

    def _undo(self) -> None:
        """Take the last operation back."""
        ref = self._office.ledger.last_done(self._actor)
        if not ref:
            line(_("没有可撤销的操作。"))
            return
        undone = self._office.ledger.undo(ref, self._actor)
        line(say("已撤销：{reversed:,} 件回到之前的样子。", reversed=undone.reversed))
        for text in undone_lines(undone):
            line(text)


_CHANGES = {"1": "category", "2": "unit", "3": "limit"}
_ENDS: Mapping[str, Action | Path] = {
    "": ONE_KEY_DISPATCH,
    "6": Action.REFUSE,
    "7": Action.SEND_VERIFY,
    "8": Action.ANSWER,
}
HELP = later("写数字看首页的那一项；或写：查 几个字、看 编号、受理派遣、登记、撤销、首页、帮助、退出。")


def _line_of(event: Event, office: Office) -> str:
    """An event as one line: what to know it by, where it stands, when, what."""
    at = chinese(event.time("reported_at"), office.settings.zone)
    return "，".join(filter(None, (known_as(event), event.state, at, marks(event) + event.title)))


@on_office
def plain(options: argparse.Namespace, office: Office) -> int:
    """Hold the dialogue; with `--json`, only what lies on the desk."""
    if options.json:
        piles = [{"label": _(pile.label), "query": pile.query, "count": count_pile(office, pile)} for pile in PILES]
        as_json({"office": office.settings.name, "at": iso(office.now(), office.settings.zone), "piles": piles})
        return 0
    Dialogue(office, options.as_name).run()
    return 0
