"""Wangge 网格: the words that a plugin author uses. Plugins import this, `wangge.money` and `wangge.testing`, and nothing else of ours."""

from pluggy import HookimplMarker

from wangge.actor import Actor, Role
from wangge.calculators import Calculator, Inputs, Line, Reckoning
from wangge.catalogue import Catalogue, Command, MonthRequest, Reader, ReportKind, Suggester
from wangge.department import Clock, Counted, Department, Document, Indicator
from wangge.duty import Duty, Suggestion
from wangge.errors import Phrase, WanggeError
from wangge.field import YES_NO, Field, Kept, Kind, Value
from wangge.fields import EVENT_FIELDS
from wangge.guiding import Branch
from wangge.lifecycle import Action, State
from wangge.limits import Limit, Unit
from wangge.papers import Dossier, Grid, Pairs, Paper, Part, Signatures, Text
from wangge.plans import RawSheet
from wangge.ports import Queries
from wangge.query import parse
from wangge.records import Event, Life, Move, Step
from wangge.score import Scheme, ScoreItem
from wangge.services import Service
from wangge.settings import Settings
from wangge.sheets import Column, Figure, Report, Shape, Sheet
from wangge.times import month_bounds

API = 1
"""The version of what plugins may use; it rises when something here changes or goes."""
hookimpl = HookimplMarker("wangge")

__all__ = [
    "API",
    "EVENT_FIELDS",
    "YES_NO",
    "Action",
    "Actor",
    "Branch",
    "Calculator",
    "Catalogue",
    "Clock",
    "Column",
    "Command",
    "Counted",
    "Department",
    "Document",
    "Dossier",
    "Duty",
    "Event",
    "Field",
    "Figure",
    "Grid",
    "Indicator",
    "Inputs",
    "Kept",
    "Kind",
    "Life",
    "Limit",
    "Line",
    "MonthRequest",
    "Move",
    "Pairs",
    "Paper",
    "Part",
    "Phrase",
    "Queries",
    "RawSheet",
    "Reader",
    "Reckoning",
    "Report",
    "ReportKind",
    "Role",
    "Scheme",
    "ScoreItem",
    "Service",
    "Settings",
    "Shape",
    "Sheet",
    "Signatures",
    "State",
    "Step",
    "Suggester",
    "Suggestion",
    "Text",
    "Unit",
    "Value",
    "WanggeError",
    "hookimpl",
    "month_bounds",
    "parse",
]
