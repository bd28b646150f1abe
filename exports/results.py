"""Results 处置结果: what a unit's answer says was done, judged by its grammar and never by a list of sentences.

An answer that only passes the matter on (`请实际了解情况，予以关注`) opens with a request and reports nothing in the perfect: no 已, no 经…, no …了,
no …过, nothing 达成, 完毕 or 成功. Such a claim 办结 is warned about; it is still counted as the unit's claim.
"""

from __future__ import annotations

import re

AUTOMATIC = "系统自动办结"
_SPEAKER = re.compile(r"\s*[\u4e00-\u9fff/、]{2,12}[:：]\s*")
"""Who speaks, as exports write it before the answer: `镇街科室: `, `村社区：`."""
_REQUEST = re.compile(r"[烦恳敬特还务]?请(?![示求假教柬帖客])|(?:麻烦|拜托)")
"""请 as a request; 请示, 请求 and their like are other words."""
_PERFECT = re.compile(
    r"已|曾|达成|完毕|成功"
    r"|经(?![营济常理费销])"  # 经调解, 经过; not 经营, 经济
    r"|(?<![为除])了(?![解结])"  # 退了款; not 了解, 了结, 为了
    r"|(?<![通超])过(?![程来去往渡高多])"  # 走访过; not 通过, 过程
)


def said(result: str) -> str:
    """The answer without the speaker that an export puts before it."""
    return _SPEAKER.sub("", result, count=1).strip() if _SPEAKER.match(result) else result.strip()


def only_instructs(result: str) -> bool:
    """只写指示、未写结果: the answer asks somebody to attend to the matter and says nothing that was done."""
    answer = said(result)
    return bool(_REQUEST.match(answer)) and not _PERFECT.search(answer)


def is_automatic(result: str) -> bool:
    """系统自动办结: closed by a system, nobody answered."""
    return AUTOMATIC in result
