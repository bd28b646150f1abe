"""The labour desk's figures 指标: 件, 人 and 元 apart; of the events of the kind and of the cases that were taken on."""

from __future__ import annotations

from wangge import Counted, Indicator

INDICATORS = (
    Indicator("涉及人数（涉该类事件）", Counted.PEOPLE, "labour_people", cases=False),
    Indicator("欠薪金额（涉该类事件）", Counted.MONEY, "labour_unpaid", cases=False),
    Indicator("涉及人数", Counted.PEOPLE, "labour_people"),
    Indicator("涉及金额", Counted.MONEY, "labour_amount"),
    Indicator("劳动报酬争议", when={"labour_matter": ("劳动报酬",)}),
    Indicator("欠薪金额", Counted.MONEY, "labour_unpaid"),
    Indicator("涉及农民工的案件", when={"labour_migrant": ("是",)}),
    Indicator("涉及农民工的案件人数", Counted.PEOPLE, "labour_people", {"labour_migrant": ("是",)}),
    Indicator("涉及农民工的欠薪金额", Counted.MONEY, "labour_unpaid", {"labour_migrant": ("是",)}),
    Indicator("工程建设领域", when={"labour_construction": ("是",)}),
    Indicator("群体性", when={"labour_collective": ("是",)}),
    Indicator("群体性涉及人数", Counted.PEOPLE, "labour_people", {"labour_collective": ("是",)}),
    Indicator("移送监察", when={"labour_inspected": ("是",)}),
    Indicator("申请仲裁", of="labour_arbitration_on"),
    Indicator("司法确认", when={"labour_confirmed": ("是",)}),
)
