"""The route board 处理途径: which roads are open to a claim, which are closed and why, which end by when.

Sources: 劳动争议调解仲裁法 Art 5 (arbitration before a court), 14-16, 27, 29, 43, 47-50; 劳动保障监察条例 Art 20 (two years), 21 (what is already a dispute is
told to go on as one); 法释〔2020〕26号 Art 15, 51 (straight to a court); 法律援助法 Art 31, 42.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from plugins.labour.clocks import ACT, WAGES, YEAR
from plugins.labour.form import FIELDS, ROUTES
from wangge import Calculator, Document, Dossier, Field, Grid, Inputs, Kind, Limit, Line, Pairs, Paper, Reckoning, Signatures, Text, Unit
from wangge.calendar import national
from wangge.fields import BY_NAME
from wangge.limits import deadline
from wangge.papers import BY_FINGER, chinese_day

OPEN, UNDER_WAY, CLOSED = STATES = ("可以申请", "进行中", "不能申请")
AGREED = "达成协议"
TAKEN, REFUSED, DONE = "已受理", "不予受理", "已办结"
_APPLIED = ("已申请", TAKEN)
DECIDES = Limit(5, Unit.WORKING_DAY)
"""By when an arbitration committee says whether it takes a claim (Art 29; days up to ten are working days by its rules)."""
INSPECTION = "《劳动保障监察条例》第{}条"
INTERPRETATION = "法释〔2020〕26号第{}条"


@dataclass(frozen=True, slots=True)
class Route:
    """One road.

    Attributes:
        name: what it is called.
        state: one of `STATES`.
        why: in words.
        law: the article.
        until: the last day, where there is one.
        doubt: what is local or not certain.
    """

    name: str
    state: str
    why: str
    law: str
    until: date | None = None
    doubt: str = ""

    def by(self, today: date | None) -> Route:
        """Closed when its last day has passed."""
        if self.state != OPEN or self.until is None or today is None or today <= self.until:
            return self
        return replace(self, state=CLOSED, why=f"期限已过：{self.why}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of a claim, by the names of the form."""

    get: Callable[[str], str]

    def has(self, name: str) -> bool:
        """Whether it is known."""
        return bool(self.get(name))

    def day(self, name: str) -> date | None:
        """A day; the day of an instant."""
        return date.fromisoformat(self.get(name)[:10]) if self.has(name) else None

    def tried(self, name: str) -> bool:
        """Whether a road was taken, by its state or its day."""
        return self.get(name) in {*_APPLIED, DONE} or self.has(f"{name}_on")

    @property
    def disputed(self) -> bool:
        """Whether it is already dealt with as a dispute: in mediation, arbitration or a court."""
        return self.has("applied_on") or self.tried("labour_arbitration") or self.tried("labour_court")

    @property
    def unperformed(self) -> bool:
        """Whether there is an agreement that was not performed in full."""
        paid, agreed = (int(self.get(name) or 0) for name in ("paid_amount", "agreed_amount"))
        return self.get("case_result") == AGREED and paid < agreed


def end(limit: Limit, day: date | None) -> date | None:
    """The last day of a limit that begins with a day."""
    return deadline(limit, datetime.combine(day, time()), national()).due.date() if day else None


def _days(number: int) -> Limit:
    return Limit(number, Unit.CALENDAR_DAY)


def limitation(claim: Claim) -> date | None:
    """The last day for arbitration (Art 27); None while wages are owed by an employment that lasts, or when nobody told a day.

    Asking an authority for help interrupts it: it runs anew from the last time that happened before it was over.
    """
    started = claim.day("labour_left" if claim.get("labour_matter") == WAGES else "labour_knew")
    last = end(YEAR, started)
    asked = sorted(filter(None, (claim.day(name) for name in ("labour_interrupted", "applied_on", "labour_inspection_on"))))
    for day in asked:
        if last is None and claim.get("labour_matter") == WAGES:
            return None
        if last is None or day <= last:
            last = max(filter(None, (last, end(YEAR, day))))
    return last


def routes(claim: Claim, today: date | None) -> tuple[Route, ...]:
    """Every road, in the order in which it is usually gone."""
    found = (_mediation(claim), _inspection(claim), _arbitration(claim), _court(claim, today), *_payment_order(claim), _aid(claim))
    return tuple(route.by(today) for route in found)


def _mediation(claim: Claim) -> Route:
    name, law = "调解", ACT.format("十、十四")
    if claim.get("case_result") == AGREED:
        return Route(name, CLOSED, "已达成协议", ACT.format("十四"))
    if claim.get("labour_arbitration") == DONE or claim.get("labour_court") == DONE or claim.has("labour_award_received"):
        return Route(name, CLOSED, "已有裁决或者判决", ACT.format("五"))
    if claim.has("applied_on") and not claim.has("case_result"):
        return Route(name, UNDER_WAY, "期满未达成协议的，可以申请仲裁", law, end(_days(15), claim.day("applied_on")))
    return Route(name, OPEN, "调解不是仲裁的必经程序", law)


