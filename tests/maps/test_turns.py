"""One question a second for the whole service, whoever asks."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from core.db import prepare_engine
from maps.geocoding import GeocoderUnavailable
from maps.turns import LONGEST_WAIT, PAUSE, Turns
from tests.support.rows import NOW

FEW = 5


@contextmanager
def another_process(session: Session) -> Iterator[sessionmaker[Session]]:
    """An engine of its own on the same database, as another worker or web process has it."""
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    engine = create_engine(bind.url)
    prepare_engine(engine)
    yield sessionmaker(engine)
    engine.dispose()


def test_two_processes_never_ask_in_the_same_second(session: Session):
    session.commit()
    start, slept = Barrier(2), []

    def ask(sessions: sessionmaker[Session]) -> list[object]:
        turns = Turns(sessions, sleep=slept.append)
        start.wait()
        return [turns.take() for _ in range(FEW)]

    with another_process(session) as one, another_process(session) as other, ThreadPoolExecutor(2) as together:
        taken = sorted(moment for moments in together.map(ask, [one, other]) for moment in moments)
    assert len(taken) == 2 * FEW
    assert all(later - earlier >= PAUSE for earlier, later in pairwise(taken))
    assert max(slept) > 1  # each waits for its own moment


def test_a_turn_comes_at_once_after_a_quiet_second_and_else_after_the_pause(session: Session):
    session.commit()
    slept: list[float] = []
    turns = Turns(sessionmaker(session.get_bind()), now=lambda: NOW, sleep=slept.append)
    assert [turns.take() for _ in range(3)] == [NOW, NOW + PAUSE, NOW + 2 * PAUSE]
    assert slept == pytest.approx([0, 1.1, 2.2])


def test_nobody_is_kept_waiting_for_long(session: Session):
    session.commit()
    turns = Turns(sessionmaker(session.get_bind()), pause=timedelta(seconds=4), now=lambda: NOW, sleep=lambda _: None)
    waits = [turns.take() - NOW for _ in range(3)]
    assert waits[-1] <= LONGEST_WAIT
    with pytest.raises(GeocoderUnavailable):
        turns.take()
    with pytest.raises(GeocoderUnavailable):  # who was turned away takes no turn
        turns.take()


def test_a_turn_that_a_wrong_clock_gave_away_keeps_nobody_waiting(session: Session):
    session.commit()
    ahead = Turns(sessionmaker(session.get_bind()), now=lambda: NOW + timedelta(days=365), sleep=lambda _: None)
    ahead.take()
    turns = Turns(sessionmaker(session.get_bind()), now=lambda: NOW, sleep=lambda _: None)
    assert [turns.take() for _ in range(2)] == [NOW, NOW + PAUSE]
