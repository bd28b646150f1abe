"""The whole loss 损失: every item that was filled in, and what the paper says to all of them."""

from __future__ import annotations

from datetime import date

from plugins.damages.fields import DEAD, DISABLED
from plugins.damages.item import Item, Loss
from plugins.damages.lasting import lasting
from plugins.damages.treatment import treatment
from plugins.damages.victim import check
from wangge import Inputs

ONE_STANDARD = date(2022, 5, 1)
"""From this day on torts are paid by one standard for town and country: 《人身损害赔偿解释》 Art 24."""


def loss(told: Inputs, *more: Item) -> Loss:
    """The loss of one victim.

    Args:
        told: the inputs of `plugins.damages.fields.FIELDS`, with a day `happened`.
        more: items of the department itself, after the others.

    Raises:
        WanggeError: `value_invalid` or `calc_statistic`, naming the field.
    """
    check(told)
    items = (*treatment(told), *lasting(told), *more)
    return Loss(items, tuple(_remarks(told)))


def _remarks(told: Inputs) -> list[str]:
    said = []
    if told.text("outcome") in {DISABLED, DEAD}:
        said.append("统计数字用上一年度的；住所地或者经常居住地的标准更高的，可以按其标准（《人身损害赔偿解释》第十八条、第二十二条）。")
        if told.has("happened") and told.day("happened") < ONE_STANDARD:
            said.append("2022年5月1日前的侵权，适用当时的司法解释，城乡标准可能不同；本计算书按现行城镇标准计，请核对。")
    if told.has("dependants"):
        said.append("被扶养人是未成年人，或者丧失劳动能力又无其他生活来源的成年近亲属；年限按整周岁计（《人身损害赔偿解释》第十七条）。")
    return said
