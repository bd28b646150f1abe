"""Guiding 导引: what the screens share that ask which block a matter goes to, or tell everything that it takes."""

from __future__ import annotations

from dataclasses import dataclass

from console import island
from console.screens.base import Base
from console.widgets.entries import Item
from console.words import _, put, say, spoken_text
from wangge import services
from wangge.errors import WanggeError
from wangge.fields import BY_NAME
from wangge.guiding import Branch, guide
from wangge.lifecycle import Action
from wangge.records import Values


@dataclass(frozen=True, slots=True)
class Choice:
    """A block that was chosen, and why; without a block it is left for later."""

    block: str = ""
    why: str = ""

    @property
    def given(self) -> dict[str, str]:
        """As an action takes it."""
        return {"island_block": self.block, "reason": self.why} if self.block else {}


async def pick_block(screen: Base, values: Values, *, later: bool = False, reasoned: bool = False) -> Choice | None:
    """Let the clerk choose a block, each with the question that finds it; Enter takes the one that the tree proposes.

    The numbers are those of the island's screen, so that whoever knows them types one.

    Args:
        screen: over which the clerk is asked.
        values: what is known of the matter.
        later: whether it may be left for later.
        reasoned: whether the reason is asked for where the tree knows none.

    Returns:
        the choice; None where the clerk left it.
    """
    office = screen.desk.office
    tree = await _tree(screen)
    proposed = guide(tree, values, island.known(office))
    asked = {branch.block: branch for branch in island.flat(tree)}
    front, *others = island.known(office)
    lines: dict[str, Choice] = {}
    for block in (*others, front):
        branch = asked.get(block)
        lines[f"{block}　{branch.question}" if branch else block] = Choice(block, branch.why if branch else "")
    title, first = _("导引到哪个板块（照着问一句）"), ""
    if proposed:
        first = next(line for line, choice in lines.items() if choice.block == proposed.block)
        lines[first] = Choice(proposed.block, proposed.why)
        title += "\n" + say("建议 {path}　{why}", path=" → ".join(proposed.path[1:] or proposed.path), why=spoken_text(proposed.evidence))
    if later:
        lines[_("先登记，以后再导引")] = Choice()
    chosen = await screen.pick(title, tuple(lines), first=first)
    choice = lines[chosen] if chosen else None
    if choice is None or choice.why or not (choice.block and reasoned):
        return choice
    given = await screen.ask(f"{Action.GUIDE}　{choice.block}", [Item(BY_NAME["reason"])])
    return Choice(choice.block, given["reason"]) if given else None


async def _tree(screen: Base) -> tuple[Branch, ...]:
    """The guiding tree; nobody at the counter waits because a file of the office's is wrong."""
    try:
        return await screen.desk.read(island.branches, screen.desk.office)
    except WanggeError as error:
        screen.tell(put(error), "error")
        return ()


async def pick_service(screen: Base) -> list[Item] | None:
    """Let the clerk choose a service; the form that tells of it, to be adjusted to who stands there. None where he leaves it."""
    held = await screen.desk.read(island.catalogue, screen.desk.office)
    named = {f"{each.name}　{each.block}": each.name for each in held}
    chosen = await screen.pick(_("办什么事"), tuple(named))
    if chosen is None:
        return None
    service = services.one(held, named[chosen])
    begun = {
        "island_service": service.name,
        "island_materials": service.listed,
        "island_term": service.limit,
        "island_offline": service.offline,
    }
    return [Item(BY_NAME[name], value, required=name != "island_term") for name, value in begun.items()]
