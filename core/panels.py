"""What higher packages put on pages of lower ones: menu entries, tasks of the day, sections of a page,
days of a calendar.

`app.py` holds one `Panels` for each application; a package adds to it when it is registered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from flask import current_app, request, url_for
from markupsafe import Markup
from sqlalchemy import FromClause, Select, select, true
from sqlalchemy.orm import Session

from core.audit.privacy import PrivateRows
from core.audit.queries import SharedRows
from core.auth.models import User
from core.auth.permissions import Permission
from core.calendar.entries import Entry
from core.i18n import say
from core.search import Finder
from core.tasks import Board, Task
from core.text import Sentence
from core.timeline import Happening


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place of the navigation, shown to those who may enter it."""

    label: Sentence
    endpoint: str
    permission: Permission
    order: int
    endpoints: frozenset[str] = frozenset()  # further endpoints that belong to this place


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A menu entry as a page shows it."""

    label: str
    url: str
    is_current: bool


Tasks = Callable[[Session, User, date], list[Task]]
Section = Callable[[object], Markup]
BoardCard = Callable[[Session, User, date], Markup]
Dates = Callable[[Session, User, date], Iterable[Entry]]
ValueWords = Mapping[Any, Any]  # of an enum, in the reader's language
HouseholdDates = Callable[[Session, int, date], Iterable[Entry]]  # by the key of the household
Happenings = Callable[[Session, Any], Iterable[Happening]]  # of a household


@dataclass(frozen=True, slots=True)
class Counted:
    """What waits and is told only as how much: a query for one row of counts, and the tasks that its counts make.

    Of every package they are asked for together, by one query.
    """

    permission: Permission
    query: Callable[[User, date], Select[*tuple[Any, ...]]]
    tasks: Callable[..., list[Task]]


@dataclass
class Panels:
    """The registry."""

    menu: list[MenuEntry] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)  # by endpoint the place of a lower package where it stands
    tasks: list[tuple[Permission | None, Tasks]] = field(default_factory=list)  # None: whoever works here
    counted: list[Counted] = field(default_factory=list)
    sections: dict[str, list[tuple[Permission, Section]]] = field(default_factory=dict)
    board_cards: list[tuple[Permission, BoardCard]] = field(default_factory=list)
    dates: list[tuple[Permission, Dates]] = field(default_factory=list)
    household_dates: list[HouseholdDates] = field(default_factory=list)
    happenings: list[tuple[Permission, Happenings]] = field(default_factory=list)
    finders: list[Finder] = field(default_factory=list)
    steps: dict[str, Sentence] = field(default_factory=dict)  # of the audit, by name
    subjects: dict[str, Sentence] = field(default_factory=dict)  # what rows are called, by table
    values: dict[str, Mapping[str, ValueWords]] = field(default_factory=dict)  # told in histories, by table and column
    shared: dict[str, SharedRows] = field(default_factory=dict)  # whose entries no single centre has, by table
    private: dict[str, PrivateRows] = field(default_factory=dict)  # of which the audit tells few, by table

    def add_audit_words(self, steps: Mapping[str, str], subjects: Mapping[str, str]) -> None:
        """Say in words what the steps of a package are, and what they are about."""
        self.steps |= {name: Sentence(words) for name, words in steps.items()}
        self.subjects |= {table: Sentence(words) for table, words in subjects.items()}

    def add_section(self, place: str, permission: Permission, section: Section) -> None:
        """Put a section on the pages that offer `place`."""
        self.sections.setdefault(place, []).append((permission, section))

    def add_pages(self, place: str, pages: Iterable[str]) -> None:
        """Let these endpoints stand at a place of the menu that a lower package has."""
        self.pages |= dict.fromkeys(pages, place)

    def navigation(self, user: User, at: str | None = None) -> list[NavigationItem]:
        """The places this person may enter, in order. `at` is the endpoint where the page stands, else its own."""
        endpoint = at or request.endpoint or ""
        here = self.pages.get(endpoint, endpoint)
        entries = sorted((e for e in self.menu if user.may(e.permission)), key=lambda e: e.order)
        return [NavigationItem(say(e.label), url_for(e.endpoint), here in {e.endpoint, *e.endpoints}) for e in entries]

    def board(self, session: Session, user: User, on: date) -> Board:
        """Everything that waits for this person, the most urgent first."""
        found: list[Task] = []
        for permission, tasks in self.tasks:
            if permission is None:
                found += tasks(session, user, on)
            elif user.may(permission):
                with user.acting_under(permission):
                    found += tasks(session, user, on)
        return Board.of([*found, *self._counted(session, user, on)], on)

    def _counted(self, session: Session, user: User, on: date) -> list[Task]:
        asked: list[tuple[Counted, FromClause]] = []
        for one in self.counted:
            if user.may(one.permission):
                with user.acting_under(one.permission):
                    asked.append((one, one.query(user, on).subquery()))
        if not asked:
            return []
        together = reduce(lambda before, rows: before.join(rows, true()), (rows for _one, rows in asked))
        counts = iter(session.execute(select(together)).one())
        return [task for one, rows in asked for task in one.tasks(*(next(counts) for _column in rows.c))]

    def cards(self, session: Session, user: User, on: date) -> list[Markup]:
        """What this person sees under the queue of the day's board."""
        found: list[Markup] = []
        for permission, card in self.board_cards:
            if user.may(permission):
                with user.acting_under(permission):
                    found.append(card(session, user, on))
        return found

    def finders_for(self, user: User) -> list[Finder]:
        """What this person may look for."""
        return [finder for finder in self.finders if user.may(finder.permission)]

    def calendar(self, session: Session, user: User, on: date) -> list[Entry]:
        """The days that matter to this person."""
        found: list[Entry] = []
        for permission, dates in self.dates:
            if user.may(permission):
                with user.acting_under(permission):
                    found += dates(session, user, on)
        return found

    def household_calendar(self, session: Session, household_id: int, on: date) -> list[Entry]:
        """A household's own days, in their order."""
        found = [entry for dates in self.household_dates for entry in dates(session, household_id, on)]
        return sorted(found, key=lambda entry: (entry.on, entry.key))

    def timeline(self, session: Session, household: object, centre_id: int, user: User) -> list[Happening]:
        """What happened to a household, as far as this person may see it at its centre."""
        found: list[Happening] = []
        for permission, happenings in self.happenings:
            if user.may(permission, centre_id):
                with user.acting_under(permission):
                    found += happenings(session, household)
        return found

    def shown(self, place: str, subject: object, centre_id: int | None, user: User) -> list[Markup]:
        """The sections for one subject that this person may see at its centre; without one, those for many."""
        found: list[Markup] = []
        for permission, section in self.sections.get(place, []):
            if user.may(permission, centre_id):
                with user.acting_under(permission):
                    found.append(section(subject))
        return found


def panels() -> Panels:
    """The registry of the running application."""
    registry: Panels = current_app.extensions["stegi.panels"]
    return registry
