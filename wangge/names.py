"""Names 人名: how a person's name is written, and people named in free text, taken out of what lists and reports show.

A telling often names a person (`报警人张三（男，…）`). Where a name stands is told by what stands around it; what only might be one (a place that
begins with a surname) stays. The full text is shown to whoever opens the event, never in a list.
"""

from __future__ import annotations

import re
import unicodedata

HIDDEN = "某某"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
    "邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路"
    "岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房"
    "边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩"
)
_ALSO_WORDS = frozenset(
    "方时费司管解安车钱路常来万高白金马石田江史段易文于成花关向何连米房强应曲游单查项全平商计温谷左乐施党冷宁华古池宫别从经后要此"
)
"""Surnames that begin too many ordinary words to be trusted without a bracket behind the name."""
_PAIRS = "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空令狐"
COMPOUND = frozenset(_PAIRS[place : place + 2] for place in range(0, len(_PAIRS), 2))
"""Surnames of two characters 复姓."""
_COMPOUND = "|".join(sorted(COMPOUND))
A_NAME = f"(?:{_COMPOUND}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
"""A surname and one or two characters more."""
_SURE = f"(?:{_COMPOUND}|[{''.join(letter for letter in _SURNAMES if letter not in _ALSO_WORDS)}])[\u4e00-\u9fff]{{1,2}}"
_ROLE = (
    "报警人|反映人|当事人|来电人|投诉人|举报人|联系人|诉求人|申请人|丈夫|妻子|老公|老婆|前夫|前妻|男友|女友|男朋友|女朋友|儿子|女儿|父亲|母亲|哥哥|弟弟|"
    "姐姐|妹妹|租客|房东|业主|员工|老板|包工头|邻居|网友|朋友|同事|女子|男子|村民|居民|患者|死者|伤者|学生|学员|商户|店主|住户|隔壁|外婆|奶奶|爷爷|外公"
)
_AFTER = "[与和跟及因在称说被，。、：:（(的向对将把有系家]"
_NOT_PLACE = "(?<![村镇街路苑区园府城店厂司所院楼幢栋桥站庭湾乡里弄巷号室河江湖山])"
_IN_BRACKETS = r"\s*[（(][^（）()]{0,40}(?:男|女|岁|身份证|户籍|籍贯|电话|手机|\d{3,})"
_PHONE_FOLLOWS = r"\s*[，,、：:]?\s*(?:的?(?:联系|手机|固定)?(?:电话|手机|号码|方式)(?:号码|号)?[:：为是]{0,2}\s*[+＋\d]|1[3-9]\d[\d*]{8}|0\d{2,3}-?[\d*]{6})"
_NO_PERSON = "(?<![处员办院所部厂店区会站司室局队头者户主东位人的是话机码式号])"
_WITH_IDENTITY = re.compile(rf"{A_NAME}(?={_IN_BRACKETS})|(?:{_SURE}|[{_SURNAMES}][\u4e00-\u9fff]{{2}}){_NO_PERSON}(?={_PHONE_FOLLOWS})")
_PATTERNS = (
    # a role, then a name, then what a sentence goes on with
    (rf"(?P<role>(?:{_ROLE})[:：是为]?\s*){_SURE}{_NOT_PLACE}(?={_AFTER})", rf"\g<role>{HIDDEN}"),
    (rf"(?P<role>我叫|名叫|姓名[:：]?){_SURE}(?={_AFTER}|$)", rf"\g<role>{HIDDEN}"),
    # a name and another one, or a relative
    (rf"(?:^|(?<=[。；，\n号室的由对])){_SURE}{_NOT_PLACE}(?=[与和跟及](?:其|{_ROLE}|{HIDDEN}|{_SURE}[因在有，发产系]))", HIDDEN),
    (rf"(?P<role>{HIDDEN}[与和跟及]){_SURE}{_NOT_PLACE}(?=[因在有，发产系之])", rf"\g<role>{HIDDEN}"),
    # a sentence that begins with a name
    (
        (
            rf"(?:^|(?<=[。；\n]))(?:{_COMPOUND}|[包{''.join(letter for letter in _SURNAMES if letter not in _ALSO_WORDS)}])[\u4e00-\u9fff]{{2}}{_NOT_PLACE}"
            r"(?=[在称系]|自称|多次|扬言)"
        ),
        HIDDEN,
    ),
    (r"[\u4e00-\u9fff](?=先生|女士|小姐)", "某"),
    (rf"[{_SURNAMES}]某(?:某|[甲乙丙丁戊])?", HIDDEN),
)
_COMPILED = tuple((re.compile(pattern), shown) for pattern, shown in _PATTERNS)


_UNSEEN = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_OTHERWISE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\uff21-\uff3a\uff41-\uff5a\uff08\uff09]")
"""Radicals, characters of compatibility, full-width letters and brackets: what looks like the usual sign and is another."""
_HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_BLANK = r"\s\u3164"
_PART_DOT = re.compile(rf"(?<=[{_HAN}])[{_BLANK}]*[·•・‧∙⋅･﹒.．●][{_BLANK}]*(?=[{_HAN}])")
_NOTE = re.compile(r"[{_BLANK}]*(\([^()]*\))$".replace("{_BLANK}", _BLANK))
_SEPARATED = re.compile(rf"[{_HAN}]+(?:[{_BLANK}]+[{_HAN}]+)+")
_LONGEST_SURE = 3


def person(text: str) -> str:
    """The name of one person as it is written everywhere in the ledger: `王　芳` is 王芳, `阿卜杜拉•买买提` is 阿卜杜拉·买买提.

    Official lists pad names of two characters to the width of three, and there are half a dozen dots between the parts of a name. Two names stay two
    (`王芳 李明`), and a Latin name keeps single blanks.

    Args:
        text: as somebody typed it, a note in brackets at the end included.
    """
    text = _OTHERWISE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _UNSEEN.sub("", text))
    note = _NOTE.search(text)
    name = text[: note.start()] if note else text
    name = _PART_DOT.sub("·", re.sub(rf"[{_BLANK}]+", " ", name).strip())
    if _SEPARATED.fullmatch(name) and _is_one(name.split(" ")):
        name = name.replace(" ", "")
    return name + (note[1] if note else "")


def _is_one(parts: list[str]) -> bool:
    """Whether Han characters between blanks are the name of one person."""
    joined = "".join(parts)
    # what begins with 欧阳 may have two characters more; of others, four may be two people
    return len(joined) <= _LONGEST_SURE or (joined[:2] in COMPOUND and len(joined) <= _LONGEST_SURE + 1)


def looks_like_a_name(text: str) -> bool:
    """Whether a cell by itself may be somebody's name: a surname and one or two characters more."""
    return re.fullmatch(A_NAME, text) is not None


def without_names(text: str) -> str:
    """`text` with the people that it names as 某某; who was named with an identity or a phone once is hidden wherever the name comes again."""
    for name in {found.group() for found in _WITH_IDENTITY.finditer(text)}:
        text = text.replace(name, HIDDEN)
    for pattern, shown in _COMPILED:
        text = pattern.sub(shown, text)
    return text
