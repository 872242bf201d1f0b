"""What belongs to a landlord's page beside the landlord itself."""

from collections.abc import Callable

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy import select

from core.audit import record_along
from core.auth.access import actor
from core.auth.permissions import Permission
from core.dates import today
from core.documents.pages import documents_section
from core.pairs.services import open_pairs_of
from core.session import db_session
from housing.models import Landlord, LandlordDocument, LandlordPair
from housing.services.landlords.complaints import complaints_of_landlord
from housing.services.landlords.discrimination import reports_of
from housing.services.landlords.landlord_letters import find_keeper
from housing.services.landlords.landlord_reach import sees_landlord_papers
from housing.services.landlords.same_landlords import both_landlords_seen, other_records
from housing.services.landlords.talks import refusals_of, talks_of
from people.services.log import readings_of


def landlord_sections(landlord: Landlord) -> list[Markup]:
    """What this person may see, in the order in which the page shows it.

    On a record that was merged into another nothing hangs but that.
    """
    same = ((Permission.VIEW_LISTINGS, _same),)
    parts = (
        *same,
        (Permission.VIEW_LISTINGS, _talks),
        (Permission.VIEW_DOCUMENTS, _documents),
        (Permission.VIEW_LEASES, _complaints),
        (Permission.KEEP_DISCRIMINATION_LOG, _discrimination),
    )
    return [
        _shown(part, permission, landlord)
        for permission, part in (same if landlord.same_as else parts)
        if actor().may(permission)
    ]


def _shown(part: Callable[[Landlord], str], permission: Permission, landlord: Landlord) -> Markup:
    with actor().acting_under(permission):
        return Markup(part(landlord))


def _same(landlord: Landlord) -> str:
    may_edit = actor().may(Permission.EDIT_LISTINGS)
    return render_template(
        "housing/_same_landlord.html",
        landlord=landlord,
        records=other_records(db_session(), landlord),
        pairs=open_pairs_of(db_session(), LandlordPair, landlord.id, both_landlords_seen(actor())),
        may_edit=may_edit,
        may_part=may_edit and landlord.same_as_id and sees_landlord_papers(db_session(), landlord, actor()),
    )


def _talks(landlord: Landlord) -> str:
    talks, refusals = talks_of(db_session(), landlord), refusals_of(db_session(), landlord)
    record_along(db_session(), readings_of([talk.entry for talk in talks], actor()))
    template = "housing/_landlord_talks.html"
    return render_template(template, landlord=landlord, talks=talks, refusals=refusals, on=today())


def _documents(landlord: Landlord) -> str:
    """Those that this person's centres keep."""
    keeper = find_keeper(db_session(), landlord, actor())
    kept = select(LandlordDocument).where(
        LandlordDocument.landlord_id == landlord.id, actor().sees(LandlordDocument.kept_by_id)
    )
    add_url = url_for("housing.add_landlord_document", landlord_id=landlord.id)
    return documents_section(kept, keeper.id, add_url) if keeper else ""


def _complaints(landlord: Landlord) -> str:
    complaints = complaints_of_landlord(db_session(), landlord, actor())
    return render_template("housing/_complaints.html", complaints=complaints, of_landlord=True)


def _discrimination(landlord: Landlord) -> str:
    reports = reports_of(db_session(), landlord, actor())
    return render_template("housing/_landlord_discrimination.html", landlord=landlord, reports=reports)
