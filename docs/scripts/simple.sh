#!/bin/sh
# The life of one event in the 简易 flow, by command: 登记, 一键派遣, 签收, 办结, 回访, 结案, 归档.
# simple.sh OFFICE: a folder that is not there yet.
set -eu
export WANGGE_OFFICE="$1"
wangge init "$1" --name 东街街道网格中心

no() { python3 -c 'import json, sys; print(json.load(sys.stdin)["no"])'; }
event=$(wangge register --text "幸福里3栋楼道灯不亮，老人夜里不敢下楼" --source 窗口来访 --caller 不愿提供 --json | no)

wangge act "$event" 一键派遣 --set category=市容环境 --set unit=市政养护所
# the unit answers by chat message; the clerk records for it (代录)
wangge --as 市政养护所 act "$event" 签收 --voucher 微信截图 --said-by 李工
wangge --as 市政养护所 act "$event" 办结 --voucher 电话 --said-by 李工 --set result="已换灯管三支，现场试亮正常，住户当面认可。"
wangge act "$event" 回访 --set satisfaction=满意 --set note="灯亮了，谢谢"
wangge act "$event" 结案
wangge act "$event" 归档

wangge show "$event"
wangge verify
