"""Asking whether somebody who was just typed is written down already."""

from collections.abc import Sequence

from core.audit import record_read
from core.auth.access import actor
from core.session import db_session
from people.forms.alike import ApartField
from people.services.alike import Alike, people_like
from people.services.persons import PersonDetails


def ask_about(apart: ApartField, typed: Sequence[PersonDetails], phone: str | None = None) -> list[Alike]:
    """Those of whom nobody has said yet that they are others; none: whoever was typed is new."""
    found = people_like(db_session(), typed, actor(), phone=phone)
    if apart.is_about({alike.person.id for alike in found}):
        return []
    for person in dict.fromkeys(alike.person for alike in found):
        record_read(db_session(), "show-alike", person, actor=actor())
    return found
