"""Several people who do something in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.errors import StegiError

CLASH = "The database refused it."  # whoever came by a page is asked to look again


def at_once(session: Session, *steps: Callable[[Session], object]) -> list[str]:
    """What becomes of steps that are taken at the same time, each in a transaction of its own on the same database.

    Each is "done", the sentence by which it was refused, or CLASH; they come sorted, for who is first is chance.
    """
    engine, start = session.get_bind(), Barrier(len(steps))
    assert isinstance(engine, Engine)

    def take(step: Callable[[Session], object]) -> str:
        with Session(engine) as own:
            start.wait()
            try:
                step(own)
                own.commit()
            except StegiError as refusal:
                return str(refusal)
            except IntegrityError:
                return CLASH
        return "done"

    with ThreadPoolExecutor(len(steps)) as together:
        return sorted(together.map(take, steps))
