"""The audit's place in the navigation, and the history at the foot of many pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import render_template
from markupsafe import Markup

from core.audit.changes import identity
from core.audit.models import AuditEvent
from core.audit.queries import Kept, changes_in, history_of
from core.audit_words import STEPS, SUBJECTS
from core.auth.access import actor
from core.auth.permissions import Permission
from core.db import Base
from core.panels import MenuEntry, Panels, ValueWords, panels
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


@dataclass(frozen=True, slots=True)
class Told:
    """What a value was and is, in words; None where it is none."""

    old: object | None
    new: object | None


def register(registry: Panels) -> None:
    """Comes after all others: the history stands below what is done now."""
    pages = frozenset({"core.show_audit"})
    registry.menu.append(
        MenuEntry(Sentence(N_("Audit")), "core.list_audit", Permission.VIEW_AUDIT, order=97, endpoints=pages)
    )
    registry.add_audit_words(STEPS, SUBJECTS)
    for place, permission in HISTORIES.items():
        registry.add_section(place, permission, _history_of)


def _history_of(subject: object) -> Markup:
    row = cast(Base, subject)
    entries, names = history_of(db_session(), row, limit=MOST_SHOWN)
    kind, row_id = identity(row)
    facts = {"entries": entries, "names": names, "subject": f"{kind}-{row_id}", "told": _told(row, entries)}
    return Markup(render_template("core/_history.html", **facts))


def _told(row: Base, entries: Sequence[AuditEvent]) -> Mapping[int, list[Told]]:
    """By entry what it changed, of the columns whose values have words."""
    words = panels().values.get(row.__tablename__)
    changes = changes_in(db_session(), entries, row, actor()) if words else {}
    return {
        entry: [told for kept in found for told in _in_words(kept, words or {})] for entry, found in changes.items()
    }


def _in_words(kept: Kept, words: Mapping[str, ValueWords]) -> Iterator[Told]:
    """Nothing of a row that is new or gone, and nothing that is not this reader's."""
    old, new = ((kept.values or {}).get(when) or {} for when in ("old", "new"))
    for column in words:
        if column in old and column in new:
            yield Told(words[column].get(old[column]), words[column].get(new[column]))