def _inspection(claim: Claim) -> Route:
    name = "劳动监察投诉"
    if claim.get("labour_inspection") in _APPLIED:
        return Route(
            name, UNDER_WAY, "自立案之日起六十个工作日内完成调查", INSPECTION.format("十七"), doubt="情况复杂的，可以延长三十个工作日"
        )
    if claim.get("labour_inspection") in {REFUSED, DONE}:
        return Route(name, CLOSED, f"监察{claim.get('labour_inspection')}", INSPECTION.format("十八"))
    if claim.disputed:
        doubt = "限于同一事项；欠薪等违法行为线索是否仍受理，按本地做法核对"
        return Route(name, CLOSED, "已按劳动争议申请调解、仲裁或者起诉，告知依照该程序办理", INSPECTION.format("二十一"), doubt=doubt)
    last = end(Limit(2, Unit.YEAR), claim.day("labour_violation_ended"))
    return Route(name, OPEN, "违法行为终了之日起两年内未被举报、投诉的不再查处", INSPECTION.format("二十"), last)


def _arbitration(claim: Claim) -> Route:
    name = "劳动仲裁"
    if claim.has("labour_award_received") or claim.get("labour_arbitration") == DONE:
        return Route(name, CLOSED, "已有仲裁结果", ACT.format("四十七至五十"))
    if claim.get("labour_arbitration") == REFUSED:
        return Route(name, CLOSED, "仲裁不予受理，可以起诉", ACT.format("二十九"))
    if claim.get("labour_court") in {TAKEN, DONE}:
        return Route(name, CLOSED, "人民法院已经受理", ACT.format("五"))
    if claim.tried("labour_arbitration"):
        why, law, last = _committee(claim)
        return Route(name, UNDER_WAY, f"{why}，逾期可以起诉", law, last)
    if claim.get("labour_matter") == WAGES and not claim.has("labour_left"):
        return Route(name, OPEN, "在职期间拖欠劳动报酬，不受一年时效限制；劳动关系终止的，自终止之日起一年内提出", ACT.format("二十七"))
    last = limitation(claim)
    why = "自知道权利被侵害之日起一年内提出，请求救济、对方同意履行的重新计算" if last else "没有登记起算的日期；时效一年"
    return Route(name, OPEN, why, ACT.format("二十七"), last)


def _committee(claim: Claim) -> tuple[str, str, date | None]:
    """What the arbitration committee owes to a claim that it has before it, the article, and the last day for it; None where its start is unknown."""
    if accepted := claim.day("labour_arbitration_accepted"):
        return "自受理之日起四十五日内裁决", ACT.format("四十三"), end(_days(45), accepted)
    applied = None if claim.get("labour_arbitration") == TAKEN else claim.day("labour_arbitration_on")
    return "五日内决定是否受理", ACT.format("二十九"), end(DECIDES, applied)


def _late_committee(claim: Claim, today: date | None) -> Route | None:
    """The court, where the committee has let its time pass: the claimant may sue about the claim (Art 29, 43)."""
    if today is None or claim.get("labour_arbitration") in {REFUSED, DONE} or not claim.tried("labour_arbitration"):
        return None
    _owed, law, last = _committee(claim)
    if last is None or today <= last:
        return None
    accepted = claim.day("labour_arbitration_accepted")
    if accepted is None:
        return Route("人民法院诉讼", OPEN, "仲裁委员会逾期未作出是否受理的决定，可以就该争议事项起诉", law)
    longest = end(_days(60), accepted)
    doubt = "案情复杂、经批准延期并书面通知的，至多延长十五日，以延期通知为准" if longest and today <= longest else ""
    return Route("人民法院诉讼", OPEN, "仲裁委员会逾期未作出裁决，可以就该争议事项起诉", law, doubt=doubt)


