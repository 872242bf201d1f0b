"""The clock of the tests' day: they begin at NOW, whatever day and hour the machine has."""

from collections.abc import Generator, Iterator

import pytest
import time_machine

from tests.support.rows import NOW


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Days that a module reckons when it is loaded."""
    with time_machine.travel(NOW):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    """From there the clock goes on, and never back: who signed in for several tests did so before them."""
    with time_machine.travel(NOW):
        return (yield)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Holds the clock at NOW; `clock.shift` and `clock.move_to` move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
