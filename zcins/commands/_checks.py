"""How checks of the office's folder look on the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from zcins.i18n import _
from zcins.present import print_json

if TYPE_CHECKING:
    from zcins.doctor import Check
    from zcins.office import Office

ILL = 4


def examined(office: "Office", checks: Sequence[tuple[str, "Check"]]) -> list[dict[str, Any]]:
    """Do checks and give each with what it found."""
    from zcins.doctor import examine

    return [
        {
            "check": check.__name__,
            "name": _(name),
            "faults": [{"what": one.what, "remedy": one.remedy} for one in examine(office, check)],
        }
        for name, check in checks
    ]


def show(results: list[dict[str, Any]], fmt: str) -> None:
    """Show each check in a line, its faults and what to do below it."""
    if fmt == "json":
        print_json({"healthy": not any(one["faults"] for one in results), "checks": results})
        return
    for one in results:
        print(f"{one['name']}: {_('NO') if one['faults'] else _('yes')}")
        for fault in one["faults"]:
            print(f"  {fault['what']}")
            print(f"  → {fault['remedy']}")
