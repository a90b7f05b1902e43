"""The night run: what came in is taken, audited, told to whom it concerns, and backed up."""
