"""Rewrite the demo's files: `python data/demo/make_demo.py [--check]`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from data.demo.build import main

    sys.exit(main(sys.argv[1:]))
