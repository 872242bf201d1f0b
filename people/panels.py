"""What people's pages add to the shell."""

from typing import cast

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select

from core.auth.permissions import Permission
from core.documents.pages import documents_section
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence
from people import finders
from people.models import Household, HouseholdDocument


def register(panels: Panels) -> None:
    """Add the place of the households, the papers on a household's page, and how people are found."""
    finders.register(panels)
    pages = (
        "show_household",
        "add_household",
        "change_household",
        "add_member",
        "change_member",
        "move_members",
        "show_person",
        "change_person",
        "add_document",
    )
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Households")),
            "people.list_households",
            Permission.VIEW_HOUSEHOLDS,
            order=20,
            endpoints=frozenset(f"people.{page}" for page in pages),
        )
    )
    panels.add_section("household", Permission.VIEW_DOCUMENTS, _documents_of)


def _documents_of(subject: object) -> Markup:
    household = cast(Household, subject)
    query = select(HouseholdDocument).where(HouseholdDocument.household_id == household.id)
    return documents_section(query, household.centre_id, url_for("people.add_document", household_id=household.id))
