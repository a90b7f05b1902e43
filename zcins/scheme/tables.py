"""The tables of the scheme and the files they stand in."""

from zcins.scheme.entries import (
    AccidentGrade,
    Department,
    Entry,
    Extension,
    Insurer,
    InsurerWords,
    Obligation,
    Pilot,
    PilotStep,
    PreventionUse,
    Product,
    Sector,
    Threshold,
    Town,
    UniformTerms,
)
from zcins.scheme.indicators import Indicator
from zcins.scheme.publication import PublicColumn
from zcins.scheme.rates import Factor, Subsidy, Tariff

MODELS: tuple[type[Entry], ...] = (
    Pilot,
    PilotStep,
    Sector,
    Obligation,
    Town,
    Insurer,
    InsurerWords,
    Department,
    Product,
    UniformTerms,
    Extension,
    PreventionUse,
    Threshold,
    AccidentGrade,
    Tariff,
    Factor,
    Subsidy,
    Indicator,
    PublicColumn,
)
TABLES: dict[str, type[Entry]] = {model.table: model for model in MODELS}
FILES: frozenset[str] = frozenset(model.file for model in MODELS)
