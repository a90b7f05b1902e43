"""The inputs of a rating from the office's own data, as they were on the day of inception."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from zcins.cover import ONE_DAY, PolicyOnDay
from zcins.money import yuan_grouped
from zcins.records import Accident, Enterprise, Kind
from zcins.scheme import AccidentGrade, Scheme
from zcins.standing import CONSTRUCTION
from zcins.store import View
from zcins.tariff.case import NO_GRADE, Case, Evidence, How, Reason, Why, canonical
from zcins.tariff.certificate import Certificate, read_certificate

Dated = dict[int, list[tuple[date, Any]]]
# A year's cover, whichever way its last day is counted.
YEAR = range(364, 368)


@dataclass(slots=True)
class _Notes:
    """What is told of a case's inputs beside their values."""

    absent: dict[str, Reason] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)


class Derived:
    """The office's data, asked for the case of a policy. One reading serves all policies."""

    def __init__(self, view: View, scheme: Scheme) -> None:
        self._view, self._scheme = view, scheme
        kinds = {entry["kind"] for entry in view.imports if not entry["undone_by"]}
        self._has_claims = Kind.CLAIMS in kinds
        self._has_accidents = Kind.ACCIDENTS in kinds
        self._premiums, self._claims, self._accidents = self._read()

    def case(self, policy: PolicyOnDay, day: date | None = None) -> Case | Reason:
        """Give the case of a policy on a day (default: its inception), or why there is none.

        Headcount and limit are those with which the policy began.
        """
        record = policy.record
        when = day or record.inception
        if not self._scheme.product_accepted(record.product, record.inception):
            return Reason(Why.NO_INSURANCE)
        facts = self._facts(policy.enterprise, when)
        if facts is None and not policy.is_project:
            return Reason(Why.NOT_LINKED)
        if not policy.is_project and (days := _days(policy)) not in YEAR:
            return Reason(Why.NOT_A_YEAR, str(days) if days else "?")
        return self._of(policy, facts, when)

    def _of(self, policy: PolicyOnDay, facts: Enterprise | None, day: date) -> Case:
        record, project = policy.record, policy.is_project
        number = policy.enterprise if facts else None
        notes = _Notes()
        sectors = self._sectors(facts) if facts else []
        sector = CONSTRUCTION if project else self._main(sectors, facts, day)
        cost = record.contract_cost or (facts.contract_cost if facts else None)
        return Case(
            sector=sector,
            sectors=tuple(sectors),
            employees=None if project else record.insured_headcount,
            limit=record.limit_per_person,
            project_cost=cost if project else None,
            grade=_grade(facts, day, notes),
            risk=facts.risk_grade if facts else None,
            dual_prevention=facts.dual_prevention if facts else None,
            accidents=self._accident_record(number, day, notes),
            loss_ratio=self._loss_ratio(number, day, notes),
            absent=notes.absent,
            evidence=notes.evidence,
        )

    def _facts(self, enterprise: int | None, day: date) -> Enterprise | None:
        entry = self._view.register.get(enterprise or 0)
        known = entry and (entry.on(day) or entry.versions[0])
        return known.record if known else None

    def _sectors(self, facts: Enterprise) -> list[str]:
        found = self._scheme.sectors_of(facts.sectors)
        return found or ([CONSTRUCTION] if facts.project_name else [])

    def _main(self, sectors: list[str], facts: Enterprise | None, day: date) -> str | None:
        if facts is None:
            return None
        town = self._scheme.town(facts.town, uscc=facts.uscc, name=facts.name)
        return self._scheme.main_sector(
            sectors,
            town.id if town else None,
            day,
            uscc=facts.uscc,
            name=facts.name,
            included_on=facts.included_on,
        )

    def _accident_record(
        self,
        enterprise: int | None,
        day: date,
        notes: _Notes,
    ) -> tuple[str, ...] | None:
        """Give the grades of the accidents in the year before a day, none of them or unknown."""
        if not self._has_accidents:
            notes.absent["accidents"] = Reason(Why.NO_LEDGER, "accidents")
        if enterprise is None or not self._has_accidents:
            return None
        found = _within(self._accidents.get(enterprise, []), day)
        days = (str(year_before(day)), str(day - ONE_DAY))
        notes.evidence["accidents"] = Evidence(How.ACCIDENTS, (str(len(found)), *days))
        return tuple(sorted(found))

    def _loss_ratio(
        self,
        enterprise: int | None,
        day: date,
        notes: _Notes,
    ) -> Decimal | None:
        """Give what was paid and is outstanding for the losses of the year before a day.

        It is a share of the premiums of the policies that began in that year.
        """
        if not self._has_claims:
            notes.absent["loss_ratio"] = Reason(Why.NO_LEDGER, "claims")
        if enterprise is None or not self._has_claims:
            return None
        premium: int = sum(_within(self._premiums.get(enterprise, []), day))
        if premium <= 0:
            notes.absent["loss_ratio"] = Reason(Why.NO_PREVIOUS)
            return None
        losses: int = sum(_within(self._claims.get(enterprise, []), day))
        days = (str(year_before(day)), str(day - ONE_DAY))
        sums = (yuan_grouped(losses), yuan_grouped(premium))
        notes.evidence["loss_ratio"] = Evidence(How.CLAIMS, (*sums, *days))
        return Decimal(losses) / premium

    def _read(self) -> tuple[Dated, Dated, Dated]:
        view = self._view
        premiums, claims, accidents = _dated(), _dated(), _dated()
        owners: dict[tuple[str, str], int | None] = {}
        for policy in (known.record for known in view.policies):
            enterprise = view.parties[policy.party].enterprise
            owners[policy.insurer, policy.policy_no] = enterprise
            if enterprise:
                premiums[enterprise].append((policy.inception, policy.premium))
        for claim in (known.record for known in view.claims):
            enterprise = view.parties[claim.party].enterprise if claim.party else None
            enterprise = enterprise or owners.get((claim.insurer, claim.policy_no or ""))
            if enterprise and claim.loss_on:
                paid = (claim.paid or 0) + (claim.outstanding or 0)
                claims[enterprise].append((claim.loss_on, paid))
        for accident in (known.record for known in view.accidents):
            if enterprise := view.parties[accident.party].enterprise:
                grade = accident_grade(self._scheme, accident)
                accidents[enterprise].append((accident.happened_on, grade))
        for dated in (premiums, claims, accidents):
            for rows in dated.values():
                rows.sort()
        return premiums, claims, accidents


