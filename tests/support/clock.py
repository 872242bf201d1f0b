"""The clock of the tests' day, which only a test moves."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.support.rows import NOW


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Holds the clock at NOW; `clock.shift` and `clock.move_to` move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
