"""Importing 导入: a file, its plan, and only then the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console import inbox
from console.bindings import bindings, digits
from console.importing import left_lines, offers, place, summary, understood_lines
from console.office import Office
from console.screens.base import Base
from console.tour import Deed
from console.words import _, later, say
from wangge.dates import Order
from wangge.errors import WanggeError
from wangge.plans import ImportPlan, SameNumber, Verdict

SHOWN = 200
RELIST = 1.5
"""Seconds between two looks into the inbox."""


class Imports(Base):
    """New files, the plan of one, and its commit."""

    SCOPE = "imports"
    NAME = later("导入")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("imports"), *digits("file")]
    AUTO_FOCUS = "#counts"

    def __init__(self) -> None:
        super().__init__()
        self._files: list[Path] = []
        self._passed: list[str] = []
        self._plan: ImportPlan | None = None
        self._read_as: tuple[Path, dict[str, Order]] = Path(), {}
        self._take_all = False
        self._busy = False
        self._listed = False

    def body(self) -> Iterable[Widget]:
        """A line for a path, the new files, the plan."""
        yield Input(placeholder=_("文件路径（也可以把文件放进 inbox 文件夹，会列在下面）"), id="query")
        yield OptionList(id="counts")
        with VerticalScroll(id="preview"):
            yield Static("", id="plan")

    def on_mount(self) -> None:
        """Files may still be on their way in."""
        self.set_interval(RELIST, self.action_reload)

    def action_reload(self) -> None:
        """List the new files again."""
        if self._plan is None and not self._busy:
            self.go(self._list(), "list")

    async def _list(self) -> None:
        found = await self.desk.read(inbox.new_files, self.desk.office)
        passed = await self.desk.read(inbox.not_taken, self.desk.office)
        if found == self._files and passed == self._passed and self._listed:
            return
        self._files, self._passed, self._listed = found, passed, True
        files = self.query_one("#counts", OptionList)
        files.set_options(Option(Content(f"{number} {path.name}")) for number, path in enumerate(found, start=1)).refresh(layout=True)
        files.highlighted = 0 if found else None
        hint = "" if found else _("inbox 里没有新文件。在上面填文件路径后回车，或把文件放进 inbox。")
        if passed:
            hint += "\n" + say("inbox 里这些不是能读的表格，没有列入：{names}", names="、".join(passed[:SHOWN]))
        self.query_one("#plan", Static).update(Content(hint))
        path = self.query_one("#query", Input)
        if found and not path.value:
            files.focus()
        elif not found:
            path.focus()

    @on(Input.Submitted, "#query")
    def _typed(self, event: Input.Submitted) -> None:
        if self._plan is not None:
            self.action_choose()
        elif event.value.strip():
            self._make_plan(Path(event.value.strip().strip("'\"")).expanduser())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a file."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """First the plan, then its commit."""
        if self._busy:
            return
        if self._plan is not None:
            self.go(self._settle(self._plan), "ask" if self._plan.count(Verdict.ASKED) else "import")
            return
        number = self.query_one("#counts", OptionList).highlighted
        if number is not None and number < len(self._files):
            self._make_plan(self._files[number])

    def action_file(self, place: int) -> None:
        """The plan of the file of this number."""
        if place <= len(self._files) and self._plan is None and not self._busy:
            self.query_one("#counts", OptionList).highlighted = place - 1
            self._make_plan(self._files[place - 1])

    def _make_plan(self, path: Path, orders: dict[str, Order] | None = None, same_number: SameNumber = SameNumber.ASK) -> None:
        self._read_as = path, orders or {}
        self.go(self._read(path, orders or {}, same_number), "import")

    async def _read(self, path: Path, orders: dict[str, Order], same_number: SameNumber) -> None:
        self._busy = True
        self.tell(say("正在读 {file} …", file=path.name))
        try:
            plan = await self.watched(
                say("读表　{file}", file=path.name),
                lambda progress: self.desk.read(
                    self.desk.office.planner.plan,
                    path,
                    self.desk.office.clock(),
                    orders=orders,
                    take_all=self._take_all,
                    same_number=same_number,
                    progress=progress,
                ),
            )
        except WanggeError as error:
            self._busy = False
            if error.code != "dates_ambiguous":
                raise
            await self._ask_order(path, orders, error)
            return
        finally:
            self._busy = False
        self._plan = plan
        self.desk.did(Deed.PLANNED)
        self.query_one("#plan", Static).update(plan_text(plan, self.desk.office))
        self.query_one("#preview").focus()
        self.tell(_("回车入账；Esc 不入账，台账不变。"))

    async def _ask_order(self, path: Path, orders: dict[str, Order], error: WanggeError) -> None:
        """A column that stays ambiguous is asked about."""
        column, value = str(error.params["column"]), str(error.params["value"])
        chosen = await self.pick(
            say("“{column}”列的“{value}”是哪种顺序？", column=column, value=value), tuple(order.value for order in Order)
        )
        if chosen:
            self._make_plan(path, {**orders, column: Order(chosen)})

    async def _settle(self, plan: ImportPlan) -> None:
        """Ask about rows whose number alone is known before the plan is carried out."""
        asked = plan.count(Verdict.ASKED)
        if asked:
            question = say("{count:,} 行的编号台账里已有，而内容和上报时间都不同。它们是：", count=asked)
            choices = {
                _("别的事，登记为新件"): SameNumber.OTHER,
                _("同一件，更新原件"): SameNumber.SAME,
                _("先不管，只入其余的行"): SameNumber.ASK,
            }
            chosen = await self.pick(question, tuple(choices))
            if chosen not in choices:
                return
            if choices[chosen] is not SameNumber.ASK:
                path, orders = self._read_as
                self._plan = None
                self._make_plan(path, orders, choices[chosen])
                return
        await self._commit(plan)

    async def _commit(self, plan: ImportPlan) -> None:
        self._busy, ledger = True, self.desk.office.ledger
        try:
            batch = await self.watched(
                say("入账　{file}", file=plan.file),
                lambda progress: self.desk.write(ledger.commit_import, plan, self.desk.office.actor(via="import"), progress),
            )
        finally:
            self._busy = False
        self.desk.remember(batch)
        self.desk.did(Deed.IMPORTED)
        self._plan, self._listed = None, False
        await self._list()
        if not self._files:
            self.query_one("#preview").focus()  # where nothing is left to choose, letters are keys, not a path
        self.tell(say("已入账 {count:,} 件，批次 {batch}。整批退回按 Ctrl+Z。", count=plan.count(Verdict.NEW), batch=batch.id), "good")

    def action_back(self) -> None:
        """Stop what runs; drop the plan; leave."""
        if self.stop_waiting():
            self.tell(_("正在停止，已写入的会全部退回……"))
        elif self._plan is not None:
            self._plan, self._listed = None, False
            self.tell(_("没有入账，台账不变。"))
            self.action_reload()
        else:
            super().action_back()

    def action_all_streets(self) -> None:
        """Take other streets' rows too, or not."""
        self._take_all = not self._take_all
        self._plan = None
        self.tell(_("外镇街的来件也会列入，请重新看计划。") if self._take_all else _("只列本镇街的来件，请重新看计划。"))

    def action_undo_batch(self) -> None:
        """Take the newest import back."""
        self.go(self._undo_batch(), "import")

    async def _undo_batch(self) -> None:
        batches = await self.desk.read(self.desk.office.queries.batches)
        newest = next((batch for batch in batches if batch.state == "done"), None)
        if newest is None:
            self.tell(_("没有可撤销的批次。"))
            return
        chosen = await self.pick(say("撤销批次 {batch}（{file}）？", batch=newest.id, file=newest.file), (_("撤销这一批"), _("不撤销")))
        if chosen == _("撤销这一批"):
            await self.take_back(f"B{newest.id}")
            await self._list()