def accident_grade(scheme: Scheme, accident: Accident) -> str:
    """Give an accident's grade: the highest of which one figure is reached on its day."""
    grades = [
        entry
        for entry in scheme.in_force("accident_grade", accident.happened_on).values()
        if isinstance(entry, AccidentGrade)
    ]
    ordered = sorted(grades, key=lambda grade: grade.deaths)
    reached = [
        grade.name
        for grade in ordered
        if grade.reached(accident.deaths or 0, accident.injured, accident.loss)
    ]
    return canonical("accidents", reached[-1]) if reached else "?"


def year_before(day: date) -> date:
    """Give the same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _grade(facts: Enterprise | None, day: date, notes: _Notes) -> str | None:
    """Give the standardization grade on a day: the certificate must give it and be valid."""
    if facts is None:
        return None
    number, until = facts.standardization_certificate, facts.standardization_until
    certificate = read_certificate(number) if number else None
    stated = facts.standardization_grade
    grade = canonical("standardization_grade", stated) if stated else None
    if grade == NO_GRADE or (grade is None and number is None):
        return grade
    if reason := _against(grade, number, certificate, until, day):
        notes.absent["standardization_grade"] = reason
        return None
    proof = Evidence(How.CERTIFICATE, (number,)) if number else Evidence(How.REGISTER)
    notes.evidence["standardization_grade"] = proof
    return grade or (certificate.grade if certificate else None)


def _against(
    grade: str | None,
    number: str | None,
    certificate: Certificate | None,
    until: date | None,
    day: date,
) -> Reason | None:
    """Give why a certificate does not prove the grade on a day, if it does not."""
    if until and until < day:
        return Reason(Why.CERTIFICATE_OVER, until.isoformat())
    if number is None:
        return None
    if certificate is None:
        return Reason(Why.CERTIFICATE_UNREADABLE, number)
    if grade and certificate.grade != grade:
        return Reason(Why.CERTIFICATE_OTHER, number)
    if certificate.year and certificate.year > day.year:
        return Reason(Why.CERTIFICATE_LATER, number)
    return None


def _within(rows: list[tuple[date, Any]], day: date) -> list[Any]:
    """Give what is dated in the year before a day, that day excluded."""
    start, end = (bisect_left(rows, when, key=_date) for when in (year_before(day), day))
    return [value for _day, value in rows[start:end]]


def _date(row: tuple[date, Any]) -> date:
    return row[0]


def _dated() -> Dated:
    return defaultdict(list)


def _days(policy: PolicyOnDay) -> int | None:
    """Give for how many days the policy was written, before any cancellation."""
    expiry = policy.record.expiry
    return (expiry - policy.record.inception).days + 1 if expiry else None
