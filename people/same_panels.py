"""Who may be written down twice: on the day's board."""

from datetime import date

from flask import url_for
from sqlalchemy import Select, select

from core.auth.models import User
from core.auth.permissions import Permission
from core.pairs.services import count_open
from core.panels import Counted, Panels
from core.tasks import Task, TaskGroup
from core.text import N_, Sentence
from people.models import PersonPair
from people.services.same_people import both_people_seen

PEOPLE = TaskGroup("people", Sentence(N_("People")))


def register_same(panels: Panels) -> None:
    """Add it to the registry."""
    panels.counted.append(Counted(Permission.EDIT_HOUSEHOLDS, _pairs_waiting, _to_compare))


def _pairs_waiting(user: User, on: date) -> Select[int]:
    return select(count_open(PersonPair, both_people_seen(user)).label("people"))


def _to_compare(people: int) -> list[Task]:
    if not people:
        return []
    return [
        Task(
            title=Sentence.counted(
                people, "%(n)s pair of records may be one person", "%(n)s pairs of records may be one person"
            ),
            why=Sentence(N_("Who is written down twice counts twice, and may be given two homes.")),
            action=Sentence(N_("Compare")),
            url=url_for("people.list_person_pairs"),
            icon="files",
            group=PEOPLE,
        )
    ]
