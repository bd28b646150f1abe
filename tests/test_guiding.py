"""The guiding tree 1 → 6 → N proposes a block with its evidence; the service catalogue tells everything at one time, and a way without a network."""

from __future__ import annotations

import tomllib

import pytest

from console import island as front
from plugins import island as shipped
from tests.island_tools import opened
from tests.ledger_tools import refused, register
from wangge.blocks import BEHIND, FRONT, blocks
from wangge.guiding import Branch, from_tree, guide
from wangge.services import Service, find, one
from wangge.services import from_tree as services_from

KNOWN = blocks(BEHIND)
TREE = shipped.wangge_branches()
ALL = tuple(front.flat(TREE))
SERVICES = shipped.wangge_services()


class SlipError(Exception):
    """What a wrong file is refused with here."""


def proposed(text, tree=TREE, known=KNOWN, **values):
    found = guide(tree, {"text": text, **values}, known)
    return found and found.block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("请问在哪里办居住证", "前台"),
        ("对镇里的答复意见不服，要求复查", "信访接待"),
        ("调解好了，要到法院司法确认", "司法服务"),
        ("儿子睡不着觉，怕他想不开", "社会心理"),
        ("朋友欠款不还，想找人调解", "联合调处"),
        ("电动车撞人，事故认定书下来了，赔偿谈不拢", "交通事故调委会"),
        ("在医院手术以后感染，要求赔偿", "医疗纠纷调委会"),
        ("楼上漏水，和邻居吵了三次", "金牌调解"),
        ("看不懂通知，想请人代写", "志愿者"),
        ("老板拖欠工资三个月", "劳动仲裁"),
        ("请不起律师，想申请法律援助", "公共法律"),
        ("路灯不亮", None),
    ],
)
def test_the_words_of_a_matter_lead_to_its_block(text, block):
    assert proposed(text) == block


def test_a_category_goes_before_words_and_a_finer_branch_is_looked_for_behind_it():
    assert proposed("拖欠工资", category="信访事项") == "信访接待"
    assert proposed("和邻居争执", category="矛盾纠纷") == "金牌调解"
    assert proposed("争执", category="矛盾纠纷") == "联合调处"
    assert proposed("说不清", subcategory="医疗纠纷") == "医疗纠纷调委会"


def test_a_proposal_tells_its_evidence_its_reason_and_its_way():
    found = guide(TREE, {"text": "楼上漏水"}, KNOWN)
    assert found.evidence == "文中有“楼上、漏水”"
    assert found.path == (FRONT, "联合调处", "金牌调解")
    assert found.why == f"{found.evidence}：{found.reason}"
    assert guide(TREE, {"category": "劳动争议"}, KNOWN).evidence == "类别“劳动争议”"


def test_where_an_office_lacks_a_block_the_one_before_it_is_proposed():
    assert proposed("医院手术出了问题", known=blocks(())) == "联合调处"


def test_every_block_of_a_new_office_can_be_reached_and_no_other_is_named():
    assert {branch.block for branch in ALL} == set(KNOWN)
    assert all(branch.question.endswith("？") and branch.why for branch in ALL)
    assert all(branch.categories or branch.words for branch in ALL)


def test_the_tree_only_proposes(tmp_path, clock):
    office = opened(tmp_path / "office", clock)
    event = register(office, text="老板拖欠工资三个月")
    assert front.suggestion(office, event.known).block == "劳动仲裁"
    assert office.queries.event(event.no) == event
    office.close()


def test_an_offices_own_tree_takes_the_place_of_the_shipped_one(tmp_path, clock):
    office = opened(tmp_path / "office", clock)
    path = office.folder / "templates" / "triage.toml"
    path.write_text('[[branch]]\nblock = "前台"\nquestion = "？"\nwhy = "都先到前台"\nwords = ["工资"]\n', encoding="utf-8")
    assert front.suggestion(office, {"text": "拖欠工资"}).block == FRONT
    assert len(front.branches(office)) == 1
    office.close()


