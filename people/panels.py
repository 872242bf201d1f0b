"""What people's pages add to the shell and to the day's board."""

from datetime import date, timedelta
from typing import cast

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session

import people.jobs  # noqa: F401  (registers itself)
from core.audit.privacy import PrivateRows
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import day_of
from core.documents.pages import documents_section
from core.installation import is_an_office
from core.panels import Counted, MenuEntry, Panels
from core.ports import answer_to
from core.tasks import FIRST_STEPS, Task, TaskGroup
from core.text import N_, Sentence
from people import finders
from people.audit_words import STEPS, SUBJECTS
from people.happenings import register_happenings
from people.models import HandOver, Household, HouseholdDocument, Identifier, LogEntry
from people.ports import NextSteps
from people.same_panels import register_same
from people.services.hand_overs import unseen
from people.services.identifiers import papers_ending
from people.services.log import hidden_notes, steps_due
from people.services.officers import households_waiting
from people.words import IDENTIFIER_WORDS

STEPS_COME_UP = timedelta(days=7)
MOST_HOUSEHOLDS = 8
PAPERS = TaskGroup("papers", Sentence(N_("Papers")))
NEXT_STEPS = TaskGroup("steps", Sentence(N_("Next steps")))

_PAGES = (
    "show_household", "add_household", "change_household", "add_member", "change_member", "move_members",
    "choose_account", "show_person", "change_person", "add_identifier", "change_identifier", "check_paper",
    "add_household_contact", "add_person_contact", "add_enterprise_contact", "change_contact", "list_enterprises",
    "show_enterprise", "add_enterprise", "change_enterprise", "add_document", "add_log_entry",
    "change_officer", "move_stage", "correct_stage", "show_timeline", "give_consent", "add_household_place",
    "change_household_place",
    "show_means", "add_income", "correct_income", "add_support", "correct_support",
    "list_person_pairs", "show_person_pair", "merge_people", "merge_households",
    "hand_over_cases", "list_hand_overs", "show_hand_over", "add_task",
)  # fmt: skip


def register(panels: Panels) -> None:
    """Add the place of the households, their papers, what waits there, and how people are found."""
    finders.register(panels)
    register_happenings(panels)
    register_same(panels)
    panels.add_audit_words(STEPS, SUBJECTS)
    panels.private["log_entry"] = PrivateRows(hidden_notes, told={"note": None, "is_restricted": False})
    panels.private["log_reader"] = PrivateRows(hidden_notes)
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Households")),
            "people.list_households",
            Permission.VIEW_HOUSEHOLDS,
            order=20,
            endpoints=frozenset(f"people.{page}" for page in _PAGES),
        )
    )
    panels.menu.append(
        MenuEntry(Sentence(N_("Other support")), "people.set_blocking_support", Permission.ADMINISTER, order=96)
    )
    panels.add_section("household", Permission.VIEW_DOCUMENTS, _documents_of)
    panels.add_section("board-head", Permission.EDIT_HOUSEHOLDS, _new_household)
    panels.counted.append(Counted(Permission.EDIT_HOUSEHOLDS, _wants_first, _to_begin))
    panels.tasks.append((Permission.EDIT_HOUSEHOLDS, _papers_ending))
    panels.tasks.append((Permission.EDIT_HOUSEHOLDS, _handed_over))
    panels.tasks.append((Permission.EDIT_HOUSEHOLDS, _steps_due))
    panels.board_cards.append((Permission.EDIT_HOUSEHOLDS, _own_households))


def _new_household(_subject: object) -> Markup:
    return Markup('<a class="btn btn-secondary" href="{}">{}</a>').format(
        url_for("people.add_household"), _("New household")
    )


def _documents_of(subject: object) -> Markup:
    household = cast(Household, subject)
    query = select(HouseholdDocument).where(HouseholdDocument.household_id == household.id)
    return documents_section(query, household.centre_id, url_for("people.add_document", household_id=household.id))


def _own_households(session: Session, user: User, on: date) -> Markup:
    waiting, count = households_waiting(session, user, answer_to(NextSteps), on=on, most=MOST_HOUSEHOLDS)
    rows = [(household, step, (on - day_of(household.created_at)).days) for household, step in waiting]
    return Markup(render_template("people/_own_households.html", waiting=rows, count=count, on=on))


def _wants_first(user: User, on: date) -> Select[bool]:
    return select(and_(is_an_office(), ~exists().where(Household.id.is_not(None))).label("first_household"))


def _to_begin(is_wanted: bool) -> list[Task]:
    """The first household of an office."""
    if not is_wanted:
        return []
    task = Task(
        title=Sentence(N_("Write the first household down")),
        why=Sentence(N_("Its page says what comes next. Many at once come from a file, on the page of households.")),
        action=Sentence(N_("New household")),
        url=url_for("people.add_household"),
        icon="people",
        group=FIRST_STEPS,
    )
    return [task]


def _papers_ending(session: Session, user: User, on: date) -> list[Task]:
    return [_paper_ending(paper, household, user) for paper, household in papers_ending(session, user, on=on)]


def _paper_ending(paper: Identifier, household: Household, user: User) -> Task:
    return Task(
        title=Sentence(N_("Renew a paper of %(name)s"), {"name": paper.person.name}),
        why=Sentence(
            N_("%(kind)s, household %(reference)s: valid until %(day)s."),
            {"kind": IDENTIFIER_WORDS[paper.kind], "reference": household.reference, "day": paper.last_day},
        ),
        action=Sentence(N_("Open")),
        url=url_for("people.show_person", person_id=paper.person_id),
        icon="file-earmark-text",
        group=PAPERS,
        due_on=paper.last_day,
        is_mine=household.officer_id == user.id,
    )


def _steps_due(session: Session, user: User, on: date) -> list[Task]:
    return [_step_due(entry, user) for entry in steps_due(session, user, by=on + STEPS_COME_UP, on=on)]


def _step_due(entry: LogEntry, user: User) -> Task:
    """What another has not done in time stands there too, with whose it is."""
    assert entry.household is not None  # only those of households are asked for
    assert entry.responsible is not None
    values = {"household": entry.household.name, "reference": entry.household.reference, "day": entry.due_on}
    is_mine = entry.responsible_id == user.id
    why = N_("%(household)s (%(reference)s), until %(day)s.")
    if not is_mine:
        why = N_("%(household)s (%(reference)s), until %(day)s: %(name)s has not done it.")
        values["name"] = entry.responsible.name
    return Task(
        title=Sentence(N_("To do: %(what)s"), {"what": entry.next_step}),
        why=Sentence(why, values),
        action=Sentence(N_("Open")),
        url=url_for("people.show_household", household_id=entry.household_id),
        icon="list-check",
        group=NEXT_STEPS,
        due_on=entry.due_on,
        is_mine=is_mine,
    )


def _handed_over(session: Session, user: User, on: date) -> list[Task]:
    return [_came(handed) for handed in unseen(session, user)]


def _came(handed: HandOver) -> Task:
    values = {"households": len(handed.household_ids), "steps": len(handed.entry_ids)}
    return Task(
        title=Sentence(N_("%(name)s handed over cases to you"), {"name": handed.from_user.name}),
        why=Sentence(N_("Households: %(households)s. Next steps: %(steps)s."), values),
        action=Sentence(N_("Look at them")),
        url=url_for("people.show_hand_over", hand_over_id=handed.id),
        icon="person",
        group=NEXT_STEPS,
        is_mine=True,
    )
