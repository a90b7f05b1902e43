"""How many headers and columns of labelled sheets are found: the figures that the README states."""

from benchmarks.headers import measure


def test_most_tables_and_columns_of_labelled_sheets_are_found() -> None:
    share = measure()
    assert share.sheets >= 60
    assert share.tables_found / share.tables >= 0.9, share.missed
    assert share.columns_found / share.columns >= 0.92, share.missed


def test_only_names_that_are_on_no_list_are_missed() -> None:
    unlisted = ("policies 12", "policies 13")
    assert [each for each in measure().missed if not each.startswith(unlisted)] == []
