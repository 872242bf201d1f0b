"""What was loaded and collected stays until the end: the search for garbage leaves it out, and comes less often.

With thousands of tests in memory it takes a third of the time otherwise.
"""

import gc
from collections.abc import Generator

import pytest

NEW_OBJECTS = 50_000  # between two looks; Python's own 700 are for small programs


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of what this loads and makes is garbage."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(NEW_OBJECTS)
        gc.enable()
