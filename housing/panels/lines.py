"""What lines behind flats put on the day's board and on pages of others."""

from typing import cast

from flask import render_template, url_for
from markupsafe import Markup

from core.auth.access import actor
from core.auth.permissions import Permission
from core.panels import Counted, Panels
from core.session import db_session
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import Offer
from housing.panels.task_groups import OFFERS
from housing.services.offers.line_queries import count_free_with_line, line_of


def register_lines(panels: Panels) -> None:
    """Add lines to the registry."""
    panels.counted.append(Counted(Permission.MAKE_OFFERS, count_free_with_line, _to_offer))
    panels.add_section("offer", Permission.VIEW_LISTINGS, _behind)


def _to_offer(flats: int, first: int | None) -> list[Task]:
    """Nothing goes out by itself, unless somebody has said so of the line."""
    if not flats:
        return []
    return [
        Task(
            title=Sentence.counted(
                flats,
                "%(n)s flat is free, and households stand in line",
                "%(n)s flats are free, and households stand in line",
            ),
            why=Sentence(N_("Offer it to the next in line: nothing goes out before you do.")),
            action=Sentence(N_("Offer to the next")),
            url=url_for("housing.show_line", listing_id=first) if flats == 1 else url_for("housing.list_lines"),
            icon="people",
            group=OFFERS,
        )
    ]


def _behind(subject: object) -> Markup:
    """On an offer's page: who is next when it comes to nothing."""
    offer = cast(Offer, subject)
    line = line_of(db_session(), offer.listing_id, actor())
    return Markup(render_template("housing/_line_behind.html", line=line, listing=offer.listing))
