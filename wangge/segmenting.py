"""Segmenting 分词: the whole words of a text that tell of its matter, without its places and without what every telling says.

The words are those of rjieba's dictionary, and some of our own trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba

MOST_TEXT = 1_500
"""Characters of a text that are looked at."""
_NEVER_SAID = re.compile(r"[\d*xX\-]{5,}|#")
_PLACE = re.compile(
    r"(?:路|街|巷|弄|苑|村|里弄|花园|小区|社区|街道|广场|大厦|家园|公寓|大道|胡同|公园|名邸|豪庭|园区|山庄|国际|中心|商城|市场|大楼|商场|超市)$"
)
"""What the name of a place ends with."""
_NO_PLACE = frozenset(
    {
        *("道路", "马路", "公路", "铁路", "线路", "电路", "管路", "走路", "修路", "堵路", "拦路", "断路", "短路", "铺路", "让路", "占路"),
        "农村",
    }
)
"""What ends so and is none."""
_AT = frozenset({"路上", "路口", "路边", "路段", "路旁", "街上", "街口", "街边", "巷口", "巷里", "弄口", "村口", "村里", "桥"})
"""What follows the name of a road, cut off from it."""
_TELLING = frozenset({"n", "nz", "v", "vn", "vd", "vi", "a", "an", "ad", "i", "l", "j", "z", "zg", "b", "nr"})
"""Kinds of words, as rjieba tags them, that may tell of a matter; what it takes for a name (nr) must be in its dictionary, as all must."""
_NAMING = frozenset({"n", "nr", "nz", "ns", "nt", "nrt", "nrfg", "b", "j", "a"})
"""Kinds of words that may be the first part of a place's name."""
_TRADE = ("犬只", "灯杆", "飞线", "井盖", "违停", "乱停", "占道", "扰民", "坑洼", "业委会", "油烟", "欠薪", "工钱", "积水", "吠叫")
"""Words of the trade that the dictionary does not have, or takes for names."""
_SAID = (
    "反映 来电 来电人 来访 市民 居民 群众 村民 业主 住户 先生 女士 师傅 老人 小孩 孩子 朋友 客户 人员 工作人员 有人 "
    "报警 报警人 报警称 民警 警察 求助 求助人 投诉 投诉人 举报 咨询 请问 询问 要求 希望 请求 建议 表示 认为 觉得 想要 "
    "需要 应该 可以 能够 可能 知道 了解 问题 情况 事情 事项 事件 内容 原因 时间 时候 地方 地点 位置 附近 门口 路口 "
    "旁边 对面 里面 外面 上面 下面 这边 那边 这里 那里 处理 解决 处置 办理 核实 调查 查看 联系 电话 手机 号码 通知 "
    "告知 回复 答复 协调 协助 帮忙 帮助 上报 登记 受理 派遣 现在 目前 今天 昨天 明天 最近 经常 一直 已经 严重 影响 "
    "导致 造成 引起 产生 发生 发现 出现 存在 进行 继续 开始 没有 不是 不能 无法 还有 有关 相关 部门 单位 政府 街道 "
    "社区 小区 中心 双方 对方 自己 本人 我们 他们 大家 家里 回家 过来 过去 起来 出来 进来 看到 看看 来看 请来 麻烦 "
    "感谢 谢谢 您好 你好 生活 正常 非常 比较 很多 一些 这个 那个 一个 怎么 什么 如何 为什么 是否 非警务 辅助下单 催促 "
    "纠纷 引发 涉及 属于 使用 进入 离开 到场 现场 在场 不了 不行 不肯 愿意 不让 关注 长效 直接 工作 警务 产生纠纷 "
    "引起纠纷 发生纠纷 起纠纷 人来 说要 差点 不知 不会 不要 不想 不到 不好 不用 告诉 说话 收到 知悉 帮我 行为 方式 "
    "过程 结果 方面 期间 之后 之前 以后 以前 每天 晚上 白天 早上 中午 下午 上午 凌晨 长期 多次 反复 上班 下班 开门 "
    "关门 营业 周末 几点 报名 流程 手续 材料 地址 规定 政策 依法 合理 及时 尽快 尽早 希望能 予以 给予 给出 提供 提出 "
    "说法 答案 理由 道理 意见 看法 感觉 感到 认识 相信 确实 居住 住在 位于 前来 前往 来到 走到 "
)
_EVERYWHERE = frozenset(_SAID.split())
"""Whole words that nearly every telling has, and that say nothing of its matter."""


def matter_words(text: str, aside: Iterable[str] = ()) -> tuple[str, ...]:
    """The whole words of a text that tell of its matter, each once, in their order.

    Args:
        text: what was told.
        aside: names that are no part of the matter, such as those of the event's own street and grid.
    """
    said = text[:MOST_TEXT]
    for name in sorted(filter(None, aside), key=len, reverse=True):
        said = said.replace(name, " ")
    found: dict[str, None] = {}
    tagged = _jieba().tag(_NEVER_SAID.sub(" ", said))
    for place, (word, kind) in enumerate(tagged):
        if len(word) < 2 or word in _EVERYWHERE or kind not in _TELLING or not _jieba().has_word(word) or is_place(word):
            continue
        behind = tagged[place + 1][0] if place + 1 < len(tagged) else ""
        if kind in _NAMING and (behind in _AT or is_place(behind)):
            continue  # the first part of the name of a place
        found.setdefault(word)
    return tuple(found)


def is_place(word: str) -> bool:
    """Whether a word is the name of a place, or what such a name ends with."""
    return word not in _NO_PLACE and _PLACE.search(word) is not None


def in_matter(word: str, text: str) -> bool:
    """Whether a text has a word, and not only as a part of a place's name (医院路) or of two other words (学府路 面馆)."""
    at = text.find(word)
    while at >= 0:
        if not _NAMED.match(text, at + len(word)) and not _runs_over(word, text, at):
            return True
        at = text.find(word, at + 1)
    return False


_NAMED = re.compile(r"路(?!灯|面)|街|巷|弄|苑|村|花园|花苑|新村|家园|公寓|社区|小区|广场|大厦|大道|胡同")


def _runs_over(word: str, text: str, at: int) -> bool:
    """Whether the first sign of a word ends the name of a road, and the rest of it begins a longer word."""
    if word[0] not in "路街巷" or len(word) == 1:
        return False
    starts = 0
    for each in _jieba().cut(text):
        if starts == at + 1:
            return len(each) >= len(word) and "不" not in each and text[at - 1 : at] not in {*"路街巷"}
        starts += len(each)
    return False


@lru_cache(maxsize=1)
def _jieba() -> Jieba:
    """The dictionary; some 40 MB and 0.2 s of CPU once it is asked."""
    from rjieba import Jieba

    jieba = Jieba()
    for word in _TRADE:
        jieba.add_word(word, None, "n")
    return jieba
