"""A household's own days: as a file, and as a private feed for the calendar of its telephone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import public
from core.calendar.feeds import close_feeds, feed_of, find_open_feed, open_feed
from core.calendar.pages import calendar_answer
from core.dates import today, utc_now
from core.i18n import speaking, spoken
from core.own_address import full_url
from core.panels import panels
from core.session import db_session
from people.models import Household
from portal.access import for_household, own_household
from portal.models import HouseholdFeed
from portal.views.blueprint import bp


@bp.get("/my/calendar")
@for_household
def show_calendar() -> ResponseReturnValue:
    household = own_household()
    feed = find_open_feed(db_session(), HouseholdFeed, HouseholdFeed.household_id == household.id)
    days = panels().household_calendar(db_session(), household.id, today())
    record_read(db_session(), "show-own-days", household, actor=household)
    return render_template("portal/show_calendar.html", feed=feed, address=None, days=days, on=today())


@bp.get("/my/calendar.ics")
@for_household
def download_calendar() -> ResponseReturnValue:
    return _days_of(own_household())


@bp.post("/my/calendar/open")
@for_household
def open_calendar() -> ResponseReturnValue:
    """Answers with the address itself: it is shown this once and cannot be shown again."""
    household = own_household()
    feed = HouseholdFeed(household_id=household.id)
    token = open_feed(db_session(), feed, household, HouseholdFeed.household_id == household.id, at=utc_now())
    address = full_url(".household_feed", token=token)
    days = panels().household_calendar(db_session(), household.id, today())
    return render_template("portal/show_calendar.html", feed=feed, address=address, days=days, on=today())


@bp.post("/my/calendar/close")
@for_household
def close_calendar() -> ResponseReturnValue:
    household = own_household()
    close_feeds(db_session(), HouseholdFeed, household, HouseholdFeed.household_id == household.id, at=utc_now())
    flash(_("The calendar is closed: its address answers nobody."))
    return redirect(url_for(".show_calendar"))


@bp.get("/family-calendar/<token>.ics")
@public
def household_feed(token: str) -> ResponseReturnValue:
    """In the household's language, whoever's calendar asks."""
    household = feed_of(db_session(), HouseholdFeed, token).household
    with speaking(spoken(household.language)):
        return _days_of(household)


def _days_of(household: Household) -> ResponseReturnValue:
    record_read(db_session(), "show-own-days", household, actor=household)
    return calendar_answer(panels().household_calendar(db_session(), household.id, today()), "stegi")
