"""The same question put to splink 5, which must be installed beside zcins for it."""

from collections.abc import Sequence
from typing import Any


def best_by_splink(names: Sequence[str], asked: Sequence[str]) -> list[int]:
    """Give for each name that is asked the number (from 1) of the best match, 0 for none."""
    import pandas as pd
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    register = _table(pd, names)
    ledger = _table(pd, asked)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8]),
            compare.ExactMatch("head"),
            compare.ExactMatch("tail"),
        ],
        blocking_rules_to_generate_predictions=[block_on("head"), block_on("tail")],
    )
    engine = DuckDBAPI()
    tables = [engine.register(register), engine.register(ledger)]
    linker = Linker(tables, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    found = linker.inference.predict().as_pandas_dataframe()
    best = found.sort_values("match_weight").groupby("unique_id_r")["unique_id_l"].last()
    return [int(best.get(number, 0)) for number in range(1, len(asked) + 1)]


def _table(pd: Any, names: Sequence[str]) -> Any:
    """Give names with their first and their last five characters, by which they are blocked."""
    rows = {
        "unique_id": range(1, len(names) + 1),
        "name": names,
        "head": [name[:4] for name in names],
        "tail": [name[-8:] for name in names],
    }
    return pd.DataFrame(rows)
