"""The entries of the scheme: one model a table, each knowing its file and what it refers to."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from zcins.i18n import _
from zcins.scheme.figures import Amount, Number
from zcins.scheme.names import town_names

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Entry(BaseModel):
    """A dated entry: in force from `from_` to `until` (both included) or to its id's next `from`.

    `source` names the document and clause; `confirmed` is false where that still has to be
    checked against the official text; `gap` says why no entry of the id holds in the time before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    table: ClassVar[str]
    file: ClassVar[str]
    references: ClassVar[dict[str, str]] = {}

    id: Text
    from_: date = Field(alias="from")
    until: date | None = None
    source: Text
    confirmed: bool
    note: str | None = None
    gap: Text | None = None

    @field_validator("until")
    @classmethod
    def _after_from(cls, until: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("from_")
        if until and start and until < start:
            raise ValueError(_("{until} is before from = {start}").format(until=until, start=start))
        return until

    def particulars(self) -> dict[str, Any]:
        """Give what the entry says beyond id, days and source, as JSON holds it."""
        return self.model_dump(
            mode="json", by_alias=True, exclude=set(Entry.model_fields), exclude_defaults=True
        )

    def names(self) -> list[str]:
        """Give every text by which a ledger may name the entry, the id among them."""
        return []

    def clashes(self, other: Self) -> bool:
        """Tell whether an entry of another id would apply to a same case on a same day."""
        del other
        return False


class Pilot(Entry):
    """The pilot's first and last day (both included) and the day of its notice."""

    table: ClassVar[str] = "pilot"
    file: ClassVar[str] = "pilot.toml"

    start: date
    end: date
    notice: date

    def clashes(self, other: Self) -> bool:  # noqa: D102
        del other
        return True


class PilotStep(Entry):
    """A task that the notice sets, of its stage 1 to 4; `due` where a document names a day."""

    table: ClassVar[str] = "pilot_step"
    file: ClassVar[str] = "pilot_steps.toml"
    references: ClassVar[dict[str, str]] = {"department": "department"}

    stage: int = Field(ge=1)
    name: Text
    department: str
    due: date | None = None


class Sector(Entry):
    """A line of business; `order` breaks ties, `excludes` names sectors it does not contain."""

    table: ClassVar[str] = "sector"
    file: ClassVar[str] = "sectors.toml"
    references: ClassVar[dict[str, str]] = {"department": "department", "excludes": "sector"}

    name: Text
    aliases: list[Text] = []
    department: str | None = None
    order: int
    excludes: list[str] = []

    def names(self) -> list[str]:  # noqa: D102
        return [self.id, self.name, *self.aliases]


class Obligation(Entry):
    """Who must insure: a sector, narrowed by towns and by enterprises (codes or names) if any."""

    table: ClassVar[str] = "obligation"
    file: ClassVar[str] = "obligations.toml"
    references: ClassVar[dict[str, str]] = {"sector": "sector", "towns": "town"}

    sector: str
    level: Literal["compulsory", "full_rollout", "encouraged"]
    rollout: Literal["full", "partial"]
    towns: list[str] = []
    enterprises: list[Text] = []

    def clashes(self, other: Self) -> bool:  # noqa: D102
        return (
            self.sector == other.sector
            and _meet(self.towns, other.towns)
            and _meet(self.enterprises, other.enterprises)
        )


class Town(Entry):
    """A reporting unit; `managed_by` names the authority that runs a town outside the district."""

    table: ClassVar[str] = "town"
    file: ClassVar[str] = "towns.toml"

    code: str | None = Field(default=None, pattern=r"^[0-9]{9}$")
    kind: Literal["street", "town", "zone"]
    aliases: list[Text] = []
    managed_by: Text | None = None
    members: list[Text] = []

    def names(self) -> list[str]:  # noqa: D102
        code = [self.code, f"{self.code}000"] if self.code else []
        return code + [name for text in (self.id, *self.aliases) for name in town_names(text)]


class Insurer(Entry):
    """An insurer; `bare` names are everyday words that name it only where they stand alone."""

    table: ClassVar[str] = "insurer"
    file: ClassVar[str] = "insurers.toml"

    name: Text
    long_name: Text
    aliases: list[Text] = []
    bare: list[Text] = []
    admitted: bool

    def names(self) -> list[str]:  # noqa: D102
        return [self.id, self.name, self.long_name, *self.aliases, *self.bare]


class InsurerWords(Entry):
    """Words found around an insurer's name: of its branches, or of ledgers' titles."""

    table: ClassVar[str] = "insurer_words"
    file: ClassVar[str] = "insurers.toml"

    id: Literal["branch", "ledger"]
    words: list[Text]


class Department(Entry):
    """A department of the district; a new name is a later entry of the same id."""

    table: ClassVar[str] = "department"
    file: ClassVar[str] = "departments.toml"

    name: Text
    aliases: list[Text] = []

    def names(self) -> list[str]:  # noqa: D102
        return [self.id, self.name, *self.aliases]


class Product(Entry):
    """A kind of insurance, known by words in its name, that counts for the pilot or does not."""

    table: ClassVar[str] = "product"
    file: ClassVar[str] = "products.toml"

    accepted: bool
    contains: list[Text] = Field(min_length=1)


class UniformTerms(Entry):
    """The province's uniform terms, known by words in what a ledger states as its terms."""

    table: ClassVar[str] = "uniform_terms"
    file: ClassVar[str] = "terms.toml"

    contains: list[Text] = Field(min_length=1)


class Extension(Entry):
    """An extension of the cover, known by words in a policy's product or terms."""

    table: ClassVar[str] = "extension"
    file: ClassVar[str] = "terms.toml"

    contains: list[Text] = Field(min_length=1)


class PreventionUse(Entry):
    """A use of prevention money, known by words in its category or purpose; permitted or not."""

    table: ClassVar[str] = "prevention_use"
    file: ClassVar[str] = "prevention.toml"

    name: Text
    permitted: bool
    contains: list[Text] = Field(min_length=1)


WHOLE_UNITS = frozenset({"days", "working_days", "seconds", "count", "megabytes"})


class Threshold(Entry):
    """A figure of the rules in its unit; without `value` the rule is not checked."""

    table: ClassVar[str] = "threshold"
    file: ClassVar[str] = "thresholds.toml"

    label: Text
    unit: Literal[
        "days",
        "working_days",
        "seconds",
        "share",
        "yuan",
        "yuan_per_person_year",
        "count",
        "megabytes",
    ]
    value: Number | None = None

    @field_validator("value")
    @classmethod
    def _fits_unit(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        unit = info.data.get("unit")
        if value is None or unit is None:
            return value
        if value < 0 or (unit == "share" and value > 1):
            raise ValueError(_('"{value}" is out of range').format(value=value))
        if unit in WHOLE_UNITS and value != value.to_integral_value():
            raise ValueError(_('"{value}" is not a whole number').format(value=value))
        return value

    @property
    def number(self) -> Decimal:
        """Give the value; `Scheme.threshold` only answers with entries that have one."""
        if self.value is None:
            raise ValueError(self.id)
        return self.value


class AccidentGrade(Entry):
    """A grade of accidents: it begins where any one of its three figures is reached."""

    table: ClassVar[str] = "accident_grade"
    file: ClassVar[str] = "accidents.toml"

    name: Text
    deaths: int = Field(ge=0)
    injured: int = Field(ge=0)
    loss: Amount

    def names(self) -> list[str]:  # noqa: D102
        return [self.id, self.name]

    def reached(self, deaths: int | None, injured: int | None, loss: int | None) -> bool:
        """Tell whether an accident reaches the grade; `loss` in fen, unknown figures do not."""
        pairs = ((deaths, self.deaths), (injured, self.injured), (loss, self.loss.scaleb(2)))
        return any(value is not None and value >= least for value, least in pairs)


def _meet(ours: list[str], theirs: list[str]) -> bool:
    """Tell whether two narrowings have a case in common; an empty one is no narrowing."""
    return not ours or not theirs or not set(ours).isdisjoint(theirs)
