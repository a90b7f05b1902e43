"""Three hundred invented enterprises: the register's truth."""

import random
from datetime import date

from data.demo.model import Enterprise, Project
from data.demo.names import TRADE, broken_code, credit_code, invented_names

TOWNS = {
    "丝绸路街道": ("丝绸路街道办事处", "丝绸路街道", "丝绸路办"),
    "大街街道": ("大街街道办事处", "大街街道", "大街办"),
    "青年路街道": ("青年路街道办事处", "青年路街道", "青年路办"),
    "永安街道": ("永安街道办事处", "永安街办", "永安街街道"),
    "城北路街道": ("城北路街道办事处", "城北路街道", "城北路办"),
    "北郊镇": ("北郊镇", "北郊镇人民政府", "北郊镇"),
    "南郊镇": ("南郊镇", "南郊镇政府", "南郊镇"),
    "王村镇": ("王村镇", "王村镇人民政府", "王村镇"),
    "周村经济开发区": ("周村经济开发区", "周村经济开发区管委会", "周村经济开发区"),
}
OUTSIDE = ("萌水镇", "商家镇")
DEPARTMENTS = {
    "safety": ("区应急管理局", "区安监局"),
    "transport": ("区交通运输局", "区交通运输局"),
    "construction": ("区住房和城乡建设局", "区住建局"),
    "industry": ("区工业和信息化局", "区经信局"),
    "water": ("区水利局", "区水务局"),
}
IN_CHARGE = {
    "non_coal_mines": "safety",
    "hazardous_chemicals": "safety",
    "fireworks": "safety",
    "transport": "transport",
    "construction": "construction",
    "fisheries": "water",
    "chemicals": "industry",
    "other": "industry",
}
# How many operate in the district; the rest of the register is added below.
COUNTS = {
    "non_coal_mines": 14,
    "hazardous_chemicals": 42,
    "fireworks": 8,
    "transport": 34,
    "construction": 12,
    "fisheries": 6,
    "chemicals": 58,
    "other": 78,
}
SITES = (
    "安置区一期住宅楼",
    "职教实训楼",
    "污水管网改造",
    "标准厂房",
    "老旧小区改造",
    "养老服务中心",
)


class Register:
    """The enterprises, added one by one."""

    def __init__(self, rng: random.Random) -> None:
        """Start an empty register."""
        self.rng = rng
        self.names = invented_names(rng)
        self.enterprises: list[Enterprise] = []

    def add(self, sector: str, **changes: object) -> Enterprise:
        """Add an enterprise of a sector, with some of its facts given."""
        city, brand = next(self.names)
        facts: dict[str, object] = {
            "key": f"E{len(self.enterprises) + 1:03}",
            "name": city + brand + self.rng.choice(TRADE[sector]),
            "uscc": credit_code(self.rng, digits=self.rng.random() < 0.25),
            "town": self.rng.choice(tuple(TOWNS)),
            "sectors": [sector],
            "department": IN_CHARGE[sector],
            "employees": self.rng.choice((5, 8, 12, 16, 23, 31, 38, 46, 57, 74, 96, 128, 205)),
            "grade": self.rng.choice(("二级", "三级", "三级", "三级", "未达标", None)),
            "risk": self.rng.choice(("红", "橙", "黄", "黄", "蓝", "蓝")),
        }
        enterprise = Enterprise(**(facts | changes))  # type: ignore[arg-type]
        self.enterprises.append(enterprise)
        return enterprise


def build_register(rng: random.Random) -> list[Enterprise]:
    """Make the register's entries in the order of its rows."""
    register = Register(rng)
    for sector, count in COUNTS.items():
        for _ in range(count):
            register.add(sector)
    _add_families(register.enterprises)
    _add_not_required(register)
    _add_sites(register)
    _spoil(register.enterprises)
    return register.enterprises


def of_sector(enterprises: list[Enterprise], sector: str) -> list[Enterprise]:
    """Give the entries whose first sector it is, in order."""
    return [one for one in enterprises if one.sectors[0] == sector]


def _add_families(enterprises: list[Enterprise]) -> None:
    """Let some names be near twins, branches and brackets, and some have two sectors."""
    stations = of_sector(enterprises, "hazardous_chemicals")
    for number, station in zip(("一", "二", "三"), stations[:3], strict=True):
        station.name = f"淄博市周村区槐荫桥第{number}加油站"
    fleet = of_sector(enterprises, "transport")
    fleet[0].name = "淄博骥澄运输有限公司"
    fleet[1].name = "淄博骥澄运输有限公司周村分公司"
    fleet[2].name = "山东曜钧物流（周村）有限公司"
    chemicals = of_sector(enterprises, "chemicals")
    chemicals[0].name = "淄博苒漪化工有限公司"
    chemicals[1].name = "淄博苒漪化工集团有限公司"
    chemicals[2].name = "瀚祎(淄博)精细化工有限公司"
    for station in stations[5:8]:
        station.sectors = ["hazardous_chemicals", "transport"]
    for plant in chemicals[5:8]:
        plant.sectors = ["chemicals", "hazardous_chemicals"]


def _add_not_required(register: Register) -> None:
    """Add those whom nothing obliges: not at work, run by another authority, included later."""
    for sector in ("chemicals", "transport", "non_coal_mines", "hazardous_chemicals"):
        register.add(sector, status="suspended")
        register.add(sector, status="suspended")
        register.add(sector, status="closed")
    for number, sector in enumerate(("non_coal_mines", "hazardous_chemicals") * 2):
        register.add(sector, town=OUTSIDE[number % 2])
    for sector in ("chemicals", "transport", "fisheries"):
        register.add(sector, included_on=date(2020, 3, 1))
    included = of_sector(register.enterprises, "transport")[8:14]
    for number, enterprise in enumerate(included):
        enterprise.included_on = date(2018, 10 + number % 2, 1)


def _add_sites(register: Register) -> None:
    """Add eight builders with their sites; a site bears its builder's name and code."""
    for number in range(8):
        builder = register.add("construction")
        for site in range(2):
            place = register.rng.choice(tuple(TOWNS))
            name = f"{SITES[(number + site) % 6]}{'一二三四五六七八'[number]}标段"
            cost = register.rng.choice((6_500_000, 9_800_000, 23_400_000, 56_000_000, 128_000_000))
            completion = date(2020, 3 + number % 7, 30)
            register.add(
                "construction",
                name=builder.name,
                uscc=builder.uscc,
                town=place,
                employees=register.rng.choice((18, 35, 60, 110)),
                grade=None,
                project=Project(place.removesuffix("街道") + name, cost, completion),
                builder=builder.key,
            )


def _spoil(enterprises: list[Enterprise]) -> None:
    """Put in the register's own faults: no code, a wrong code, an unknown town, no headcount."""
    chemicals = of_sector(enterprises, "chemicals")
    chemicals[10].uscc = None
    of_sector(enterprises, "fireworks")[2].uscc = None
    chemicals[11].uscc = broken_code(chemicals[11].uscc or "")
    chemicals[12].town = None
    chemicals[12].written["town"] = "凤鸣路管理区"
    of_sector(enterprises, "transport")[5].employees = None
    of_sector(enterprises, "transport")[6].status = None
    of_sector(enterprises, "chemicals")[13].status = None
