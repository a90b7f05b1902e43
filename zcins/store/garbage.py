"""The collector of cycles, kept away where many records are made at once and none in cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage() -> Iterator[None]:
    """Pause the collector within the block: it would walk all the records again and again.

    What was made meanwhile counts as old afterwards, so that it is not walked at once then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
