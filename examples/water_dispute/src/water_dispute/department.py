"""The desk 部门: everything that belongs to the matter, as one value."""

from __future__ import annotations

from wangge import Clock, Counted, Department, Indicator, Limit, Unit

from water_dispute.form import (
    ACCOUNT,
    AMOUNT,
    ASKED,
    BACK,
    CHECKED,
    FIELDS,
    HOUSEHOLDS,
    KEY,
    MARKED_UP,
    MATTER,
    METER_DOUBTED,
    SENT,
)
from water_dispute.refund import REFUND
from water_dispute.statement import STATEMENT

METER_CHECK = Clock(
    "校表答复",
    Limit(5, Unit.WORKING_DAY),
    start=ASKED,
    until=(CHECKED,),
    when={MATTER: (METER_DOUBTED,)},
    pauses=((SENT, BACK),),
    source="供水、供电单位公布的服务承诺",
    doubt="各地不同，请在 wangge.toml 的 [limits] 里按本地规定填写；表计送检期间不计",
    statutory=False,
)
"""Runs from the application on, whether or not there is a case, and stands still while the meter is at the laboratory."""

DEPARTMENT = Department(
    key=KEY,
    label="水电费纠纷",
    categories=("水电费纠纷", "供水纠纷", "供电纠纷"),
    words=("水费", "电费", "水表", "电表", "转供电"),
    fields=FIELDS,
    calculators=(REFUND,),
    clocks=(METER_CHECK,),
    documents=(STATEMENT,),
    indicators=(
        Indicator("涉及户数", Counted.PEOPLE, HOUSEHOLDS, cases=False),
        Indicator("争议水电费", Counted.MONEY, AMOUNT, cases=False),
        Indicator("转供加价", when={MATTER: (MARKED_UP,)}, cases=False),
        Indicator("填了户号的来件", of=ACCOUNT, cases=False),
    ),
)
