"""What happened reaches those who wait for it, in the same transaction."""

import subprocess
import sys
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from core import events


@dataclass(frozen=True)
class DoorOpened:
    number: int


@dataclass(frozen=True)
class DoorClosed:
    number: int


def test_commands_which_need_no_application_are_heard_too():
    """Importing the front door is enough, as the command line does."""
    told = "import app, core.events, sys; sys.exit(core.events._handlers != app.HANDLERS)"
    assert subprocess.run([sys.executable, "-c", told]).returncode == 0


def test_handlers_of_a_kind_are_called_in_their_order_with_the_session(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    heard: list[tuple[str, Session, object]] = []
    monkeypatch.setattr(
        events,
        "_handlers",
        {DoorOpened: [lambda s, e: heard.append(("first", s, e)), lambda s, e: heard.append(("second", s, e))]},
    )
    events.publish(session, DoorOpened(3))
    events.publish(session, DoorClosed(3))
    assert heard == [("first", session, DoorOpened(3)), ("second", session, DoorOpened(3))]


def test_what_a_handler_raises_ends_what_was_begun(session: Session, monkeypatch: pytest.MonkeyPatch):
    def refuse(session: Session, event: object) -> None:
        raise ValueError("not this door")

    monkeypatch.setattr(events, "_handlers", {DoorOpened: [refuse]})
    with pytest.raises(ValueError, match="not this door"):
        events.publish(session, DoorOpened(3))


def test_registering_again_does_not_call_twice(monkeypatch: pytest.MonkeyPatch, session: Session):
    monkeypatch.setattr(events, "_handlers", {})
    heard: list[object] = []
    for _time in range(2):
        events.register({DoorOpened: [lambda session, event: heard.append(event)]})
    events.publish(session, DoorOpened(3))
    assert heard == [DoorOpened(3)]
