"""Word papers 文书成文: a `Paper` as .docx: A4, 仿宋 body, ruled tables, room for hand and seal, the page number at the foot.

Margins, fonts and the page number `— 1 —` follow GB/T 9704-2012 where forms of mediation leave them open. Every Chinese run names its East Asian
font; without that a word processor takes its own default. No row is torn by the end of a page, a table's headers stand on each of its pages,
and whoever signs finds name, line and seal together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any
from unicodedata import east_asian_width

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from wangge.papers import Block, Grid, Pairs, Paper, Part, Signatures, Text
from wangge.text import without_controls

TITLE, BODY, HEADING = "宋体", "仿宋", "黑体"
LATIN = "Times New Roman"
SIZES = {False: (14, 24), True: (12, 17)}
"""Size and line of the body, in points; the smaller for a compact paper."""
TEXT_WIDTH = Mm(156)
ROW = Cm(0.8)
"""The least height of a row: room for a hand."""
CELL = Pt(12)
_BESIDE = 0.44
"""What a cell needs beside its text, in centimetres."""


def docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file."""
    made = Document()
    _page(made)
    _title(made, paper.title, paper.number)
    label, size = _label_width(paper), SIZES[paper.compact]
    for block, following in zip_longest(paper.blocks, paper.blocks[1:]):
        _block(made, block, label, size)
        # nobody signs on a page on which nothing else stands
        if isinstance(following, Signatures):
            made.paragraphs[-1].paragraph_format.keep_with_next = True
    for text in paper.foot:
        _paragraph(made, text, size=10.5, spacing=Pt(16), before=4)
    made.core_properties.title = without_controls(paper.title)
    made.core_properties.author = ""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Any) -> None:
    """The page and its foot."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(27), Mm(23), Mm(28), Mm(26)
    section.footer_distance = Mm(12)
    normal = made.styles["Normal"]
    normal.font.size = Pt(14)
    normal.font.name = LATIN
    properties = normal.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    # without it a substitute font may be one for another country, with its punctuation in the middle of the square
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "— ", TITLE, 14)
    number = _run(foot, "", TITLE, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        number._element.append(part)  # noqa: SLF001 (python-docx has no name for a field)
    _run(foot, " —", TITLE, 14)


def _title(made: Any, title: str, number: str, *, new_page: bool = False) -> None:
    heading = _paragraph(made, title, size=22, font=TITLE, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    heading.paragraph_format.page_break_before = new_page
    if number:
        _paragraph(made, number, size=14, align=WD_ALIGN_PARAGRAPH.CENTER, after=8)


def _block(made: Any, block: Block, label: int, size: tuple[int, int]) -> None:
    match block:
        case Text(text, heading):
            for each in text.split("\n"):
                font = HEADING if heading else BODY
                paragraph = _paragraph(
                    made, each, size=size[0], spacing=Pt(size[1]), font=font, indent=not heading, before=6 if heading else 0
                )
                paragraph.paragraph_format.keep_with_next = heading
        case Pairs():
            _pairs(made, block, label)
        case Grid():
            _grid(made, block)
        case Signatures():
            _signatures(made, block)
        case Part(title, number):
            _title(made, title, number, new_page=True)


def _label_width(paper: Paper) -> int:
    """The width of labels, one for all tables of a paper, so that their rules stand in line."""
    widest = max((_wide(name) for block in paper.blocks if isinstance(block, Pairs) for name, _value in block.pairs), default=0)
    return min(max(Cm(2.2), widest), Cm(3))


def _pairs(made: Any, block: Pairs, label: int) -> None:
    across = block.across
    value = int((TEXT_WIDTH - label * across) / across)
    table = _table(made, [label, value] * across)
    for pairs in _lines(block, _ems(value)):
        cells = _row(table)
        for place, (name, text) in enumerate(pairs):
            _cell(cells[2 * place], name, font=HEADING, center=True)
            _cell(cells[2 * place + 1], text)
        if len(pairs) < across:
            cells[2 * len(pairs) - 1].merge(cells[-1])
    _gap(made)


def _lines(block: Pairs, room: float) -> Iterator[list[tuple[str, str]]]:
    """The pairs row by row, in their order: as many as fit beside each other, one that is too long alone."""
    row: list[tuple[str, str]] = []
    for pair in block.pairs:
        alone = block.across > 1 and ("\n" in pair[1] or _length(pair[1]) > 2 * room)
        if row and (alone or len(row) == block.across):
            yield row
            row = []
        if alone:
            yield [pair]
        else:
            row.append(pair)
    if row:
        yield row


def _grid(made: Any, block: Grid) -> None:
    table = _table(made, _widths(block))
    for cell, header in zip(_row(table), block.headers, strict=True):
        _cell(cell, header, font=HEADING, center=True)
    repeated = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no name for a header row that repeats)
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    centred = [all(_length(cell) <= _SHORT for cell in column) for column in zip(*block.rows, strict=True)]
    for row in block.rows:
        for cell, value, center in zip(_row(table), row, centred, strict=True):
            _cell(cell, value, center=center)
    _gap(made)


_SHORT, _BROAD = 10, 44
"""Half-width characters of a cell that stands on one line and in the middle; of one that is counted no broader."""


def _widths(block: Grid) -> list[int]:
    """A width for each column, by what stands in it: short ones stand on one line, the others share what is left."""
    columns = zip(block.headers, *block.rows, strict=True)
    longest = [max(_length(line) for cell in column for line in cell.split("\n")) for column in columns]
    wanted = [int(min(each, _BROAD) * CELL / 2 + Cm(_BESIDE)) for each in longest]
    if sum(wanted) <= TEXT_WIDTH:
        return [int(TEXT_WIDTH * each / sum(wanted)) for each in wanted]
    fixed = sum(width for width, each in zip(wanted, longest, strict=True) if each <= _SHORT)
    scale = (TEXT_WIDTH - fixed) / max(1, sum(wanted) - fixed)
    return [width if each <= _SHORT else int(width * scale) for width, each in zip(wanted, longest, strict=True)]


def _signatures(made: Any, block: Signatures) -> None:
    _gap(made).paragraph_format.keep_with_next = True
    if block.people:
        across = len(block.people) if len(block.people) in {1, 3} else 2
        room, how = ("　" * 3, "") if across == 3 else ("　" * 6, f"（{block.how}）")
        table = _table(made, [int(TEXT_WIDTH / across)] * across, style="Normal Table")
        for at in range(0, len(block.people), across):
            for cell, person in zip(_row(table), block.people[at : at + across], strict=False):
                _cell(cell, f"{person}{how}：\n{room}年　　月　　日", together=True, before=8)
    if block.seal:
        for text in (f"{block.seal}（盖章）", block.day):
            paragraph = _paragraph(made, text, align=WD_ALIGN_PARAGRAPH.RIGHT, before=0 if text is block.day else 10)
            paragraph.paragraph_format.right_indent = Pt(28)
            paragraph.paragraph_format.keep_with_next = text is not block.day
    elif block.people:
        _gap(made)


def _table(made: Any, widths: Sequence[int], style: str = "Table Grid") -> Any:
    table = made.add_table(rows=0, cols=len(widths), style=style)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _row(table: Any) -> tuple[Any, ...]:
    """The cells of a new row, which stays whole at the end of a page."""
    row = table.add_row()
    row.height = ROW
    whole = row._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no name for a row that stays whole)
    whole.append(whole.makeelement(qn("w:cantSplit"), {}))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return tuple(row.cells)


def _length(text: str) -> int:
    """How broad a text is, in half-width characters."""
    return sum(2 if east_asian_width(each) in "WFA" else 1 for each in text)


def _wide(text: str) -> int:
    """The width of a cell for a text on one line."""
    return int(_length(text) / 2 * CELL + Cm(_BESIDE))


def _ems(width: int) -> float:
    """How many Chinese characters stand on a line of a cell."""
    return (width - Cm(_BESIDE)) / CELL


def _gap(made: Any) -> Any:
    return _paragraph(made, "", size=6, spacing=Pt(8))


def _paragraph(
    made: Any,
    text: str,
    *,
    size: float = 14,
    font: str = BODY,
    bold: bool = False,
    align: Any = None,
    indent: bool = False,
    before: float = 0,
    after: float = 0,
    spacing: Any = None,
) -> Any:
    paragraph = made.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), spacing or Pt(size * 1.6)
    if align is not None:
        paragraph.alignment = align
    if indent and text:
        form.first_line_indent = Pt(size * 2)
    _run(paragraph, text, font, size, bold=bold)
    return paragraph


def _cell(cell: Any, text: str, *, font: str = BODY, center: bool = False, together: bool = False, before: float = 0) -> None:
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(0)
        form.line_spacing, form.keep_with_next = Pt(19), together
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, part, font, CELL.pt)


def _run(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False) -> Any:
    run = paragraph.add_run(without_controls(text))
    run.font.size, run.font.name, run.bold = Pt(size), LATIN, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 (no other way to the East Asian font)
    return run
