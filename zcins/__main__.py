"""Run as `python -m zcins`."""

from zcins.cli import main

main()
