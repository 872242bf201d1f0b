"""The audit's place in the navigation, and the history at the foot of many pages."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.audit.changes import identity
from core.audit.queries import history_of, names_of_staff
from core.audit_words import STEPS, SUBJECTS
from core.auth.permissions import Permission
from core.db import Base
from core.panels import MenuEntry, Panels
from core.session import db_session
from core.text import N_, Sentence

# Pages that end with the history of what they show, and who may read it there.
HISTORIES = {
    "household": Permission.VIEW_HOUSEHOLDS,
    "listing": Permission.VIEW_LISTINGS,
    "offer": Permission.VIEW_LISTINGS,
    "lease": Permission.VIEW_LEASES,
    "award": Permission.VIEW_AWARDS,
    "batch": Permission.VIEW_PAYMENTS,
}
MOST_SHOWN = 20


def register(panels: Panels) -> None:
    """Comes after all others: the history stands below what is done now."""
    pages = frozenset({"core.show_audit"})
    panels.menu.append(
        MenuEntry(Sentence(N_("Audit")), "core.list_audit", Permission.VIEW_AUDIT, order=97, endpoints=pages)
    )
    panels.add_audit_words(STEPS, SUBJECTS)
    for place, permission in HISTORIES.items():
        panels.add_section(place, permission, _history_of)


def _history_of(subject: object) -> Markup:
    row = cast(Base, subject)
    entries = history_of(db_session(), row, limit=MOST_SHOWN)
    names = names_of_staff(db_session(), entries)
    kind, row_id = identity(row)
    return Markup(render_template("core/_history.html", entries=entries, names=names, subject=f"{kind}-{row_id}"))
