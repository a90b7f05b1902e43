"""A counter where subsidies are proposed, approved and paid, in a temporary office."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.core.desk import TODAY, Desk
from zcins.registry.hand import enter_policy, merge_into
from zcins.store.write_hand import ShownPolicy
from zcins.subsidy import Batch, Chosen, approve, batch_of, store_proposal, transfer


def rates(*entries: str, shares: str = "city = '0.40', district = '0.60'") -> dict[str, str]:
    """Give a scheme's subsidy.toml of confirmed entries, each given by what is its own."""
    common = f"source = '试验'\nconfirmed = true\nshares = {{ {shares} }}\n"
    return {"subsidy.toml": "".join(f"[[subsidy]]\n{common}{entry}\n" for entry in entries)}


class Counter(Desk):
    """A desk that pays subsidies."""

    def __init__(self, home: Path, scheme: Mapping[str, str]) -> None:
        super().__init__(home, scheme)

    def propose(self, year: int, day: date = TODAY) -> Batch:
        """Propose a year on a day."""
        with self.office.store.write("subsidy", str(year), self.office.scheme_state) as write:
            return store_proposal(write, self.office.scheme, year, day)

    def approve(self, number: int, day: date = TODAY, name: str | None = "张三") -> Batch:
        """Approve a batch."""
        with self.office.store.write("approval", str(number), self.office.scheme_state) as write:
            return approve(write, self.office.scheme, number, day, "同意", name)

    def pay(
        self, number: int, day: date = TODAY, chosen: Chosen | None = None, today: date = TODAY
    ) -> int:
        """Pay what is open of a batch on a day; give the sum in fen."""
        with self.office.store.write("payment", str(number), self.office.scheme_state) as write:
            return transfer(write, number, day, today, chosen or Chosen(out=True))

    def batch(self, number: int, known_at: int | None = None) -> Batch:
        """Give a batch as it stands, or as it stood after an event."""
        return batch_of(self.ask(known_at=known_at).view, number)

    def merge(self, name: str, other: str, day: date) -> None:
        """Let one enterprise take over another from a day on."""
        old, new = self.number(name), self.number(other)
        with self.office.store.write("merge", name, self.office.scheme_state) as write:
            merge_into(write, self.ask().view.register[old], new, day, "合并")

    def show_policy(self, shown: dict[str, Any]) -> None:
        """Enter a policy that an enterprise has brought along."""
        policy = ShownPolicy(
            self.number(shown["enterprise"]),
            shown["insurer"],
            shown["policy"],
            shown["from"],
            shown["until"],
            "保单.jpg",
            "0" * 64,
        )
        with self.office.store.write("policy", policy.policy_no, self.office.scheme_state) as write:
            enter_policy(write, policy, "柜台出示")

    def link(self, name: str, enterprise: str | None) -> None:
        """Decide whose policies a name is, or that it is not in the register."""
        number = self.number(enterprise) if enterprise else None
        party = next(one for one in self.ask().view.parties.values() if one.name == name)
        self.decide(party.id, number, "accept" if enterprise else "reject")
