"""Settings 设置: what an office decides for itself, as one frozen value.

`wangge.toml` is read by the desk and checked here. Facts that are local (limits, flows, value tables) are settings, never constants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wangge import calendar, look, policy, published
from wangge.calendar import OwnDays
from wangge.errors import Phrase, WanggeError
from wangge.lifecycle import State
from wangge.limits import Limit
from wangge.look import Look
from wangge.policy import Policy
from wangge.published import Statistics
from wangge.text import clean_line
from wangge.times import CHINA
from wangge.transitions import Flows

LEVELS = ("区县", "镇街")
DEFAULT_LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        limit_for: parsed
        for limit_for, text in {"默认": "5工作日", "特急": "24小时", "疑难": "1工作日"}.items()
        if (parsed := Limit.parse(text))
    }
)
"""Handling limits of a new office [LOCAL]: five working days as in 济南 2018 Art 24 and 潍坊 2021 Art 20; the office enters its own.
A matter that fits nothing is decided within one working day."""

DEFAULT_VALUES: Mapping[str, Mapping[str, str]] = {
    "case_result": {
        **dict.fromkeys(("达成", "成功", "调解成功", "已达成协议"), "达成协议"),
        **dict.fromkeys(("未达成", "不成", "调解不成", "失败"), "未达成协议"),
        **dict.fromkeys(("撤回", "撤诉"), "撤回申请"),
        "终止": "终止调解",
    },
    "tier": {"一级事件": "一级", "二级事件": "二级", "三级事件": "三级", "四级事件": "四级"},
    "tier_names": {"一级": "网格", "二级": "村社", "三级": "镇街", "四级": "区县"},
    "source": {
        "警情分流网格": "110非警务",
        "110非警务警情分流": "110非警务",
        "公安网格": "公安移交",
        "城市网格": "网格员",
        "农村网格": "网格员",
        "专属网格": "网格员",
        "网格员巡查": "网格员",
        "网格巡查": "网格员",
        "督查网格": "督查交办",
        "81890网格": "热线",
        "12345": "12345热线",
        "市民热线": "12345热线",
        "群众来访": "窗口来访",
    },
    "state": {
        "归档": "已归档",
        "已归档": "已归档",
        "区县科室办结": "待核查",
        "镇街科室办结": "待核查",
        "村/社区办结": "待核查",
        "办结": "待核查",
        "已办结": "待核查",
        "已回复": "待核查",
        "村/社区受理": "处置中",
        "镇街科室受理": "处置中",
        "区县科室受理": "处置中",
        "区县中心派发": "待签收",
        "镇街中心派发": "待签收",
        "派发": "待签收",
        "已派单": "待签收",
        "待签收": "待签收",
        "处置中": "处置中",
        "处理中": "处置中",
        "办理中": "处置中",
        "受理": "处置中",
        "已受理": "待派遣",
        "待派单": "待派遣",
        "待派遣": "待派遣",
        "待受理": "待受理",
        "未受理": "待受理",
        "待核查": "待核查",
        "已结案": "已结案",
        "已作废": "已作废",
        "作废": "已作废",
        "已撤回": "已撤回",
        "不予受理": "不予受理",
    },
    "state_for_street": {"区县科室受理": "已上报上级", "区县中心派发": "已上报上级"},
    "community_virtual": {"公众社区": "未落格"},
}
"""What files write → what the ledger keeps, per field [LOCAL]. An office edits its own copy in wangge.toml."""


@dataclass(frozen=True, slots=True)
class Settings:
    """An office's own decisions.

    Attributes:
        name: the office's name, on reports.
        district, street: its place; files from elsewhere are counted and left out. Empty takes everything.
        level: 区县 or 镇街; decides what a district's own states mean here.
        operator: who sits at the keyboard until accounts exist.
        zone: the office's time zone.
        number: pattern of event numbers: `{year}`, `{month}`, `{day}` and `{seq:0N}`.
        flows: which stages are switched on.
        limits: handling limits by urgency or category, `默认` for the rest.
        limits_confirmed: False until the office has checked the table; then every clock says so.
        values: the value tables.
        policy: its own way of handling.
        days: its office hours and local days.
        statistics: the published figures that calculators use.
        keys: the office's own keys, by action.
        learner: whether a learner gives suggestions a second voice.
        look: colours, signs and movement of the console.
    """

    name: str = "网格中心"
    district: str = ""
    street: str = ""
    level: str = "区县"
    operator: str = "值班员"
    zone: ZoneInfo = CHINA
    number: str = "WG{year}{month}{day}{seq:04}"
    flows: Flows = field(default_factory=Flows)
    limits: Mapping[str, Limit] = field(default_factory=lambda: DEFAULT_LIMITS)
    limits_confirmed: bool = False
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: DEFAULT_VALUES)
    policy: Policy = field(default_factory=Policy)
    days: OwnDays = field(default_factory=OwnDays)
    statistics: Statistics = field(default_factory=Statistics)
    learner: bool = False
    plugins: tuple[str, ...] = ()
    plugins_off: tuple[str, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    look: Look = field(default_factory=Look)

    def value(self, name: str, raw: str) -> str:
        """What the ledger keeps for what a file writes in field `name`."""
        return self.table(name).get(raw, raw)

    def table(self, name: str) -> Mapping[str, str]:
        """The value table of field `name`; empty where there is none."""
        table = self.values.get(name, {})
        if name == "state" and self.level == "镇街":
            table = {**table, **self.values.get("state_for_street", {})}
        return table

    def is_virtual(self, community: str | None) -> bool:
        """Whether a community is no real place (虚拟社区): its events are 未落格."""
        return community in self.values.get("community_virtual", {})


_ENTRIES: Mapping[str, Mapping[str, type]] = {
    "office": dict.fromkeys(("name", "district", "street", "level", "operator", "zone", "number", "theme"), str),
    "flow": {"filing": bool, "checking": bool},
    "limits": {"confirmed": bool},
    "calendar": calendar.ENTRIES,
    "suggest": {"learner": bool},
    "look": look.ENTRIES,
    "plugins": {"allow": list, "off": list},
    "values": {},
    "keys": {},
    "statistics": {},
    **policy.ENTRIES,
}
"""The sections of `wangge.toml` and what stands in each; those without entries grow with the office."""
_GROWING = frozenset({"limits", *(name for name, entries in _ENTRIES.items() if not entries)})
_WRITTEN: Mapping[type, str] = {
    str: "带引号的文字",
    bool: "true 或 false",
    int: "整数",
    list: "方括号里带引号的文字",
    dict: "一节",
}
_STATES = frozenset(State)
_NUMBER = re.compile(r"(?:[^{}\x00-\x1f\x7f]|\{(?:year|month|day)\})*\{seq(?::0?[1-9])?\}(?:[^{}\x00-\x1f\x7f]|\{(?:year|month|day)\})*")


def _misplaced(tree: Mapping[str, Any]) -> str:
    """What has no place in the file or is written the wrong way, in words; empty when all is well."""
    for section, entries in tree.items():
        if section not in _ENTRIES:
            return f"没有 [{section}] 这一节"
        if not isinstance(entries, Mapping):
            return f"[{section}] 应是一节"
        for key, value in entries.items():
            kind = list if section == "keys" else _ENTRIES[section].get(key)
            if section == "values" and not isinstance(value, Mapping):
                return f"[values.{key}] 应是一节"
            if kind is None and section not in _GROWING:
                return f"[{section}] 里没有“{key}”这一项"
            if kind and (
                not isinstance(value, kind)
                or (kind is int and isinstance(value, bool))
                or (isinstance(value, list) and not all(isinstance(each, str) for each in value))
            ):
                return f"[{section}] {key} 应写成{_WRITTEN[kind]}"
    return ""


def from_toml(tree: Mapping[str, Any], path: str) -> Settings:
    """The settings in a parsed `wangge.toml`; what is not written keeps its default.

    Raises:
        WanggeError: `office_settings`, naming the entry.
    """

    def wrong(reason: str) -> WanggeError:
        return WanggeError("office_settings", path=path, reason=reason)

    reason = _misplaced(tree)
    if reason:
        raise wrong(reason)
    office, flow, island, plugins, tables = (tree.get(name, {}) for name in ("office", "flow", "island", "plugins", "values"))
    try:
        zone = ZoneInfo(office.get("zone", CHINA.key))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise wrong(Phrase("没有时区“{zone}”", zone=office.get("zone"))) from error
    level = office.get("level") or ("镇街" if office.get("street") else "区县")
    if level not in LEVELS:
        raise wrong("level 只能填 区县 或 镇街")
    default = Settings()
    number = office.get("number", default.number)
    if "{seq" not in number:
        raise wrong("number 里要有 {seq:04} 这样的流水号")
    if not _NUMBER.fullmatch(number):
        raise wrong("number 只能用 {year}、{month}、{day}、{seq:04}")
    limits: dict[str, Limit] = dict(DEFAULT_LIMITS)
    for key, text in tree.get("limits", {}).items():
        if key == "confirmed":
            continue
        limit = Limit.parse(str(text))
        if limit is None:
            raise wrong(Phrase("时限“{key}”写的是“{text}”，应如 5工作日、24小时", key=key, text=text))
        limits[key] = limit
    values = {name: dict(entries) for name, entries in DEFAULT_VALUES.items()}
    for name, entries in tables.items():
        values[name] = {str(raw): str(kept) for raw, kept in entries.items()}
    unknown = next((kept for name in ("state", "state_for_street") for kept in values[name].values() if kept not in _STATES), None)
    if unknown is not None:
        raise wrong(Phrase("[values.state] 里的“{unknown}”不是台账的状态", unknown=unknown))
    return Settings(
        name=clean_line(office.get("name", default.name)),
        district=office.get("district", ""),
        street=office.get("street", ""),
        level=level,
        operator=clean_line(office.get("operator", "")) or default.operator,
        zone=zone,
        number=number,
        flows=Flows(flow.get("filing", False), flow.get("checking", False), island.get("enabled", False)),
        limits=limits,
        limits_confirmed=tree.get("limits", {}).get("confirmed", False),
        values=values,
        policy=policy.from_tree(tree, wrong),
        days=calendar.from_tree(tree, wrong),
        learner=tree.get("suggest", {}).get("learner", False),
        statistics=published.from_tree(tree, wrong),
        plugins=tuple(plugins.get("allow", ())),
        plugins_off=tuple(plugins.get("off", ())),
        keys={str(action): tuple(keys) for action, keys in tree.get("keys", {}).items()},
        look=look.from_tree(tree, office.get("theme", "")),
    )
