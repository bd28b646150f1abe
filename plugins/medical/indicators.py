"""The medical desk's figures 指标: 件, 人 and 元 apart; what tells of a patient's health is masked and never counted by."""

from __future__ import annotations

from wangge import Counted, Indicator

INDICATORS = (
    Indicator("患者人数（涉该类事件）", Counted.PEOPLE, "medical_people", cases=False),
    Indicator("索赔金额（涉该类事件）", Counted.MONEY, "medical_claim", cases=False),
    Indicator("患者人数", Counted.PEOPLE, "medical_people"),
    Indicator("登记医疗机构", of="medical_hospital"),
    Indicator("索赔金额", Counted.MONEY, "medical_claim"),
    Indicator("委托鉴定", of="medical_appraisal_from"),
    Indicator("收到鉴定意见", of="medical_appraisal_to"),
    Indicator("投保医责险", when={"medical_insured": ("是",)}),
    Indicator("封存病历", when={"medical_sealed": ("是",)}),
    Indicator("赔付协议金额", Counted.MONEY, "agreed_amount"),
    Indicator("已赔付金额", Counted.MONEY, "paid_amount"),
    Indicator("申请司法确认", of="medical_confirmed"),
)
