"""Lifecycle 流程: the words of an event's life: where it stands, what a person does, how it leaves, and who has to move next.

States and actions carry their Chinese terms as values, so the ledger, `--json` and the query language spell them alike. What may follow what is
the table in `wangge/transitions.py`.

Sources: CJJ/T 106-2010 (seven stages of city management), CJ/T 315-2009 and GB/T 30428.8-2020 (filing, handling, closing), provincial
综治 practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an event stands 环节状态."""

    DRAFT = "草稿"
    REPORTED = "待受理"
    VERIFYING = "待核实"
    ACCEPTED = "待立案"
    FILED = "待派遣"
    DISPATCHED = "待签收"
    HANDLING = "处置中"
    DELAY_REVIEW = "延期审批"
    SUSPENDED = "挂账"
    WHISTLED = "吹哨中"
    ESCALATED = "已上报上级"
    FED_BACK = "待核查"
    CHECKED = "待结案"
    CLOSED = "已结案"
    ARCHIVED = "已归档"
    REFUSED = "不予受理"
    NOT_FILED = "不予立案"
    MERGED = "已并案"
    VOID = "已作废"
    RECALLED = "已撤回"
    TRANSFERRED = "已转出"


class Action(StrEnum):
    """What a person does 操作. Each is one step; a `Path` is several in one."""

    REGISTER = "登记"
    ACCEPT = "受理"
    REFUSE = "不予受理"
    SEND_VERIFY = "发核实"
    CONFIRM = "核实属实"
    DENY = "核实不属实"
    SELF_HANDLE = "自行处置"
    ANSWER = "当场答复"
    FILE = "立案"
    NOT_FILE = "不予立案"
    DISPATCH = "派遣"
    REASSIGN = "改派"
    SIGN = "签收"
    RETURN = "退回"
    RETURN_DENIED = "退回不成立"
    ARBITRATE = "裁定"
    HARD_CASE = "列为疑难"
    CO_DONE = "协办反馈"
    ASK_DELAY = "申请延期"
    GRANT_DELAY = "同意延期"
    DENY_DELAY = "不同意延期"
    ASK_SUSPEND = "申请挂账"
    SUSPEND = "批准挂账"
    RESUME = "恢复"
    MOVE_DUE = "时限调整"
    WHISTLE = "吹哨"
    ARRIVE = "报到"
    CONFER = "会商结论"
    RATE = "吹哨评价"
    ROLL_CALL = "点名"
    ESCALATE = "上报上级"
    SEND_DOWN = "上级下派"
    UPPER_REPLY = "上级反馈"
    DONE = "办结"
    PASS = "核查通过"  # noqa: S105 (no password)
    REWORK = "返工"
    CLOSE = "结案"
    CALL_BACK = "回访"
    CALL_FAILED = "回访未通"
    REOPEN = "重新办理"
    ARCHIVE = "归档"
    SUPERVISE = "督办"
    SUPERVISE_REPLY = "督办回复"
    MERGE = "并案"
    UNMERGE = "拆案"
    LINK = "关联"
    GATHER = "纳入联动"
    VOID = "作废"
    RECALL = "撤回"
    TRANSFER = "转出"
    WITHDRAW = "撤诉"
    CORRECT = "更正"
    NOTE = "备注"
    ATTACH = "附件"
    CONTACT = "联系反映人"
    PROGRESS = "阶段进展"
    URGE = "催办"
    INSTRUCT = "批示"
    EXPEDITE = "加急"
    ANSWER_DANGER = "险情处置"
    SECLUDE = "设为保密"
    UNSECLUDE = "解除保密"
    UPSTREAM_SIGN = "上级签收"
    ASK_UPSTREAM_RETURN = "申请退单"
    UPSTREAM_RETURNED = "退单成立"
    UPSTREAM_RETURN_DENIED = "退单驳回"
    ASK_UPSTREAM_DELAY = "申请上级延期"
    UPSTREAM_DELAYED = "上级同意延期"
    UPSTREAM_DELAY_DENIED = "上级不同意延期"
    UPSTREAM_REPLY = "回单"
    UPSTREAM_REJECT = "回单被驳回"
    UPSTREAM_BACK = "不满意返办"
    FOLLOW = "随主件"
    MOVE_CARDS = "移交"
    OPEN_CASE = "受理案件"
    FILL = "案情登记"
    ASSIGN = "指定调解员"
    SESSION = "调解记录"
    END_CASE = "结束案件"
    PERFORM = "履行登记"
    RELEASE_CASE = "收入案例库"
    GUIDE = "导引"
    MOVE_BLOCK = "转板块"
    RECEIVE = "板块接收"
    WAIVE = "无须导引"
    VISIT = "来访"
    ADVISE = "一次告知"
    PRINT = "打印"
    TELL = "告知"
    TELL_CORRECTION = "告知更正"
    BRING_IN = "带入"
    UNDO = "撤销"
    REDO = "重做"