WRONG = {
    "nonsense": ("[[branch]]\nblock = 前台\n", "第2行"),
    "cut off": ("[[branch", "没有写完"),
    "another section": ("[branches]\n", "没有“branches”这一项"),
    "not tables": ("branch = 3", "应写成一段一段的"),
    "no reason": ('[[branch]]\nblock = "前台"\nquestion = "？"', "没有写“why”"),
    "an empty block": ('[[branch]]\nblock = " "\nquestion = "？"\nwhy = "x"', "没有写“block”"),
    "a number": ('[[branch]]\nblock = 3\nquestion = "？"\nwhy = "x"', "“block”应写成带引号的文字"),
    "words that are no list": ('[[branch]]\nblock = "前台"\nquestion = "？"\nwhy = "x"\nwords = "工资"', "“words”应写成方括号里"),
    "an unknown key": ('[[branch]]\nblock = "前台"\nquestion = "？"\nwhy = "x"\nunit = "y"', "没有“unit”这一项"),
    "wrong behind another": (
        '[[branch]]\nblock = "前台"\nquestion = "？"\nwhy = "x"\n[[branch.then]]\nblock = "信访接待"',
        "没有写“question”",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_tree_is_refused_with_its_place(tmp_path, clock, name):
    text, reason = WRONG[name]
    office = opened(tmp_path / "office", clock)
    (office.folder / "templates" / "triage.toml").write_text(text, encoding="utf-8")
    refusal = refused("island_file", front.branches, office)
    assert reason in str(refusal)
    assert "triage.toml" in str(refusal)
    office.close()


def test_a_file_that_is_no_utf_8_or_cannot_be_read_is_refused(tmp_path, clock):
    office = opened(tmp_path / "office", clock)
    path = office.folder / "templates" / "services.toml"
    path.write_bytes("# 办事目录".encode("gb18030"))
    assert "UTF-8" in str(refused("island_file", front.catalogue, office))
    path.unlink()
    path.mkdir()
    refused("island_file", front.catalogue, office)
    office.close()


def test_a_tree_of_two_levels_is_read_as_it_is_written():
    text = '[[branch]]\nblock = "甲"\nquestion = "？"\nwhy = "x"\n[[branch.then]]\nblock = "乙"\nquestion = "？？"\nwhy = "y"\ncategories = ["丙"]'
    assert from_tree(tomllib.loads(text), SlipError) == (Branch("甲", "？", "x", then=(Branch("乙", "？？", "y", ("丙",)),)),)


# services


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_every_service_can_be_done_without_a_network_and_says_everything_at_one_time(service):
    assert len(service.offline) >= 10
    assert not any(word in service.offline for word in ("网上", "扫码", "小程序", "APP"))
    assert "窗口" in service.offline or "前台" in service.offline
    assert service.materials
    assert service.limit
    assert service.block in KNOWN


def test_a_service_without_an_offline_way_is_refused():
    text = '[[service]]\nname = "办证"\nblock = "前台"\nlimit = "当场"\nunit = "前台"\nmaterials = ["身份证"]\n'
    with pytest.raises(SlipError, match="没有写“offline”"):
        services_from(tomllib.loads(text), SlipError)
    with pytest.raises(SlipError, match="没有写“offline”"):
        services_from(tomllib.loads(text + 'offline = ""\nonline = "小程序"'), SlipError)
    (made,) = services_from(tomllib.loads(text + 'offline = "到前台"'), SlipError)
    assert made == Service("办证", "前台", ("身份证",), "当场", "前台", "到前台")
    with pytest.raises(SlipError, match="写了两次"):
        services_from(tomllib.loads((text + 'offline = "到前台"\n') * 2), SlipError)
    with pytest.raises(SlipError, match="没有写“materials”"):
        services_from(tomllib.loads(text.replace('["身份证"]', "[]") + 'offline = "到前台"'), SlipError)


def test_a_service_is_found_by_any_of_its_words():
    assert {each.name for each in find(SERVICES, "工资")} == {"申请劳动争议仲裁", "申请劳动争议调解", "反映拖欠农民工工资"}
    assert [each.name for each in find(SERVICES, "申请人民调解")] == ["申请人民调解"]
    assert find(SERVICES, "护照") == ()
    assert one(SERVICES, "复核").name == "申请信访复核"
    assert one(SERVICES, "复核").listed.splitlines()[0].startswith("1. ")


def test_a_word_that_names_no_service_or_several_is_refused_with_those_there_are():
    assert "法律咨询" in refused("service_unknown", one, SERVICES, "护照").params["known"]
    assert refused("service_unknown", one, SERVICES, "工资").params["known"].count("、") == 2
    refused("service_unknown", one, SERVICES, "")
