"""The pictures of the guide: what the program shows today, with nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import make_pictures
import pytest
import svg
from make_pictures import PICTURES
from rich.segment import Segment
from rich.style import Style

GUIDE = (PICTURES.parent / "guide.md").read_text(encoding="utf-8")
MOST = 150_000
"""Bytes of one picture."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def made() -> Mapping[str, str]:
    return make_pictures.make()


def test_the_pictures_are_those_of_the_program(made: Mapping[str, str]) -> None:
    kept = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()}
    assert kept.keys() == made.keys(), "run `make pictures`"
    assert not [name for name in made if kept[name] != made[name]], "run `make pictures`"


def test_the_guide_shows_every_picture_once_and_says_what_it_shows() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/(\w+)\.svg\)", GUIDE)
    assert sorted(name for _said, name in shown) == sorted(path.stem for path in PICTURES.iterdir())
    assert all(len(said) > 4 for said, _name in shown)


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.name)
def test_a_picture_names_nothing_outside_and_is_small(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) <= MOST
    assert set(re.findall(r"\w+://[^\s\"']+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\(|<script|<image|href|@import", text)
    assert ET.fromstring(text).tag == f"{SVG}svg"


def runs(*segments: Segment) -> list[tuple[str, int, int]]:
    """What stands where in a line, and how many cells it takes."""
    drawn = ET.fromstring(svg.picture([segments], 40, "#000000", "一行"))
    return [(mark.text, int(mark.get("x")) // svg.CELL, int(mark.get("textLength")) // svg.CELL) for mark in drawn.iter(f"{SVG}text")]


def test_every_piece_keeps_to_its_cells_whatever_the_font() -> None:
    assert runs(Segment("编号 12"), Segment("　路灯a")) == [("编号", 0, 4), ("12", 5, 2), ("路灯", 9, 4), ("a", 13, 1)]


def test_signs_of_markup_are_only_signs() -> None:
    assert runs(Segment("<b>&")) == [("<b>&", 0, 4)]


def test_a_bar_is_as_long_as_its_eighths() -> None:
    drawn = ET.fromstring(svg.picture([[Segment("██▍▍", Style.parse("red"))]], 40, "#000000", "条"))
    widths = [float(mark.get("width")) for mark in drawn.iter(f"{SVG}rect")][1:]
    assert widths == [20, 3.75, 3.75]


def test_reversed_signs_have_the_colours_changed() -> None:
    drawn = ET.fromstring(svg.picture([[Segment("x", Style.parse("#ffffff on #000080 reverse"))]], 40, "#000000", "反"))
    (ground,) = list(drawn.iter(f"{SVG}rect"))[1:]
    (sign,) = drawn.iter(f"{SVG}text")
    assert (ground.get("fill"), sign.get("fill")) == ("#ffffff", "#000080")