class Exit(StrEnum):
    """How an event leaves the open ones 去向: the minus terms of the carry-over identity."""

    DONE = "办结"
    MERGED = "并案"
    VOID = "作废"
    RECALLED = "撤回"
    TRANSFERRED = "转出"
    REFUSED = "不予受理"
    NOT_FILED = "不予立案"


class Owner(StrEnum):
    """Who has to move next 责任方. No state is without one."""

    CENTRE = "本中心"
    WORKER = "网格员"
    UNIT = "承办单位"
    CALLED = "报到部门"
    UPPER = "上级"


OWNERS: dict[State, Owner] = {
    State.VERIFYING: Owner.WORKER,
    State.DISPATCHED: Owner.UNIT,
    State.HANDLING: Owner.UNIT,
    State.WHISTLED: Owner.CALLED,
    State.ESCALATED: Owner.UPPER,
    **dict.fromkeys(
        (
            *(State.DRAFT, State.REPORTED, State.ACCEPTED, State.FILED, State.DELAY_REVIEW, State.SUSPENDED, State.FED_BACK),
            *(State.CHECKED, State.CLOSED, State.ARCHIVED, State.REFUSED, State.NOT_FILED, State.MERGED, State.VOID),
            *(State.RECALLED, State.TRANSFERRED),
        ),
        Owner.CENTRE,
    ),
}

DONE_STATES = frozenset({State.FED_BACK, State.CHECKED, State.CLOSED, State.ARCHIVED})
"""After the unit's claim 办结 (done_at) and not sent back since."""

EXITS: dict[State, Exit] = {
    **dict.fromkeys(DONE_STATES, Exit.DONE),
    State.MERGED: Exit.MERGED,
    State.VOID: Exit.VOID,
    State.RECALLED: Exit.RECALLED,
    State.TRANSFERRED: Exit.TRANSFERRED,
    State.REFUSED: Exit.REFUSED,
    State.NOT_FILED: Exit.NOT_FILED,
}
"""The exit that a state stands for; a state that is not here is open 未结."""

OPEN_STATES = frozenset(State) - EXITS.keys() - {State.DRAFT}
LIVE_STATES = OPEN_STATES | DONE_STATES - {State.ARCHIVED}
"""States in which something can still be done to the event itself."""


@dataclass(frozen=True, slots=True)
class Path:
    """Several actions in one transaction and one undo 连办."""

    name: str
    actions: tuple[Action, ...]


ONE_KEY_DISPATCH = Path("一键派遣", (Action.ACCEPT, Action.FILE, Action.DISPATCH))
HARD_ONES = Path("受理列疑难", (Action.ACCEPT, Action.FILE, Action.HARD_CASE))
DELAY_BY_ONE_APPROVAL = Path("批量延期", (Action.ASK_DELAY, Action.GRANT_DELAY))
PATHS: dict[str, Path] = {path.name: path for path in (ONE_KEY_DISPATCH, HARD_ONES, DELAY_BY_ONE_APPROVAL)}


def owner(state: State, unit: str | None) -> str:
    """Who has to move next, as a name: the unit where `OWNERS` says the unit, else the role's own name.

    A unit that no file named is said to be missing (`承办单位待补`), never left blank.
    """
    held = OWNERS[state]
    if held is Owner.UNIT:
        return unit or "承办单位待补"
    return held.value
