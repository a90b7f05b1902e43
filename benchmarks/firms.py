"""Invented firms, and how ledgers write them: the faults of real rows in their kinds."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from zcins.registry import name_key
from zcins.registry.wording import without_regions

REGIONS = (
    *("淄博市", "淄博", "周村", "周村区", "淄博周村", "淄博市周村区", "山东", "张店"),
    *("淄博市张店区", "淄川", "博山", "临淄", "桓台县", "济南", "青岛", "潍坊", "烟台", "滨州"),
    *("邹平", "寿光"),
)
BRANDS = (
    "鑫瑞华泰永安盛达隆昌恒丰金宏德源立信中天鲁博润泽宝利嘉业顺通诚兴万福海明东方旭阳星宇"
    "光科龙凤祥云和康宁佳美新荣国富民强伟创远航腾飞振邦卓越凯旋弘毅智汇联众志同力合聚益广"
    "茂森林木水清泉山石磊玉珠晶莹雪松柏翠春夏秋冬晨曦朝辉耀辰景然文武英杰俊豪雄威震霖雨露"
    "江河湖洋波涛滨港岛齐岳泰岱蒙沂淮汉唐宋元亨贞吉庆喜乐怡悦欣畅舒适雅致逸品尚优良善正直"
    "仁义礼普惠均衡平稳固坚铁钢铜银锦绣绮罗纱麻棉桑田禾稼谷麦豆果蔬茶桂兰菊竹梅荷莲蓝青红"
    "橙黄绿紫白黑灰双三五七八九百千亿兆一帆浩瀚宸翰坤乾艮震巽离兑启迪拓展开创世纪时代未来"
)
TRADES = (
    *("化工", "精细化工", "采石", "石材", "烟花爆竹", "运输", "物流", "建筑工程", "建筑安装"),
    *("装饰工程", "纺织", "印染", "丝绸", "机械", "机电", "商贸", "贸易", "新材料", "耐火材料"),
    *("陶瓷", "食品", "家具", "环保科技", "电子科技", "铸造", "金属制品", "塑料", "橡胶"),
    *("涂料", "包装", "印刷", "水产养殖", "汽车运输", "加油", "液化气", "建材", "五金", "电器"),
    *("泵业", "医药", "房地产开发", "物业", "农业科技"),
)
FORMS = ("有限公司",) * 12 + ("有限责任公司", "有限责任公司", "股份有限公司", "厂", "集团有限公司")
TOWNS = (
    *("王村镇", "北郊镇", "南郊镇", "丝绸路街道", "大街街道", "青年路街道", "永安街道"),
    *("城北路街道"),
)
TRADITIONAL = str.maketrans(
    "华东龙凤云国强远飞创兴达业顺实丝绸药电机气",
    "華東龍鳳雲國強遠飛創興達業順實絲綢藥電機氣",
)
SOUNDS = (
    *("瑞锐睿", "鑫新欣", "华桦", "泰太", "永勇", "盛胜", "达大", "恒衡", "丰峰锋", "宏弘鸿"),
    *("德得", "源元沅", "博勃", "嘉佳加", "诚成城", "兴星", "福富", "明铭", "阳洋扬", "宇羽雨"),
    *("云芸", "康慷", "利力立", "业烨"),
)
SLIPS = {char: group for group in SOUNDS for char in group}
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Firm:
    """A register entry; its number is that of the store."""

    number: int
    region: str
    brand: str
    trade: str
    form: str
    code: str
    town: str
    employees: int
    registration_no: str | None
    former_name: str | None

    @property
    def name(self) -> str:
        """Give the registered name."""
        return self.region + self.brand + self.trade + self.form


@dataclass(frozen=True)
class Query:
    """A name and code as a ledger writes them; `firm` is 0 where the register has it not."""

    name: str
    code: str
    firm: int
    fault: str


def code_of(number: int) -> str:
    """Give an invented credit code with its check digit (GB 32100-2015)."""
    body = f"91370306MA{number * 7919 % 10_000_000:07d}"
    whole = sum(ALPHABET.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + ALPHABET[-whole % 31]


def firms(count: int) -> list[Firm]:
    """Give firms of different names, the same for the same count."""
    draw = random.Random(2019)
    found: list[Firm] = []
    names: set[str] = set()
    while len(found) < count:
        firm = _firm(draw, len(found) + 1)
        if (name := registered(firm.name)) not in names:
            names.add(name)
            found.append(firm)
    return found


def registered(name: str) -> str:
    """Give a name as the register of companies tells names apart.

    Within one authority's region a name is unique: 淄博市周村区甲 and 周村甲 cannot both be.
    """
    regions, left = without_regions(name_key(name))
    return "".join(regions[-1:]) + left


def _firm(draw: random.Random, number: int) -> Firm:
    length = draw.choice((2, 2, 2, 2, 2, 3, 3, 3, 4))
    brand = "".join(draw.choice(BRANDS) for _place in range(length))
    region, trade, form = draw.choice(REGIONS), draw.choice(TRADES), draw.choice(FORMS)
    former = region + "".join(draw.choice(BRANDS) for _place in "12") + trade + form
    return Firm(
        *(number, region, brand, trade, form, code_of(number), draw.choice(TOWNS)),
        draw.randint(5, 400),
        f"3703062{number:08d}" if draw.random() < 0.3 else None,
        former if draw.random() < 0.05 else None,
    )


def queries(register: list[Firm], count: int) -> list[Query]:
    """Give what ledgers write: four fifths of the register's firms, each with one fault.

    A fault that makes the name of another firm, of now or before, is left out: nobody could tell.
    """
    draw = random.Random(2020)
    found = []
    known = {registered(firm.former_name): firm.number for firm in register if firm.former_name}
    known |= {registered(firm.name): firm.number for firm in register}
    for place in range(count):
        query = _faulty(draw, draw.choice(register)) if place % 5 else _absent(draw, len(known))
        if known.get(registered(query.name), query.firm) == query.firm:
            found.append(query)
    return found


def _absent(draw: random.Random, count: int) -> Query:
    """Give a firm outside the register, without a fault or with a usual one."""
    firm = _firm(draw, count + draw.randrange(1, 1_000_000))
    name = firm.name if draw.random() < 0.5 else _faulty(draw, firm).name
    return Query(name, firm.code if draw.random() < 0.5 else "", 0, "absent")


def _faulty(draw: random.Random, firm: Firm) -> Query:
    fault = draw.choice(list(FAULTS))
    name, code = FAULTS[fault](draw, firm)
    return Query(name, code, firm.number, fault)


def _slip(draw: random.Random, firm: Firm) -> str:
    """Give the name with one character of the brand mistaken for one that sounds the same."""
    places = [at for at, char in enumerate(firm.brand) if char in SLIPS]
    if not places:
        return firm.region + firm.brand + draw.choice("的一市") + firm.trade + firm.form
    at = draw.choice(places)
    other = draw.choice([char for char in SLIPS[firm.brand[at]] if char != firm.brand[at]])
    return firm.region + firm.brand[:at] + other + firm.brand[at + 1 :] + firm.trade + firm.form


def _swapped(draw: random.Random, firm: Firm) -> str:
    at = draw.randrange(len(firm.brand + firm.trade) - 1)
    core = list(firm.brand + firm.trade)
    core[at], core[at + 1] = core[at + 1], core[at]
    return firm.region + "".join(core) + firm.form


def _dropped(draw: random.Random, firm: Firm) -> str:
    core = firm.brand + firm.trade
    at = draw.randrange(len(firm.brand) if len(firm.brand) > 2 else 0, len(core))
    return firm.region + core[:at] + core[at + 1 :] + firm.form


def _mistyped(code: str) -> str:
    return code[:16] + ("Y" if code[16] != "Y" else "X") + code[17]


FAULTS: dict[str, Callable[[random.Random, Firm], tuple[str, str]]] = {
    "none, with code": lambda _draw, firm: (firm.name, firm.code),
    "other name, with code": lambda draw, firm: (_slip(draw, firm), firm.code),
    "none": lambda _draw, firm: (firm.name, ""),
    "blank": lambda _draw, firm: (firm.name[:4] + " " + firm.name[4:], ""),
    "limited": lambda _draw, firm: (firm.name.replace("有限公司", "有限责任公司"), ""),
    "traditional": lambda _draw, firm: (firm.name.translate(TRADITIONAL), ""),
    "no region": lambda _draw, firm: (firm.name.removeprefix(firm.region), ""),
    "more region": lambda _draw, firm: ("山东省淄博市" + firm.name, ""),
    "organisation code": lambda draw, firm: (_slip(draw, firm), firm.code[8:17]),
    "old number": lambda draw, firm: (_slip(draw, firm), firm.registration_no or firm.code),
    "former name": lambda _draw, firm: (firm.former_name or firm.name, ""),
    "slip": lambda draw, firm: (_slip(draw, firm), ""),
    "slip, code mistyped": lambda draw, firm: (_slip(draw, firm), _mistyped(firm.code)),
    "left out": lambda draw, firm: (_dropped(draw, firm), ""),
    "swapped": lambda draw, firm: (_swapped(draw, firm), ""),
    "short": lambda _draw, firm: (firm.region + firm.brand + firm.trade, ""),
    "shortest": lambda _draw, firm: (firm.brand + firm.trade, ""),
    "other form": lambda _draw, firm: (firm.region + firm.brand + firm.trade + "厂", ""),
    "branch": lambda _draw, firm: (firm.name + "周村分公司", ""),
}
