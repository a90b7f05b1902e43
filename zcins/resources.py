"""Where the files that come with the program lie: in the wheel, or beside the source."""

from pathlib import Path


def data_dir() -> Path:
    """Give the folder `data` with the scheme, the headers, the templates and the demo."""
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"