def _court(claim: Claim, today: date | None) -> Route:
    name = "人民法院诉讼"
    if claim.tried("labour_court"):
        over = claim.get("labour_court") == DONE
        return Route(name, CLOSED if over else UNDER_WAY, "已判决" if over else "已起诉", ACT.format("五"))
    if claim.has("labour_award_received"):
        why, law = "不服裁决的，自收到裁决书之日起十五日内起诉", ACT.format("五十")
        if claim.get("labour_final") == "是":
            why, law = "终局裁决：劳动者十五日内可以起诉；用人单位只能在三十日内申请撤销", ACT.format("四十七至四十九")
        return Route(name, OPEN, why, law, end(_days(15), claim.day("labour_award_received")))
    if claim.get("labour_arbitration") == REFUSED:
        return Route(name, OPEN, "仲裁不予受理的，可以起诉", ACT.format("二十九"))
    if (late := _late_committee(claim, today)) is not None:
        return late
    if claim.get("labour_matter") == WAGES and claim.get("labour_iou") == "是":
        return Route(name, OPEN, "有工资欠条、没有其他请求的，可以直接起诉", INTERPRETATION.format("十五"))
    if claim.get("labour_matter") == WAGES and claim.unperformed:
        return Route(name, OPEN, "只就劳动报酬达成的调解协议不履行的，可以直接起诉", INTERPRETATION.format("五十一"))
    if claim.tried("labour_arbitration") and claim.get("labour_arbitration") != DONE:
        why, law, last = _committee(claim)
        after = "" if last else "；没有登记起算的日期，未判断是否逾期"
        return Route(name, CLOSED, f"已申请仲裁，仲裁委员会{why}，逾期可以起诉{after}", law)
    return Route(name, CLOSED, "应当先申请仲裁", ACT.format("五"))


def _payment_order(claim: Claim) -> Iterator[Route]:
    """支付令, for what an agreement owes."""
    if claim.unperformed and claim.get("labour_matter") in {WAGES, "加班工资", "工伤待遇", "解除终止"}:
        why = "因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成协议，期限内不履行的，持协议书申请支付令"
        yield Route("支付令", OPEN, why, ACT.format("十六"), doubt="履行期限届满以后才能申请")


def _aid(claim: Claim) -> Route:
    name, state = "法律援助", claim.get("labour_aid")
    if state in _APPLIED:
        return Route(name, UNDER_WAY, "已申请", "《法律援助法》第三十一条")
    why = "请求确认劳动关系、支付劳动报酬、工伤赔偿，经济困难的可以申请"
    if claim.get("labour_migrant") == "是":
        return Route(
            name, OPEN, f"{why}；进城务工人员申请支付劳动报酬或者工伤赔偿的，免予核查经济困难", "《法律援助法》第三十一条、第四十二条"
        )
    return Route(name, OPEN, why, "《法律援助法》第三十一条")


def of(told: Dossier) -> tuple[Route, ...]:
    """The roads of a dossier."""
    return routes(Claim(lambda name: str(told.values.get(name) or "")), told.today)


def said(route: Route) -> str:
    """A road in a sentence."""
    until = f"，截至{chinese_day(route.until.isoformat())}" if route.until else ""
    doubt = f"；{route.doubt}" if route.doubt else ""
    return f"{route.name}（{route.state}{until}）：{route.why}（{route.law}）{doubt}。"


def build(told: Dossier) -> Paper:
    """The board on paper 处理途径告知单, for the worker to take home."""
    rows = tuple(
        (
            each.name,
            each.state,
            chinese_day(each.until.isoformat()) if each.until else "",
            "；".join(filter(None, (each.why, each.doubt))),
            each.law,
        )
        for each in of(told)
    )
    return Paper(
        "劳动争议处理途径告知单",
        (
            Pairs((*told.pair("caller", "labour_employer", "labour_matter"), ("告知日期", chinese_day(told.today.isoformat())))),
            Grid(("途径", "现状", "最后期限", "说明", "依据"), rows),
            Text("期限按登记的日期和全国放假安排计算，以受理机关的认定为准。"),
            Signatures(("被告知人", "告知人"), told.office, how=BY_FINGER),
        ),
        told.text("no", ""),
    )


DOCUMENT = Document("routes", "处理途径告知单", build)

_FORM = {field.name: field for field in FIELDS}
_ASKED = (
    "labour_matter",
    "labour_left",
    "labour_knew",
    "labour_interrupted",
    "labour_iou",
    "labour_migrant",
    *(field.name for field in ROUTES),
)
_CASE = ("applied_on", "case_result", "agreed_amount", "paid_amount")


def reckon(told: Inputs) -> Reckoning:
    """The board on the screen: findings, no sums."""
    today = told.day("on") if told.has("on") else None
    found = routes(Claim(told.text), today)
    lines = tuple(
        Line(
            each.name,
            f"{each.state}：{each.why}" + (f"；最后期限 {each.until.isoformat()}" if each.until else ""),
            law=each.law,
            doubt=each.doubt,
        )
        for each in found
    )
    return Reckoning(lines, () if today else ("没有填核对日期，未判断期限是否已过。",))


CALCULATOR = Calculator(
    "routes",
    "处理途径",
    (
        Field("on", "核对日期", Kind.DAY),
        *(replace(_FORM[name], told=False) for name in _ASKED),
        *(replace(BY_NAME[name], told=False) for name in _CASE),
    ),
    reckon,
    takes={name: name for name in (*_ASKED, *_CASE)},
)
