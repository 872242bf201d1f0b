"""How often Python looks for garbage. Rows refer to one another, so only that search finds them.

Its own defaults are for small programs: while thousands of rows are stored it took a quarter of the time, walking again
and again through what the program had loaded (`make bench ONLY=imports`).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 50_000  # between two looks at the youngest; Python's own figure is 700


def spare_what_is_loaded() -> None:
    """To be called once everything is imported: none of that is garbage as long as the process lives."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


@contextmanager
def loading() -> Iterator[None]:
    """Around the imports themselves: Python would look again and again, a quarter of the time, and find nothing."""
    gc.disable()
    try:
        yield
    finally:
        spare_what_is_loaded()
        gc.enable()
