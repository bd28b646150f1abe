#!/bin/sh
# The life of one event in the 完整 flow (立案 and 核查 switched on), by command, with what can go wrong on the way:
# a delay, a whistle, a failed check, rework, a call nobody answers, the verdict.
# full.sh OFFICE: a folder that is not there yet.
set -eu
export WANGGE_OFFICE="$1"
wangge init "$1" --name 东街街道网格中心
sed -i.bak -e 's/^filing = false/filing = true/' -e 's/^checking = false/checking = true/' "$1/wangge.toml"

no() { python3 -c 'import json, sys; print(json.load(sys.stdin)["no"])'; }
event=$(wangge register --text "滨河路夜市占道，油烟直冲楼上，已影响两栋楼" --source 窗口来访 --caller 不愿提供 --json | no)

# the counter accepts it, the shift leader files it, the dispatcher sends it off: one key, three steps, one undo
wangge act "$event" 一键派遣 --set category=街面秩序 --set subcategory=占道经营 --set unit=综合执法中队
wangge --as 综合执法中队 act "$event" 签收 --voucher 电话 --said-by 赵队

# a delay: asked before the limit ends, granted by the shift leader
wangge --as 综合执法中队 act "$event" 申请延期 --voucher 纸质 --said-by 赵队 --set reason="须与市场监管所联合执法" --set days=3
wangge act "$event" 同意延期 --set days=3

# a whistle: departments are called to the spot, one arrives, they agree who does what
wangge act "$event" 吹哨 --set reason="多部门职责交叉" --set departments=市场监管所、环保所 --set meet_place=滨河路夜市东口
wangge --as 市场监管所 act "$event" 报到 --voucher 当面 --said-by 钱所 --set departments=市场监管所
wangge --as 环保所 act "$event" 报到 --voucher 当面 --said-by 孙所 --set departments=环保所
wangge act "$event" 会商结论 --set result_note="执法中队劝离占道，市场监管所查证照，环保所测油烟，周五前完成"

# the unit's claim, a check that fails, rework, a check that holds
wangge --as 综合执法中队 act "$event" 办结 --voucher 电话 --said-by 赵队 --set result="摊位已退入店内，油烟机已清洗。"
wangge act "$event" 返工 --set reason="当晚仍有四个摊位占道"
wangge --as 综合执法中队 act "$event" 办结 --voucher 电话 --said-by 赵队 --set result="四个摊位已迁入规范点，安排每晚巡查，楼上住户认可。"
wangge act "$event" 核查通过
wangge act "$event" 回访未通 --set note="无人接听"
wangge act "$event" 回访 --set satisfaction=基本满意 --set note="好多了，希望坚持"
wangge act "$event" 结案
wangge act "$event" 归档

wangge show "$event"
wangge verify
