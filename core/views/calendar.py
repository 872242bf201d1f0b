"""The calendar of somebody of the staff: opened, closed, and read by a calendar program without signing in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, public, signed_in
from core.auth.posts import duty_on
from core.calendar.feeds import NO_FEED, close_feeds, feed_of, find_open_feed, open_feed
from core.calendar.models import StaffFeed
from core.calendar.pages import calendar_answer
from core.dates import today, utc_now
from core.errors import NotFound
from core.own_address import full_url
from core.panels import panels
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/calendar")
@signed_in
def show_calendar() -> ResponseReturnValue:
    feed = find_open_feed(db_session(), StaffFeed, StaffFeed.user_id == actor().id)
    return render_template("core/show_calendar.html", feed=feed, address=None)


@bp.post("/calendar/open")
@signed_in
def open_calendar() -> ResponseReturnValue:
    """Answers with the address itself: it is shown this once and cannot be shown again."""
    feed = StaffFeed(user_id=actor().id)
    token = open_feed(db_session(), feed, actor(), StaffFeed.user_id == actor().id, at=utc_now())
    address = full_url(".calendar_feed", token=token)
    return render_template("core/show_calendar.html", feed=feed, address=address)


@bp.post("/calendar/close")
@signed_in
def close_calendar() -> ResponseReturnValue:
    close_feeds(db_session(), StaffFeed, actor(), StaffFeed.user_id == actor().id, at=utc_now())
    flash(_("The calendar is closed: its address answers nobody."))
    return redirect(url_for(".show_calendar"))


@bp.get("/calendar/<token>.ics")
@public
def calendar_feed(token: str) -> ResponseReturnValue:
    """What the person sees today, by the posts of today."""
    user = feed_of(db_session(), StaffFeed, token).user
    if not user.active:
        raise NotFound(NO_FEED)
    on = today()
    user.take_up(duty_on(db_session(), user, on))
    days = panels().calendar(db_session(), user, on)
    record_read(db_session(), "list-days", actor=user, values={"shown": len(days)})
    return calendar_answer(days, "stegi")
