"""The traffic desk's figures 指标: 件, 人 and 元 apart; of the events of the kind and of the cases that were taken on."""

from __future__ import annotations

from wangge import Counted, Indicator

INDICATORS = (
    Indicator("死亡人数（涉该类事件）", Counted.PEOPLE, "traffic_deaths", cases=False),
    Indicator("受伤人数（涉该类事件）", Counted.PEOPLE, "traffic_injured", cases=False),
    Indicator("死亡人数", Counted.PEOPLE, "traffic_deaths"),
    Indicator("受伤人数", Counted.PEOPLE, "traffic_injured"),
    Indicator("有事故认定书", of="traffic_finding_no"),
    Indicator("涉及保险", of="traffic_insurer"),
    Indicator("赔偿总额", Counted.MONEY, "traffic_total"),
    Indicator("已垫付", Counted.MONEY, "traffic_advanced"),
    Indicator("申请公安调解", of="traffic_police_on"),
    Indicator("申请司法确认", of="traffic_confirmed"),
)
