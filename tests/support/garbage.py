"""What was loaded and collected stays until the end: the search for garbage leaves it out, and comes less often.

With thousands of tests in memory it takes a third of the time otherwise.
"""

import gc
from collections.abc import Generator

import pytest

from core.garbage import spare_what_is_loaded

NEW_OBJECTS = 150_000  # between two looks: some ten tests, and what they leave behind fits into memory

gc.disable()  # from here on the tests and what they test are loaded


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing of what was loaded and is made here is garbage."""
    try:
        return (yield)
    finally:
        spare_what_is_loaded()
        gc.set_threshold(NEW_OBJECTS)
        gc.enable()
