"""Introductions: a lower package states a need as a Protocol, a higher one answers, `app.py` brings them together."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app

Port = TypeVar("Port")


def answer_to(port: Callable[..., Port]) -> Port:
    """What the running application answers to this protocol with. Raises KeyError when nobody does."""
    answers: dict[Any, Any] = current_app.extensions["stegi.ports"]
    found: Port = answers[port]
    return found
