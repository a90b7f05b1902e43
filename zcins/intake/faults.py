"""What can be wrong with a cell, a row or a column, and the sentence that says so."""

from zcins.i18n import N_, _

MESSAGES = {
    "ambiguous_endorsement": N_(
        "several unnumbered rows change this policy differently; number the endorsements"
    ),
    "code_as_number": N_(
        "the code was typed as a number and has lost digits; type it again as text"
    ),
    "conflicting_rows": N_("rows with this key contradict each other; keep the right one"),
    "duplicate_key": N_("the same record stands in this file twice; it was taken once"),
    "expiry_before_inception": N_("the policy ends before it begins"),
    "external_links": N_("formulas take values from other files; what was last saved was read"),
    "foreign_currency": N_("the amount is in a foreign currency; write it in yuan"),
    "formula_error": N_(
        "the cell holds a formula that failed or was never worked out; write the value itself"
    ),
    "hidden_columns": N_("hidden columns were read like the others"),
    "hidden_rows": N_("hidden rows were read like the others"),
    "hidden_sheet": N_("the sheet is hidden; it was read like the others"),
    "invalid_amount": N_("this is not an amount of money"),
    "invalid_check_digit": N_("the check digit of the credit code is wrong; compare the licence"),
    "invalid_code": N_("this is not a code; another column may have slipped in here"),
    "invalid_date": N_("this is not a day between 1990 and 2099; write it like 2019-06-30"),
    "invalid_number": N_("this is not a whole number"),
    "invalid_period": N_("these are not two days; write them like 2018-11-02至2019-11-01"),
    "missing_column": N_("the table has no column for this field"),
    "missing_column_before": N_("a column of this insurer's last ledger is gone"),
    "missing_effective_day": N_("the endorsement does not say from which day it takes effect"),
    "missing_value": N_("the cell is empty, and the row cannot be taken without it"),
    "over_hand_entry": N_(
        "the register says otherwise than was entered by hand; from its day on the register holds"
    ),
    "second_reader": N_("the first reader could not read the file; a second one did"),
    "other_table": N_("a table of another kind was not read; put it into a file of its own"),
    "renamed_column": N_("the column has another name than in this insurer's last ledger"),
    "total_mismatch": N_("the stated total differs from the sum of the rows"),
    "unknown_sector": N_("the scheme knows no such sector"),
    "unknown_town": N_("the scheme knows no such town"),
    "unknown_value": N_("this is none of the words that the column may hold"),
    "unrecognised_column": N_("the column looks needed, but its name is not known"),
}


class CellFault(ValueError):  # noqa: N818 - a value that travels to the receipt, not an error
    """A cell that says something which its column cannot mean; `problem` is the code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def problem_message(code: str) -> str:
    """Give the sentence for a problem's code in the language of the screen."""
    return _(MESSAGES[code])