def plan_text(plan: ImportPlan, office: Office) -> Content:
    """A plan for reading: the figures, the columns, what is wrong."""
    text = Content.styled(plan.file + "\n", "bold") + Content(summary(plan) + "\n")
    if found := offers(plan, office):
        text += Content(found + "\n")
    if plan.forbidden:
        text += Content(say("按最小必要原则未采集的列：{columns}\n", columns="、".join(plan.forbidden)))
    if plan.unknown:
        text += Content(say("认不出的列，按敏感附加项保存：{columns}\n", columns="、".join(plan.unknown)))
    text += Content("".join(f"{told}\n" for told in understood_lines(plan)))
    if left := left_lines(plan):
        text += Content.styled(_("\n没有作为事件的内容\n"), "bold") + Content("\n".join(left) + "\n")
    text += Content.styled(_("\n列的认法\n"), "bold")
    known = [f"{column.header} → {_(column.field.label)}" for column in plan.columns if column.field]
    text += Content("　".join(known) + "\n")
    marked = [row for row in plan.rows if row.duplicate_of and row.verdict is Verdict.NEW]
    if marked:
        text += Content.styled(_("\n疑似重复（照常登记，仅作提示）\n"), "bold")
        text += Content(
            "\n".join(say("第{row}行 与 {other} 疑似同一件事", row=row.row, other=row.duplicate_of) for row in marked[:SHOWN]) + "\n"
        )
    if plan.problems:
        text += Content.styled(_("\n有误或存疑\n"), "bold")
        text += Content("\n".join(place(plan.file, problem) for problem in plan.problems[:SHOWN]) + "\n")
    return text
