"""Entries of a scheme as an office may write them, all invented."""

MINES = """
[[tariff]]
id = "mines"
sector = "non_coal_mines"
basis = "headcount"
rates = { "500000" = "100.00" }
from = 2018-01-01
source = "虚构"
confirmed = true
"""


def threshold(ident: str, value: str = "", unit: str = "days") -> str:
    """Give a threshold; without a value it is not in force."""
    told = f'value = "{value}"\n' if value else ""
    return (
        f'[[threshold]]\nid = "{ident}"\nlabel = "期限"\n{told}unit = "{unit}"\n'
        'from = 2017-11-01\nsource = "虚构"\nconfirmed = false\n\n'
    )
