"""Toolkit of a district office that runs compulsory work-safety liability insurance."""

__version__ = "0.1.0"
