"""How messages leave: what every way promises."""

from dataclasses import dataclass
from typing import Protocol

import click

from core.text import Sentence


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it leaves."""

    token: str
    recipient: str
    subject: str
    body: str


class NotNow(Exception):
    """It did not leave; trying again later may help."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Never(NotNow):
    """It did not leave, and trying again will not help."""


class Unclear(NotNow):
    """It may have left; nobody knows."""


class Transport(Protocol):
    """One way out. Returns when the next server has taken the message; raises NotNow, Never or Unclear."""

    def send(self, message: Outgoing) -> None: ...


class Console:
    """Shows messages on the terminal of a demonstration instead of sending them."""

    def send(self, message: Outgoing) -> None:
        click.echo(f"To {message.recipient}: {message.subject}\n{message.body}\n")
