"""The pilot's law as dated entries with their sources, and the questions one can ask of it."""

from zcins.scheme.entries import (
    AccidentGrade,
    Department,
    Entry,
    Insurer,
    Obligation,
    Pilot,
    PilotStep,
    PreventionUse,
    Product,
    Sector,
    Threshold,
    Town,
)
from zcins.scheme.faults import Fault, nearest
from zcins.scheme.indicators import Indicator, Measure
from zcins.scheme.load import Loaded, read_files
from zcins.scheme.publication import PublicColumn
from zcins.scheme.rates import INPUTS, Band, Factor, FactorBand, Subsidy, Tariff
from zcins.scheme.scheme import Scheme
from zcins.scheme.tables import TABLES

__all__ = [
    "INPUTS",
    "TABLES",
    "AccidentGrade",
    "Band",
    "Department",
    "Entry",
    "Factor",
    "FactorBand",
    "Fault",
    "Indicator",
    "Insurer",
    "Loaded",
    "Measure",
    "Obligation",
    "Pilot",
    "PilotStep",
    "PreventionUse",
    "Product",
    "PublicColumn",
    "Scheme",
    "Sector",
    "Subsidy",
    "Tariff",
    "Threshold",
    "Town",
    "nearest",
    "read_files",
]
