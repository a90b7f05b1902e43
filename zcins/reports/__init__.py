"""Documents out: the year's summary as an official text, a workbook and a page."""

from zcins.reports.annex import annex
from zcins.reports.document import document
from zcins.reports.facts import Facts, facts
from zcins.reports.page import page

__all__ = ["Facts", "annex", "document", "facts", "page"]
