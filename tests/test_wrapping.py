"""Where a line ends: between any two Han characters, never inside a word of letters or digits, never before a closing sign."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.text import Text
from screens import console
from textual.content import Content

from console.textual_fixes import pieces


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("按F12选", ["按", "F12", "选"]),
        ("请先按 1、2 或 3 说明", ["请", "先", "按 ", "1、", "2 ", "或 ", "3 ", "说", "明"]),
        ("写“不愿提供”，照常", ["写", "“不", "愿", "提", "供”，", "照", "常"]),
        ("2026-10-28 17:30", ["2026-10-28 ", "17:30"]),
        ("（未写明）", ["（未", "写", "明）"]),
        ("👨‍👩‍👧𠮷e\u0301", ["👨‍👩‍👧", "𠮷", "e\u0301"]),
        ("　一、到期", ["　一、", "到", "期"]),
        ("", []),
    ],
)
def test_a_line_may_end_after_each_of_these(text, apart):
    found = list(pieces(text))
    assert [piece for _start, _end, piece in found] == apart
    assert "".join(apart) == text
    assert all(text[start:end] == piece for start, end, piece in found)


async def test_a_sentence_of_chinese_fills_its_line(office):
    text = "本事项不需要身份证号。不愿留姓名电话的，按 F12 选“不愿提供”，照常受理；请告知凭受理号查询。"
    async with console(office):
        lines = Content(text).wrap(40)
        assert "".join(line.plain for line in lines).replace(" ", "") == text.replace(" ", "")
        assert all(36 <= cell_len(line.plain) <= 40 for line in lines[:-1])
        assert not [line for line in lines if line.plain[0] in "，。；”"]
        assert [line.plain for line in Text("ab cd").wrap(None, 3)] == ["ab ", "cd"]
