"""Word papers 文书成文: a `Paper` as .docx: A4, 仿宋 body, ruled tables, room for hand and seal.

Margins and fonts follow GB/T 9704-2012 where forms of mediation leave it open. Every Chinese run names its East Asian font; without that a
word processor takes its own default.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from wangge.papers import Block, Grid, Pairs, Paper, Signatures, Text
from wangge.text import without_controls

TITLE, BODY, HEADING = "宋体", "仿宋", "黑体"
LATIN = "Times New Roman"
LINE = Pt(26)
TEXT_WIDTH = Mm(156)


def docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(30), Mm(25), Mm(28), Mm(26)
    normal = made.styles["Normal"]
    normal.font.size = Pt(14)
    normal.font.name = LATIN
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    _paragraph(made, paper.title, size=22, font=TITLE, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    if paper.number:
        _paragraph(made, paper.number, size=14, align=WD_ALIGN_PARAGRAPH.CENTER, after=10)
    for block in paper.blocks:
        _block(made, block)
    for text in paper.foot:
        _paragraph(made, text, size=10.5, spacing=Pt(16))
    made.core_properties.title = without_controls(paper.title)
    made.core_properties.author = ""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _block(made: Any, block: Block) -> None:
    match block:
        case Text(text, heading):
            for each in text.split("\n"):
                font = HEADING if heading else BODY
                _paragraph(made, each, font=font, indent=not heading, before=6 if heading else 0)
        case Pairs():
            _pairs(made, block)
        case Grid():
            _grid(made, block)
        case Signatures():
            _signatures(made, block)


def _pairs(made: Any, block: Pairs) -> None:
    across = block.across
    short, long = _by_length(block)
    lines = [short[at : at + across] for at in range(0, len(short), across)]
    table = made.add_table(rows=0, cols=across * 2, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for pairs in lines:
        cells = table.add_row().cells
        for place, (label, value) in enumerate(pairs):
            _cell(cells[2 * place], label, font=HEADING, center=True)
            _cell(cells[2 * place + 1], value)
        if len(pairs) < across:
            cells[2 * len(pairs) - 1].merge(cells[-1])
    for label, value in long:
        cells = table.add_row().cells
        _cell(cells[0], label, font=HEADING, center=True)
        _cell(cells[1].merge(cells[-1]), value)
    label_width = Cm(2.6)
    value_width = int((TEXT_WIDTH - label_width * across) / across)
    for place, column in enumerate(table.columns):
        column.width = value_width if place % 2 else label_width
    _gap(made)


def _by_length(block: Pairs) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Pairs that fit beside another, and those that need a row of their own, each in order."""
    longest = 28 // block.across
    short = [pair for pair in block.pairs if len(pair[1]) <= longest and "\n" not in pair[1]]
    return short, [pair for pair in block.pairs if pair not in short]


def _grid(made: Any, block: Grid) -> None:
    table = made.add_table(rows=1, cols=len(block.headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, header in zip(table.rows[0].cells, block.headers, strict=True):
        _cell(cell, header, font=HEADING, center=True)
    repeated = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no name for a header row that repeats)
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in block.rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            _cell(cell, value)
    _gap(made)


def _signatures(made: Any, block: Signatures) -> None:
    _gap(made)
    table = made.add_table(rows=0, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at in range(0, len(block.people), 2):
        cells = table.add_row().cells
        for cell, person in zip(cells, block.people[at : at + 2], strict=False):
            _cell(cell, f"{person}（签名或按指印）：\n\n　　　　年　　月　　日", size=12)
    if block.seal:
        _paragraph(made, f"{block.seal}（盖章）", align=WD_ALIGN_PARAGRAPH.RIGHT, before=12)
        _paragraph(made, "年　　月　　日", align=WD_ALIGN_PARAGRAPH.RIGHT)


def _gap(made: Any) -> None:
    _paragraph(made, "", size=6, spacing=Pt(8))


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
    spacing: Any = LINE,
) -> None:
    paragraph = made.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), spacing if size <= 14 else Pt(34)
    if align is not None:
        paragraph.alignment = align
    if indent and text:
        form.first_line_indent = Pt(size * 2)
    _run(paragraph, text, font, size, bold=bold)


def _cell(cell: Any, text: str, *, font: str = BODY, center: bool = False, size: float = 12) -> None:
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(20)
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, part, font, size)


def _run(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(without_controls(text))
    run.font.size, run.font.name, run.bold = Pt(size), LATIN, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 (no other way to the East Asian font)
