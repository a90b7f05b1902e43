"""Names and credit codes that look real and are invented."""

import random
from collections.abc import Iterator
from difflib import SequenceMatcher

from stdnum.cn import uscc

# Uncommon in company names, so that three of them in a row are nobody's.
BRAND = "澍岱霖珩翊朔垣皓沐禾坤烁楷榕钧骥澄砚葳淳舸洵棣昱泓嵘琅铎瀚祎鸢屹蔚杉曜苒栎漪"
CITY = ("淄博", "淄博", "淄博市", "淄博周村", "山东")
TRADE: dict[str, tuple[str, ...]] = {
    "non_coal_mines": ("矿业有限公司", "石灰岩矿有限责任公司", "石料厂", "铝土矿业有限公司"),
    "hazardous_chemicals": (
        "气体有限公司",
        "油品销售有限公司",
        "加油站",
        "溶剂有限公司",
        "危化品储运有限公司",
        "燃气有限责任公司",
    ),
    "fireworks": ("烟花爆竹有限公司", "烟花爆竹专营店", "烟花爆竹批发有限公司"),
    "transport": ("运输有限公司", "物流有限公司", "货运有限责任公司", "客运服务有限公司"),
    "construction": ("建筑安装工程有限公司", "建设工程有限公司", "市政工程有限责任公司"),
    "fisheries": ("水产养殖专业合作社", "渔业有限公司", "水产养殖场"),
    "chemicals": (
        "化工有限公司",
        "精细化工有限公司",
        "新材料有限公司",
        "化工助剂厂",
        "涂料有限责任公司",
        "橡塑制品有限公司",
    ),
    "other": (
        "纺织有限公司",
        "丝绸织造有限公司",
        "家具有限公司",
        "机械制造有限公司",
        "食品有限公司",
        "商贸有限公司",
        "包装制品有限责任公司",
        "不锈钢制品厂",
    ),
}
# The region, a firm's odd name; nothing in the register resembles these.
STRANGERS = (
    "高青县芦湖边老槐树鱼塘",
    "桓台县马踏湖芦苇编织坊",
    "沂源县鲁村苹果冷链车队",
    "博山区池上桔梗采收点",
    "邹平黄山脚下采沙船队",
    "临淄区稷下蔬菜大棚联合体",
)
# Names under which an insurer still keeps a firm that is called otherwise now.
FORMER = {"picc": "周村槐里综合加工厂", "pingan": "周村新建路联营服务站"}
TYPOS = {"霖": "琳", "坤": "琨", "沐": "沭", "昱": "煜", "泓": "弘", "榕": "溶"}
TRADITIONAL = str.maketrans(
    "运业烟渔场责矿输厂设装养产务储纺织剂", "運業煙漁場責礦輸廠設裝養產務儲紡織劑"
)


def similarity(one: str, other: str) -> float:
    """Give how near two names are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def invented_names(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Give pairs of a city and a brand without end, no brand twice."""
    seen: set[str] = set()
    while True:
        brand = "".join(rng.sample(BRAND, 3))
        if brand not in seen:
            seen.add(brand)
            yield rng.choice(CITY), brand


def credit_code(rng: random.Random, *, authority: str = "370306", digits: bool = False) -> str:
    """Give a credit code with a right check digit; `digits` for one without letters."""
    while True:
        body = "".join(rng.choice("0123456789") for _ in range(9))
        if not digits and rng.random() < 0.6:
            body = "MA3" + "".join(rng.choice("0123456789BCDFGHJKLMNPQRTUWXY") for _ in range(6))
        code = "91" + authority + body
        code += uscc.calc_check_digit(code)
        if not digits or code.isdigit():
            return code


def broken_code(code: str) -> str:
    """Give the code with a check digit that fails."""
    return code[:-1] + ("5" if code[-1] != "5" else "6")
