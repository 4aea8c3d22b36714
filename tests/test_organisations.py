"""Which organisation a printed name stands for, in which place, and what it is called in English."""

from __future__ import annotations

import pytest

from ingest.organisations import english_name, organisation_named, organisation_of, place_of, successor_of

ROWS = {
    "own bureau": ("市商务局", "威海市", "威海市商务局"),
    "already full": ("威海市商务局", "威海市", "威海市商务局"),
    "short form": ("市发改委", "连云港市", "连云港市发展和改革委员会"),
    "other short form": ("市发展改革委", "威海市", "威海市发展和改革委员会"),
    "short form with its place": ("威海市科技局", "威海市", "威海市科学技术局"),
    "市 twice": ("市市场监管局", "威海市", "威海市市场监督管理局"),
    "line of authority": ("市税务局", "威海市", "国家税务总局威海市税务局"),
    "line of authority in full": ("国家税务总局威海市税务局", "威海市", "国家税务总局威海市税务局"),
    "trade promotion": ("市贸促会", "威海市", "中国国际贸易促进委员会威海市委员会"),
    "customs carry their place": ("威海海关", "威海市", "威海海关"),
    "customs of a neighbour": ("荣成海关", "威海市", "荣成海关"),
    "customs with the state's name": ("中华人民共和国威海海关", "威海市", "威海海关"),
    "central bank": ("人民银行威海市分行", "威海市", "中国人民银行威海市分行"),
    "central bank, short": ("人行市中心支行", "连云港市", "中国人民银行连云港市中心支行"),
    "central bank, shortest": ("市人民银行", "鸡西市", "中国人民银行鸡西市分行"),
    "party office": ("市委港澳办", "威海市", "中共威海市委港澳工作办公室"),
    "zone": ("综保区管委", "威海市", "威海综合保税区管理委员会"),
    "group": ("各区市", "威海市", "威海市各区市"),
    "group of governments": ("县（市）区政府", "鸡西市", "鸡西市各县（市）区人民政府"),
    "alias in brackets": ("市商务局（市投资合作促进局）", "鸡西市", "鸡西市商务局"),
    "district": ("区财政局", "广州市天河区", "广州市天河区财政局"),
    "city of a district": ("市财政局", "广州市天河区", "广州市财政局"),
    "unknown bureau of the place": ("市地方史志办", "威海市", "威海市地方史志办"),
    "no district in a city": ("区商务局", "威海市", None),
    "no city of a county": ("市商务局", "无棣县", None),
    "the bodies of a level": ("州直相关单位", "湘西自治州", "湘西自治州州直相关单位"),
    "departments of a level": ("市级各有关部门", "咸阳市", "咸阳市市级各有关部门"),
    "short form of the south": ("市人力社保局", "嘉兴市", "嘉兴市人力资源和社会保障局"),
    "body of an earlier year": ("市环保局", "威海市", "威海市环境保护局"),
    "half-width brackets": ("县(市)区政府", "鸡西市", "鸡西市各县（市）区人民政府"),
}


@pytest.mark.parametrize(("name", "place", "want"), ROWS.values(), ids=ROWS.keys())
def test_organisations(name: str, place: str, want: str | None) -> None:
    assert organisation_of(name, place) == want


def test_the_province_follows_from_the_region_code() -> None:
    assert organisation_of("省商务厅", "威海市", "371000") == "山东省商务厅"
    assert organisation_of("省商务厅", "威海市") is None


def test_levels() -> None:
    assert place_of("广州市天河区", "440106").levels == {"市": "广州市", "区": "广州市天河区", "省": "广东省"}
    assert place_of("威海综合保税区").levels == {"区": "威海综合保税区"}
    assert place_of("无棣县").levels == {"县": "无棣县"}


@pytest.mark.parametrize(
    ("organisation", "english"),
    [
        ("威海市商务局", "Weihai Municipal Bureau of Commerce"),
        ("国家税务总局威海市税务局", "Weihai Municipal Tax Service"),
        ("中国国际贸易促进委员会威海市委员会", "CCPIT Weihai"),
        ("威海市某某局", None),
    ],
)
def test_english_names(organisation: str, english: str | None) -> None:
    assert english_name(organisation, "威海市", "Weihai") == english


@pytest.mark.parametrize(
    "english",
    ["Municipal Bureau of Commerce", "Weihai Municipal Bureau of Commerce", "the Municipal Bureau of Commerce"],
)
def test_the_way_back(english: str) -> None:
    assert organisation_named(english, "威海市", "Weihai") == "威海市商务局"


def test_renamed_bodies() -> None:
    assert successor_of("中国人民银行威海市中心支行", "威海市") == "中国人民银行威海市分行"
    assert successor_of("威海银保监分局", "威海市") == "国家金融监督管理总局威海监管分局"
    assert successor_of("威海市商务局", "威海市") is None
    assert successor_of("威海市环境保护局", "威海市") == "威海市生态环境局"
