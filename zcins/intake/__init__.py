"""Spreadsheets in: any file to grids, grids to tables, cells to values, values to records."""
