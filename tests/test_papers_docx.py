"""Papers as .docx: what Word and LibreOffice must find in them, and every paper there is converted and read back."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.docx import TEXT_WIDTH, docx
from tests.paper_tools import EMPTY, documents, full
from wangge.papers import Grid, Pairs, Paper, Part, Signatures, Text, ticked

ONE_PAGE = {
    *("event.registration", "event.transfer", "event.supervision", "event.returning", "event.delay", "event.suspension", "event.refusal"),
    *("labour.application", "labour.registered", "labour.rights", "labour.refused", "labour.mandate", "labour.sessions", "labour.oral"),
    *("labour.ended", "labour.visit", "labour.confirmation", "labour.report", "labour.cover", "medical.sealing", "medical.consultation"),
    *("traffic.rights", "traffic.application", "medical.rights", "medical.application", "labour.routes"),
}
"""Papers of which a blank form is one page."""
BEGINNING = 12
TWO_SHEETS = {"event.assignment", "event.whistle", "labour.accepted", "labour.contents"}
PAPER = Paper(
    "调解协议书",
    (
        Text("当事人", heading=True),
        Pairs((("姓名", "张三丰"), ("住址", "某某街道某某社区某某小区某某幢某某单元某某室"), ("性别", "男"), ("电话", "13812345678"))),
        Grid(("序号", "项目", "金额"), (("1", "医疗费", "36,000.00"), ("2", "误工费", "1,000.00"))),
        Text("第一段。\n第二段。"),
        Signatures(("甲方", "乙方", "调解员", "记录人"), "调解委员会", "2026年11月20日"),
        Part("回执", "〔2026〕3号"),
        Text("已收到。"),
    ),
    "〔2026〕人调字第3号",
    ("本表一式两份。",),
)


def opened(paper):
    return Document(BytesIO(docx(paper)))


@pytest.fixture(scope="module")
def made():
    return opened(PAPER)


def test_a_paper_is_a4_and_numbers_its_pages_between_dashes(made):
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("— ")
    assert foot.text.endswith(" —")
    assert [each.text for each in foot._element.iter(qn("w:instrText"))] == ["PAGE"]


def test_every_run_names_a_chinese_font_and_the_language_is_that_of_the_mainland(made):
    runs = [run for paragraph in made.element.body.iter(qn("w:r")) for run in [paragraph]]
    assert all(run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in runs)
    assert made.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def test_no_row_is_torn_and_headers_stand_on_every_page(made):
    rows = [row._tr for table in made.tables for row in table.rows]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    grid = made.tables[1]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert grid.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_whoever_signs_finds_name_line_and_seal_on_one_page(made):
    signed = made.tables[2]
    assert all(paragraph.paragraph_format.keep_with_next for row in signed.rows for cell in row.cells for paragraph in cell.paragraphs)
    seal = next(paragraph for paragraph in made.paragraphs if "盖章" in paragraph.text)
    assert seal.paragraph_format.keep_with_next
    before = next(paragraph for paragraph in made.paragraphs if paragraph.text == "第二段。")
    assert before.paragraph_format.keep_with_next


def test_pairs_keep_their_order_and_a_long_one_has_a_row_of_its_own(made):
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert [row[0] for row in rows] == ["姓名", "住址", "性别"]
    assert rows[1].count(rows[1][1]) == 3
    assert rows[2] == ["性别", "男", "电话", "13812345678"]


@pytest.mark.parametrize(
    "grid",
    [
        Grid(("序号", "名称"), (("1", "短"),)),
        Grid(("序号", "说明", "依据"), (("1", "很长的说明" * 20, "《劳动争议调解仲裁法》第二十七条"),)),
        Grid(("甲", "乙", "丙", "丁", "戊", "己", "庚"), (("长长长长长长长长" * 3,) * 7,)),
    ],
)
def test_a_table_is_as_broad_as_the_text_and_short_columns_stand_on_one_line(grid):
    (table,) = opened(Paper("表", (grid,))).tables
    widths = [column.width for column in table.columns]
    assert sum(widths) == pytest.approx(TEXT_WIDTH, rel=0.02)
    assert all(width > 0 for width in widths)
    for width, cells in zip(widths, zip(grid.headers, *grid.rows, strict=True), strict=True):
        if max(map(len, cells)) <= 4:
            assert width.pt >= 12 * max(map(len, cells))


def test_a_further_sheet_begins_a_page(made):
    title = next(paragraph for paragraph in made.paragraphs if paragraph.text == "回执")
    assert title.paragraph_format.page_break_before


def test_a_compact_paper_is_set_smaller():
    def size(paper):
        paragraph = next(each for each in opened(paper).paragraphs if each.text == "正文")
        return paragraph.runs[0].font.size.pt

    assert (size(Paper("甲", (Text("正文"),))), size(Paper("甲", (Text("正文"),), compact=True))) == (14, 12)


def test_a_box_is_ticked_before_the_chosen_one_alone():
    assert ticked(("甲", "乙"), "乙") == "□甲　☑乙"
    assert ticked(("甲", "乙"), between="\n") == "□甲\n□乙"


def test_what_a_person_typed_is_text_and_breaks_no_file():
    typed = "<b>&amp;\x00\x0b{{x}}\u202e"
    made = opened(Paper(typed, (Text(typed), Pairs(((typed, typed),)), Grid((typed,), ((typed,),)), Signatures((typed,), typed))))
    assert "<b>&amp;" in made.paragraphs[0].text
    assert made.tables[0].rows[0].cells[0].text.startswith("<b>&amp;")


def plain(text):
    """Without what a page breaks and a line ends with."""
    return re.sub(r"—\s*\d+\s*—|\s", "", text)


@pytest.mark.long
@pytest.mark.needs("writer", "poppler")
def test_every_paper_is_converted_and_read_back_full_and_empty(tmp_path):
    papers: dict[str, Paper] = {}
    for name, label, document in documents():
        for kind, told in (("full", full(label)), ("empty", EMPTY)):
            papers[f"{name}.{kind}"] = document.build(told)
    for name, paper in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(docx(paper))
    profile = (tmp_path / "profile").as_uri()
    files = [str(tmp_path / f"{name}.docx") for name in papers]
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True)
    for name, paper in papers.items():
        text = read(tmp_path / f"{name}.pdf")
        pages = text.count("\f")
        whole = plain(text)
        assert plain(paper.title) in whole, name
        assert f"—{pages}—" in re.sub(r"\s", "", text), name
        for block in paper.blocks:
            match block:
                case Text(told):
                    # the end of a paragraph may stand on the next page, behind the foot
                    assert all(plain(part)[:BEGINNING] in whole for part in told.split("\n")), (name, told)
                case Grid(headers):
                    assert all(header in whole for header in headers), name
                case Part(title):
                    assert title in whole, name
                case Signatures(people):
                    assert all(person in whole for person in people), name
        paper_of, _dot, kind = name.rpartition(".")
        if kind == "empty":
            assert pages <= (1 if paper_of in ONE_PAGE else 2 if paper_of in TWO_SHEETS else 3), (name, pages)


def read(path: Path) -> str:
    """The text of a .pdf file, with a form feed after each page."""
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, encoding="utf-8").stdout
