"""Errors 差错: one code per cause, put into words at the edge.

A room below the desk raises `WanggeError(code, **params)` and never formats a sentence. `CAUSES` is the Chinese text of every code; it
says what is wrong, where, and what to do next. The desk translates it; `--json` carries the code and the parameters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Phrase(str):
    """A sentence with values in it, as Chinese text that remembers how it was put together, so that the edge can say it in another language.

    Args:
        template: the text with `{names}`.
        params: what the names stand for.
    """

    __slots__ = ("params", "template")

    def __new__(cls, template: str, **params: object) -> Self:
        """Put it together in Chinese."""
        made = super().__new__(cls, template.format_map(params))
        made.template, made.params = template, params
        return made

    template: str
    params: dict[str, object]

    def __reduce__(self) -> tuple[object, ...]:
        return (_phrase, (self.template, self.params))


def _phrase(template: str, params: dict[str, object]) -> Phrase:
    return Phrase(template, **params)


class Phrases(str):
    """Several sentences in one line, each of which the edge can say in another language.

    Args:
        parts: the sentences.
    """

    __slots__ = ("parts",)

    def __new__(cls, parts: Iterable[str]) -> Self:
        """Put them together in Chinese."""
        held = tuple(parts)
        made = super().__new__(cls, "；".join(held))
        made.parts = held
        return made

    parts: tuple[str, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return (Phrases, (self.parts,))


class WanggeError(Exception):
    """A refusal that a person can act on.

    Args:
        code: a key of `CAUSES`.
        params: what the text of that code names (file, sheet, row, value …). A value is data: it is shown as text, never interpreted.
    """

    def __init__(self, code: str, **params: object) -> None:
        if code not in CAUSES:
            raise KeyError(code)
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        return CAUSES[self.code].format_map(self.params)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.params))


def _rebuild(code: str, params: dict[str, object]) -> WanggeError:
    return WanggeError(code, **params)


CAUSES: dict[str, str] = {
    # the office's folder and its ledger
    "office_missing": "找不到网格中心文件夹“{path}”。请核对路径，或用 wangge init {path} 新建一个。",
    "office_unnamed": "没有指明网格中心文件夹。请在该文件夹里运行，或加 --office 文件夹，或设置环境变量 WANGGE_OFFICE。",
    "office_not_one": "“{path}”不是网格中心文件夹（里面没有 wangge.toml）。请核对路径，或用 wangge init 新建一个。",
    "office_exists": "“{path}”里已有一个网格中心，不再新建。直接用 wangge --office {path} 打开即可。",
    "office_not_empty": "“{path}”不是空文件夹，不在其中新建。请换一个新的文件夹名。",
    "office_settings": "设置文件“{path}”读不懂：{reason}。请改正后再打开；其余文件没有动过。",
    "office_network": "“{path}”在网络盘上（{kind}），多台电脑同写会损坏台账。请把文件夹移到本机硬盘，用备份传递。",
    "office_unwritable": "无法写入“{path}”：{reason}。请检查磁盘空间和文件夹权限。",
    "ledger_not_database": "“{path}”不是台账数据库，或已损坏。原文件没有动过；请用 backups 文件夹里的备份恢复（wangge restore）。",
    "ledger_edited": "台账“{path}”里有内容不是由本程序写入的（{what}）。请运行 wangge verify 查明；必要时用 backups 文件夹里的备份恢复。",
    "ledger_lost": "台账“{path}”{what}，而本中心是用过的。没有新建台账，什么都没有改动。{hint}",
    "ledger_other": "“{path}”不是本中心的台账（本中心的是 {known}，这一份是 {found}）。什么都没有改动，请把原来的 ledger.db 放回去。确实要用这一份，"
    "请运行 wangge confirm ledger --reason 原因。{hint}",
    "ledger_older": "台账“{path}”比上次用的旧：上次已到第{known}号封签，这一份只到第{found}号。什么都没有改动，请把新的那一份放回去（移走过 "
    "ledger.db-wal 的也放回去）。确实要用旧的，请运行 wangge confirm ledger --reason 原因。{hint}",
    "ledger_parted": "台账“{path}”与上次用的不是同一份：从第{seal}号封签起不一样。什么都没有改动，请把原来的 ledger.db 放回去。确实要用这一份，"
    "请运行 wangge confirm ledger --reason 原因。{hint}",
    "ledger_log": "“{path}”不是这份台账的日志，多半是别处的台账留下的。什么都没有改动。请把它移到别处（不要删除），再打开。",
    "clock_behind": "电脑时间是{now}，早于台账最后一步的登记时间{last}，没有写入。请先校准电脑时间；电脑时间是对的（上次登记时快了），"
    "请运行 wangge confirm clock --reason 原因，并核对那段时间登记的事件。",
    "clock_ahead": "电脑时间是{now}，比台账最后一步的登记时间{last}晚了两年以上，没有写入。请先校准电脑时间；电脑时间是对的，"
    "请运行 wangge confirm clock --reason 原因。",
    "clock_unlikely": "电脑时间是{now}，不像真的，没有写入。请先校准电脑时间；电脑时间是对的，请运行 wangge confirm clock --reason 原因。",
    "confirm_nothing": "没有要确认的：台账就是上次用的那一份，电脑时间也没有疑问。",
    "ledger_newer": "台账“{path}”由更新的版本写成（第{found}版，本程序认得第{known}版）。请升级程序后再打开。",
    "ledger_busy": "台账正被另一个程序占用，{seconds}秒内没有让出。请稍后再试；没有写入任何内容。",
    "backup_failed": "备份没有做成：{reason}。请检查磁盘空间后重试。",
    "backup_damaged": "台账“{path}”本身有损坏（{reason}），没有做成备份；以前的备份都还在。请运行 wangge verify 查明，再用最近的备份恢复。",
    "file_exists": "“{file}”已经有了，不覆盖。请另起一个文件名。",
    "restore_target": "“{path}”已有内容，不覆盖。请给出一个不存在或空的文件夹。",
    "restore_source": "“{path}”不是本程序的备份文件。请从 backups 文件夹中选择。",
    "restore_suspect": "“{path}”不像本程序的备份：{reason}。没有解开任何内容；请从 backups 文件夹中选择。",
    "learner_missing": "学习器已打开，但没有装 vowpalwabbit，建议照常、不用学习器。请装 wangge[learner]，或把 [suggest] learner 改成 false。",
    "learner_unusable": "学习器用不了（{path}：{reason}），建议照常、不用学习器。请删去这个文件夹，下次打开会重新学。",
    # what a person asks for
    "keys_wrong": "wangge.toml 的 [keys] 写错了：{reason}。改好再打开；wangge keys 列出所有操作和现在的键。",
    "view_unknown": "没有叫“{name}”的视图。已有：{known}。",
    "view_wrong": "视图文件“{file}”不能用：{reason}。请让对方重新存一份再发来。",
    "view_name": "视图要有名称，最多 {limit} 个字。",
    "order_untimed": "按“{order}”排列的列表里没有日期可跳。请先按一个时间排列，如 最新在前（newest）、期限在前（due）。",
    "order_unknown": "不能按“{name}”排列。请写台账里一项的名称，如 期限、承办单位；前面加 - 是从大到小。",
    "event_unknown": "没有编号为“{no}”的事件。请核对编号（也可以用来件编号）。",
    "field_unknown": "没有名为“{name}”的项目。可用的有：{known}。",
    "limits_invalid": "时限表“{file}”没有采用，原表照旧：{cells}。请改正这些单元格后重新导入。",
    "calendar_invalid": "放假安排“{file}”没有采用：{reason}。请核对文件后重新导入。",
    "action_unknown": "没有名为“{name}”的操作。此时可用的有：{known}。",
    "action_not_now": "事件 {no} 现为“{state}”，不能“{action}”。此时可用的有：{known}。",
    "action_without": "事件 {no} 没有“{label}”，不能“{action}”。此时可用的有：{known}。",
    "action_role": "“{action}”须由{roles}办理，{actor}没有这个角色。",
    "action_needs": "“{action}”还缺：{missing}。请补填后再办。",
    "value_invalid": "“{label}”填的是“{value}”：{reason}。",
    "value_unreadable": "“{label}”的值（{value}）写进台账就没有人能再读出来，没有写入。请核对来件；插件带来的，请联系它的作者。",
    "value_reserved": "“{label}”由流程记录，不能直接更正。请用相应的操作办理。",
    "time_future": "时间 {at} 晚于现在，不能登记还没有发生的事。请改正时间。",
    "time_before": "时间 {at} 早于上一步（{before}），先后颠倒。请改正时间，或先更正上一步。",
    "time_unreadable": "时间“{value}”读不懂。请写成 2026-11-21 或 2026-11-21 09:30。",
    "changed_shown": "事件 {no} 在你填写时改动过：{changes}。填的都还在；看过后按 F4 再办，Esc 先放下（下次打开接着填）。",
    "unit_unknown": "“{unit}”不在权责清单、通讯录里，也没有办过事件，没有办理。请核对；确是新单位的，加 --new-unit。",
    "unit_unconfirmed": "“{unit}”没有作为单位派出。请改成要派的单位再按 F4。",
    "changed_meanwhile": "事件 {no} 刚刚被{by}改动过。请看过新的内容再办；这一步没有写入。",
    "text_too_long": "“{label}”有 {length} 个字，最多 {limit} 个。请删减，或作为附件保存。",
    "danger_first": "事件 {no} 内容涉及{danger}，须先办“险情处置”（已转110、已报值班长，或经核不属实）。",
    "danger_single": "事件 {no} 内容涉及{danger}，不能成批办理。请打开这一件单独办。",
    "return_settled": "事件 {no} 已由{by}裁定承办单位，不得再退。确有困难请报分管领导。",
    "return_late": "事件 {no} 已过退回时限（{within}，到 {until}）。请办理，或申请改派。",
    "delay_late": "事件 {no} 已过期限，不能再申请延期。延期须在到期前提出；请办结并说明原因。",
    "delay_often": "事件 {no} 已延期 {most} 次，不能再延。请办结，或报分管领导调整时限。",
    "result_thin": "处置结果只写了“{result}”，没有写怎么办的、反映人是否认可。请补写，或选“阶段性”办结并填复查日期。",
    "island_off": "本中心没有开前岛。有接待大厅的，在 wangge.toml 的 [island] 里写 enabled = true，再重新打开。",
    "island_first": "窗口来访的事件 {no} 还没有导引到板块，不能“{action}”。请先办“导引”，不需要的办“无须导引”并写明理由。",
    "island_guided": "事件 {no} 已在“{block}”板块，不再导引。要换板块请办“转板块”。",
    "island_same": "事件 {no} 已在“{block}”板块。请填另一个板块。",
    "island_received": "事件 {no} 已由“{block}”板块接收，不再重复接收。",
    "island_file": "“{path}”没有采用：{reason}。请改正后重新打开；删掉这个文件就用自带的。",
    "service_unknown": "办事目录里没有“{word}”。可用的有：{known}。",
    "block_unknown": "没有名为“{name}”的板块。可用的有：{known}。",
    "merge_itself": "事件 {no} 不能并入它自己。请填另一件的编号。",
    "whistle_not_called": "“{department}”不在事件 {no} 这次吹哨的部门里（已叫：{called}）。请核对名称，或另行吹哨。",
    "whistle_nobody": "事件 {no} 吹哨后还没有部门报到（已叫：{called}）。请先办“报到”或“点名”，或填“缺席部门”写明谁没有来。",
    "supervise_lower": "事件 {no} 已发{before}督办，不能再发较低的“{level}”。请发同级或更高一级。",
    "co_not_asked": "“{unit}”不是事件 {no} 的协办单位（有：{known}）。请核对单位名称。",
    "co_open": "事件 {no} 的协办单位{units}还没有反馈，不能办结。请先办“协办反馈”。",
    "incident_unknown": "没有名为“{name}”的联动事项。可用的有：{known}。",
    "incident_exists": "联动事项“{name}”已经开始了，不再另开。请换一个名称，或直接记录。",
    "incident_over": "联动事项“{name}”已于 {at} 结束，不能再记录或纳入。请另开一个。",
    "merge_target": "事件 {into} 现为“{state}”，不能再并入工单。请并入在办的主件{master}。",
    "link_itself": "事件 {no} 不能关联它自己。请填另一件的编号。",
    "merge_circle": "事件 {no} 并入 {into} 会成环：{into} 已直接或间接并在 {no} 里。请核对主件编号。",
    "verdict_missing": "事件 {no} 还没有回访结论（已试拨 {attempts} 次）。请先回访；{most} 次未通也可以结案。",
    "upstream_not_now": "事件 {no} 的上级工单现为“{state}”，不能“{action}”；这一步须在“{known}”时办。",
    "upstream_return_late": "事件 {no} 已过退单截止（{until}），不能再向上级申请退单。请办理，或申请上级延期。",
    "call_not_ours": "事件 {no} 由{by}回访，本中心不再打电话。录入{by}的回访结果，请填写凭证（如 来件）。",
    "call_recent": "事件 {no} 的反映人 {at} 已回访过，{days} 日内不重复打扰。确需再次回访，请填“仍要办理”为 是。",
    "reveal_reason": "查看“{label}”的原文须写明理由；理由会记入台账。",
    "caller_reason": "按电话查找反映人须写明理由；理由会记入台账。",
    "caller_unknown": "没有从 {phone} 反映过的事件。请核对号码。",
    "number_several": "有 {count} 件的编号以“{no}”结尾：{nos}。请把编号打全一些。",
    "reveal_nothing": "“{label}”没有需要遮盖的内容。",
    # lists that the office keeps
    "list_wrong": "“{file}”有 {count} 处错误，一行也没有采用：{first}。请改正后重新导入。",
    "list_none": "“{file}”里没有{kind}：表头至少要有{headers}。请用导出的表样填写。",
    "list_changed": "{kind}刚刚被别人换过。请重新核对变动再导入；这一次没有写入。",
    "duty_past": "新版权责清单不能从 {valid_from} 起用：那一天已过，已办的事件按旧版记账。请从今天（{today}）或以后起用。",
    "duty_version": "权责清单没有第 {version} 版。最新是第 {last} 版。",
    "move_none": "{person}名下没有未结的事件，不用移交。请核对姓名（要写全名）。",
    "move_nothing": "事件 {no} 不在{person}名下，不能移交。",
    "handover_none": "没有待接的交接班。请先由上一班交班（wangge handover）。",
    "handover_self": "{name}是交班人，不能自己接班。请由下一班的人接班（--as 姓名）。",
    "place_unknown": "组织里没有“{path}”。请写完整路径（如 区/街道/社区/网格），或先导入组织名册（wangge units --import）。",
    "place_virtual": "“{path}”是虚拟的，不能落在那里。请选真实的社区或网格。",
    # undo
    "undo_unknown": "没有编号为“{ref}”的批次或步骤。用 wangge batches 查看批次，用 wangge show 查看步骤。",
    "undo_done": "“{ref}”已经撤销过了，不再重复撤销。",
    "undo_importing": "批次 {ref} 还在由另一个程序导入，不能撤销。请等导入结束后再撤销，或先停止那次导入。",
    "undo_under_way": "“{ref}”正由另一个程序撤销或重做。请等它做完，再看要不要办。",
    "undo_stopped": "已停止，台账和原来一样，一件也没有改动。",
    "undo_later": "事件 {no} 在这一步之后，{by}又办过“{action}”。请先撤销后面的步骤。",
    "undo_told": "{left}。撤销只改台账，须另行告知对方。请写明撤销原因。",
    "undo_told_whole": "事件 {no} 已告知在外（{left}），不能整件撤销，受理编号须留痕。请用“作废”“撤回”或“更正”。",
    "undo_merged": "已有并入事件 {no} 的工单：{orders}。请先拆案，再撤销。",
    "redo_nothing": "“{ref}”没有被撤销，无可重做。",
    "redo_later": "事件 {no} 在撤销之后，{by}又办过“{action}”，不能再重做。请先撤销或重做后面的步骤，或按现在的情形办理。",
    "undo_person": "这一步由{by}办理，只能由本人或值班长撤销。",
    # query
    "query_name": "查询第{at}个字：没有名为“{name}”的项目。可用的有：{known}。",
    "query_value": "查询第{at}个字：“{name}”没有值“{value}”。{known}",
    "query_range": "查询第{at}个字：“{value}”不是{kind}。{hint}",
    "query_long": "查询里有 {count} 个词和值，最多 {limit} 个。请分几次查。",
    "ledger_failed": "台账“{path}”这一步没有做成（数据库报告：{reason}），没有写入任何内容。这不一定是文件损坏；请运行 wangge verify 核验，并把这句话告诉开发者。",
    "office_readonly": "“{path}”所在的位置只能读，不能写入：{reason}。查询照常；要登记或办理，请把整个文件夹复制到本机再打开。",
    "query_masked": "查询第{at}个字：“{value}”像电话、证件号或卡号。台账里的号码都已遮盖，不能按号码查找，所以不列出结果。"
    "查工单请写“编号:”加工单编号；找同一反映人的其他来件，请打开一件看疑似重复。",
    "query_syntax": "查询第{at}个字：{reason}。",
    # files coming in
    "file_missing": "找不到文件“{file}”。请核对文件名和所在文件夹。",
    "file_directory": "“{file}”是文件夹，不是文件。请给出其中的表格文件。",
    "file_unreadable": "读不了文件“{file}”：{reason}。请检查权限，或把文件复制到本机再试。",
    "file_empty": "文件“{file}”是空的。请让对方重发。",
    "file_kind": "“{file}”不是能读的表格（认得 .xlsx、.xls、.csv）。请另存为 .xlsx 或 .csv。",
    "file_other": "“{file}”其实是{kind}，不是工作簿。{advice}。",
    "file_password": "“{file}”加了密码。请在 WPS 或 Excel 里去掉密码后另存，再导入。",
    "file_broken": "“{file}”打不开，文件可能损坏：{reason}。请用 WPS 打开另存为 .xlsx，或让对方重发。",
    "file_too_big": "“{file}”展开后超过 {limit}，可能是损坏的文件。请拆分后再导入。",
    "file_changing": "“{file}”读到一半时被改动了，可能还在复制。请等它写完再导入。",
    "file_slow": "读“{file}”超过 {limit} 秒还没有读完，已停止。请用 WPS 另存为 .xlsx 或 .csv 再导入。",
    "file_encoding": "“{file}”的文字编码认不出（不是 UTF-8，也不是 GB18030）。请用 WPS 另存为 .xlsx。",
    "file_uncounted": "工作表“{sheet}”有 {cells} 格内容，只说得清 {told} 格的去处，没有导入。这是本程序的毛病，请把文件交给开发者。",
    "file_form": "“{file}”里没有事件清单：{reason}。这像是统计表或空白表样，不能作为来件导入。",
    "dates_ambiguous": "“{file}”工作表“{sheet}”的“{column}”列，日和月分不清（如“{value}”）。请用 --dates {column}=日月年 或 =月日年 指明。",
    "import_problems": "“{file}”有 {error} 行有误，按 --all-or-nothing 一行也没有入账。请改正后重新导入。",
    "import_stopped": "导入已停止，已写入的行全部退回，台账不变。",
    # reports, scores, plugins
    "month_unreadable": "月份“{value}”读不懂。请写成 2025-05。",
    "month_empty": "{month}台账里没有任何事件，也没有结转，没有可报的内容。",
    "opening_unreadable": "期初未结“{value}”不是件数。请填一个不小于 0 的整数。",
    "opening_not_first": "{month}不是台账的第一个月，上月结转由台账算出，不能另填期初未结。",
    "identity_broken": "月报不平：{left} ≠ {right}（{month}）。台账没有动过；请先运行 wangge verify。",
    "report_unknown": "没有名为“{name}”的报表。可用的有：{known}。",
    "scheme_invalid": "计分办法“{name}”有误：{reason}。",
    # departments
    "department_unknown": "没有名为“{name}”的部门模块。可用的有：{known}。",
    "case_open": "事件 {no} 已作为“{kind}”案件受理，不再重复受理。请继续办理，或先结束案件。",
    "case_ended": "事件 {no} 的案件已结束（{result}）。要再办，请重新“受理案件”。",
    "paper_unknown": "事件 {no} 没有名为“{name}”的文书。可用的有：{known}。",
    "paper_lacking": "“{paper}”还不能打印（事件 {no}）：{lacking}。请补齐后再打印。",
    "plugin_failed": "“{what}”出错了（{reason}）。这是插件的毛病，请联系它的作者；没有写入任何内容。",
    "plugin_name": "插件不能叫“{name}”。请用小写英文字母开头，只含字母、数字和单个下划线，最多 {longest} 个字符，不能是 Python 的关键字。",
    "plugin_taken": "名字“{name}”已被{by}用了。请换一个插件名。",
    "plugin_exists": "“{path}”已经有了，不覆盖。请换一个插件名，或用 --dir 指定别的文件夹。",
    "plugin_unwritable": "无法写入“{path}”：{reason}。请检查文件夹权限和磁盘空间；没有留下写了一半的文件。",
    "command_unknown": "没有名为“{name}”的插件命令。可用的有：{known}。",
    "library_secret": "事件 {no} 保密，或属于依法不公开的案件，不能收入案例库。",
    "library_named": "案例摘要里有当事人的{what}，不能收入案例库（事件 {no}）。请隐去后再办。",
    # calculators
    "calc_unknown": "没有名为“{name}”的计算器。可用的有：{known}。",
    "calc_needs": "“{calculator}”还缺：{missing}。请补填后再算。",
    "calc_statistic": "没有 {day} 可用的“{label}”。请在 wangge.toml 的 [statistics] 里填 {name}，或直接填写这一项。",
    "work_stopped": "已停止，没有写出任何内容。",
    # the console in a web page
    "web_missing": "网页工作台还没有装（缺 {name}）。请运行 pip install 'wangge[web]'，再来一次。",
    "port_taken": "不能在 {host} 的端口 {port} 上打开网页（{reason}）。请换一个：wangge serve --port 0。",
    "usage": "{reason}",
}
