"""Policy 办理规矩: where offices differ in how the lifecycle is walked, as one frozen value.

How often a unit may ask for delay, when a return goes to the arbiter, what pauses a clock, whom the centre calls back, which words mean
danger. All of it is local; the defaults are mild, and `wangge.toml` ([policy], [pauses], [danger], [upstream], [callback], [reasons]) says
otherwise. [supervise] says how soon a card is to be answered, [island] which blocks stand behind the six zones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from wangge.actor import Role
from wangge.blocks import BEHIND, blocks
from wangge.errors import Phrase
from wangge.fields import SUPERVISION
from wangge.lifecycle import Action
from wangge.limits import Limit
from wangge.text import clean_line


@dataclass(frozen=True, slots=True)
class UpstreamSystem:
    """A system that sends orders and waits for replies 上级系统, by the source its orders come under.

    Attributes:
        system: its name.
        ahead: how much earlier than its own due time the unit must hand in; None for no earlier.
        sign: how soon an order must be signed there.
        give_back: how long an order may be given back.
    """

    system: str
    ahead: Limit | None = None
    sign: Limit | None = None
    give_back: Limit | None = None


def _limit(text: str) -> Limit:
    limit = Limit.parse(text)
    if limit is None:
        raise ValueError(text)
    return limit


DEFAULT_REASONS: Mapping[Action, tuple[str, ...]] = MappingProxyType(
    {
        Action.REFUSE: ("不属受理范围", "已在诉讼仲裁信访复议中", "无新的事实", "内容不清且无法联系"),
        Action.NOT_FILE: ("不属实", "现场已无此情况", "不够立案条件"),
        Action.VOID: ("测试", "误登"),
        Action.RETURN: ("非本单位职责", "内容不清", "重复派单", "不在辖区"),
        Action.RECALL: ("来件单位撤回", "误派"),
        Action.SUSPEND: ("鉴定", "等待上级批复", "客观条件不具备", "资金未到位"),
        Action.ASK_SUSPEND: ("鉴定", "等待上级批复", "客观条件不具备", "资金未到位"),
        Action.REWORK: ("现场未整改", "整改不彻底", "答复不实"),
        Action.REOPEN: ("不满意", "复发"),
    }
)
"""Reason codes 理由类别 an action offers [LOCAL]; an office enters its own."""

CROWD = "群体"
DEFAULT_DANGER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "人身危险": (
            *(
                "刀",
                "-一刀切",
                "-一刀",
                "-捞刀",
                "-刀刃",
                "-刀片",
                "-剃刀",
                "-刀架",
                "-刀闸",
                "-刀削",
                "-刀口",
                "-两刀",
                "-手术刀",
                "-操刀",
                "-主刀",
            ),
            *("-心如刀", "-封刀", "-面三刀", "-大刀阔"),
            *("砍人", "砍伤", "砍死", "被砍断", "自杀", "跳楼", "轻生", "-减轻生", "-轻生产", "割腕", "上吊", "自焚", "喝农药", "服毒"),
            *(
                "煤气中毒",
                "煤气泄漏",
                "煤气泄露",
                "燃气泄漏",
                "-燃气泄漏串气",
                "-燃气泄漏的风险",
                "天然气泄漏",
                "同归于尽",
                "放火",
                "-官府放火",
                "-官放火",
                "纵火",
                "点火自",
            ),
            *("行凶", "捅伤", "捅死", "往死里打", "打得头破血流", "劫持", "绑架勒索", "被人绑架", "遭绑架", "人身威胁"),
        ),
        "家暴": ("家暴", "-我家暴", "-家暴征", "-家暴力", "家庭暴力", "殴打妻子", "打老婆", "打孩子", "打骂孩子", "虐待老人", "虐待儿童"),
        "未成年": (
            *("未成年人被", "未成年被", "未成年女", "未成年少女", "孩子被打", "孩子被侵", "孩子被拐", "孩子被虐", "孩子失踪", "孩子走失"),
            *(
                "小孩被打",
                "儿童被",
                "学生被打",
                "小孩走失",
                "虐童",
                "猥亵",
                "性侵",
                "-性侵占",
                "被拐卖",
                "拐卖儿童",
                "校园霸凌",
                "被霸凌",
                "校园欺凌",
            ),
        ),
        CROWD: (
            *(
                "聚众闹事",
                "-不存在聚众闹事",
                "聚众斗殴",
                "聚众殴打",
                "聚集闹",
                "正在聚集",
                "集体上访",
                "集体讨薪",
                "集体维权",
                "集体静坐",
                "拉横幅",
                "-不想拉横幅",
                "-未拉横幅",
                "拉起横幅",
            ),
            *(
                "堵路",
                "-拥堵路",
                "-堵路上",
                "-堵路段",
                "-为修路堵路",
                "-商贩堵路",
                "堵门",
                "-被堵门",
                "-堵车堵路",
                "-堵车、堵路",
                "集体罢工",
                "打群架",
            ),
        ),
        "极端言语": (
            "报复社会",
            "不想活",
            "活不下去了",
            "要死给",
            "杀人",
            "-杀人门",
            "-杀人诛心",
            "要杀",
            "杀全家",
            "杀了你",
            "杀了他",
            "弄死",
        ),
    }
)
"""Words of the danger lane 险情词表 [LOCAL]: they label the event, never a person. An entry that begins with - tells of none. An office edits
its own table."""

SECRET_KINDS = frozenset({"家暴", "未成年"})
"""Kinds of danger whose events are 保密 from the start, and never sampled for a call."""


DEFAULT_GROUNDS = ("综合执法", "重点工作", "应急处置")
"""On which grounds a street may blow the whistle 吹哨 [LOCAL]: law enforcement by several, key work, emergencies."""

DEFAULT_SUPERVISE: Mapping[str, Limit] = MappingProxyType({"普通": _limit("3工作日"), "黄牌": _limit("2工作日"), "红牌": _limit("1工作日")})
"""How soon a card 督办 is to be answered where nobody names a date [LOCAL]."""


@dataclass(frozen=True, slots=True)
class Policy:
    """An office's own way of handling.

    Attributes:
        delays: how many times 延期 may be granted.
        returns: how many times units may return an event; then the arbiter decides and nobody returns it any more.
        return_within: how long after dispatch a unit may return it; None asks nothing.
        arbiter: who decides after the last return, as name and post.
        approvers: who may do an action here, where the office is stricter than the table.
        delay_pauses: whether the clock stands still while a delay is being decided.
        pauses: reasons for which 挂账 stops the clock, and how long each may last; None is without a limit.
        thin_results: results that say only this are no results.
        danger: words of the danger lane, by kind.
        claim: minutes for which a card that is being triaged is shown to nobody else; 0 for no such thing.
        crowd: how many people make a matter 群体.
        upstream: systems whose orders are answered there, by source.
        verdict_first: whether an event may only be closed after a verdict of the reporter, or enough attempts.
        attempts: how many calls that nobody answers stand for a verdict.
        call_gap: days within which nobody is called twice.
        called_by: who calls back, by source; a source that is not here is called by the centre.
        reasons: the reason codes of an action.
        grounds: on which grounds the whistle may be blown; none takes any.
        supervise: how soon a card is to be answered, by its level.
        co_within: the co-handlers' own limit; None gives them the lead unit's.
        co_waits: whether 办结 is refused while a co-handler has not reported; else it is noted.
        behind: the N of a front island, behind the six zones.
    """

    delays: int = 2
    returns: int = 2
    return_within: Limit | None = None
    arbiter: str = ""
    approvers: Mapping[Action, Role] = field(default_factory=lambda: MappingProxyType({}))
    delay_pauses: bool = False
    pauses: Mapping[str, Limit | None] = field(default_factory=lambda: MappingProxyType({"鉴定": None}))
    thin_results: tuple[str, ...] = ("请关注", "已转", "已转办", "请处理", "请核实", "请酌情处理", "知悉", "已阅", "请跟进")
    danger: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_DANGER)
    claim: int = 10
    crowd: int = 5
    upstream: Mapping[str, UpstreamSystem] = field(
        default_factory=lambda: MappingProxyType(
            {"12345热线": UpstreamSystem("12345热线", _limit("1工作日"), _limit("1工作日"), _limit("1工作日"))}
        )
    )
    verdict_first: bool = False
    attempts: int = 3
    call_gap: int = 7
    called_by: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"12345热线": "12345热线"}))
    reasons: Mapping[Action, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_REASONS)
    grounds: tuple[str, ...] = DEFAULT_GROUNDS
    supervise: Mapping[str, Limit] = field(default_factory=lambda: DEFAULT_SUPERVISE)
    co_within: Limit | None = None
    co_waits: bool = False
    behind: tuple[str, ...] = BEHIND


Wrong = Callable[[str], Exception]
"""Makes the refusal of a settings file out of a reason."""
ReadLimit = Callable[[str, str, object], Limit | None]
"""Reads a limit that stands in a section under a key."""
_KINDS: Mapping[str, type] = {
    "delays": int,
    "returns": int,
    "return_within": str,
    "arbiter": str,
    "delay_pauses": bool,
    "thin_results": list,
    "claim": int,
    "crowd": int,
    "grounds": list,
    "co_within": str,
    "co_waits": bool,
}
_CALLBACK: Mapping[str, type] = {"verdict_first": bool, "attempts": int, "call_gap": int, "called_by": dict}
ENTRIES: Mapping[str, Mapping[str, type]] = {
    "policy": {**_KINDS, "approvers": dict},
    "callback": _CALLBACK,
    "pauses": {},
    "danger": {},
    "upstream": {},
    "reasons": {},
    "supervise": {},
    "island": {"enabled": bool, "behind": list},
}
"""The sections of `wangge.toml` that make a policy; those without entries grow with the office."""


def from_tree(tree: Mapping[str, Any], wrong: Wrong) -> Policy:
    """The policy in a parsed `wangge.toml`; what is not written keeps its default.

    Args:
        tree: the file's sections; entries of [policy] and [callback] have the right kind already.
        wrong: makes the refusal.

    Raises:
        what `wrong` makes, naming the entry.
    """

    def limit(section: str, key: str, text: object) -> Limit | None:
        found = Limit.parse(str(text)) if text else None
        if text and found is None:
            raise wrong(Phrase("[{section}] {key} 写的是“{text}”，应如 5工作日、24小时", section=section, key=key, text=text))
        return found

    def action(section: str, name: str) -> Action:
        try:
            return Action(name)
        except ValueError:
            raise wrong(Phrase("[{section}] 里的“{name}”不是流程里的操作", section=section, name=name)) from None

    def words(section: str, key: str, entry: object) -> tuple[str, ...]:
        if not isinstance(entry, list) or not all(isinstance(each, str) and each for each in entry):
            raise wrong(Phrase("[{section}] {key} 应写成方括号里带引号的文字", section=section, key=key))
        return tuple(entry)

    made = _plain(tree, limit, action, wrong)
    if "pauses" in tree:
        made = replace(made, pauses={key: limit("pauses", key, text) for key, text in tree["pauses"].items()})
    if "danger" in tree:
        made = replace(made, danger={kind: words("danger", kind, entry) for kind, entry in tree["danger"].items()})
    if "reasons" in tree:
        own = {action("reasons", name): words("reasons", name, entry) for name, entry in tree["reasons"].items()}
        made = replace(made, reasons={**made.reasons, **own})
    if "supervise" in tree:
        made = replace(made, supervise={**made.supervise, **_cards(tree["supervise"], limit, wrong)})
    if "behind" in tree.get("island", {}):
        made = replace(made, behind=_behind(tree["island"]["behind"], wrong))
    if "upstream" in tree:
        made = replace(made, upstream={source: _system(source, entry, limit, wrong) for source, entry in tree["upstream"].items()})
    return made


def _plain(tree: Mapping[str, Any], limit: ReadLimit, action: Callable[[str, str], Action], wrong: Wrong) -> Policy:
    """The entries of [policy] and [callback]."""
    given = {**tree.get("policy", {}), **tree.get("callback", {})}
    for key in ("return_within", "co_within"):
        if key in given:
            given[key] = limit("policy", key, given[key])
    below = next((key for key in ("delays", "returns", "claim", "crowd", "attempts", "call_gap") if given.get(key, 0) < 0), None)
    if below:
        raise wrong(Phrase("{key} 不能小于 0", key=below))
    for key in ("thin_results", "grounds"):
        if key in given:
            given[key] = tuple(given[key])
    roles = {}
    for name, role in given.get("approvers", {}).items():
        if role not in set(Role):
            raise wrong(Phrase("[policy] approvers 里的“{role}”不是角色", role=role))
        roles[action("policy", name)] = Role(role)
    return replace(Policy(), **{**given, "approvers": roles})


def _cards(entries: Mapping[str, object], limit: ReadLimit, wrong: Wrong) -> Mapping[str, Limit]:
    spans = {level: limit("supervise", level, entry) for level, entry in entries.items()}
    if unknown := next((level for level in spans if level not in SUPERVISION), ""):
        raise wrong(Phrase("[supervise] 里的“{level}”不是督办等级（{known}）", level=unknown, known="、".join(SUPERVISION)))
    return {level: span for level, span in spans.items() if span}


def _behind(names: Sequence[str], wrong: Wrong) -> tuple[str, ...]:
    own = tuple(clean_line(name) for name in names)
    if "" in own:
        raise wrong(Phrase("[island] behind 里有空的名称"))
    if twice := next((name for place, name in enumerate(own) if name in blocks(own[:place])), ""):
        raise wrong(Phrase("[island] behind 里的“{name}”与别的板块重名", name=twice))
    return own


def _system(source: str, entry: object, limit: ReadLimit, wrong: Wrong) -> UpstreamSystem:
    if not isinstance(entry, Mapping) or entry.keys() - {"system", "ahead", "sign", "give_back"}:
        raise wrong(Phrase("[upstream.{source}] 里只能写 system、ahead、sign、give_back", source=source))
    where = f"upstream.{source}"
    spans = {key: limit(where, key, entry.get(key)) for key in ("ahead", "sign", "give_back")}
    return UpstreamSystem(str(entry.get("system", source)), **spans)
