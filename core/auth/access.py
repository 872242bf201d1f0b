"""The door of every view: each says who may come in, and one that says nothing lets nobody in."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from core.auth import second_factor
from core.auth.entrance import staff_session
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import duty_on
from core.dates import today
from core.errors import Forbidden
from core.session import SAFE_METHODS, db_session
from core.text import N_, Sentence

View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[[], ResponseReturnValue | None]

# Views of libraries, which cannot carry a mark of ours.
PUBLIC_ENDPOINTS = frozenset({"static"})


def guarded_by(check: Check, *, asks_for: str) -> Callable[[View], View]:
    """Mark a view with the check that runs before it, and with what it asks for in a word.

    The check returns None to let the request in.
    """

    def mark(view: View) -> View:
        view.access_check, view.asks_for = check, asks_for  # type: ignore[attr-defined]
        return view

    return mark


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view as open to signed-in staff with a post that allows it; the request then sees what that post does."""

    def check() -> ResponseReturnValue | None:
        if (elsewhere := _where_first()) is not None:
            return elsewhere
        if not current_user.may(permission):
            raise Forbidden(Sentence(N_("Your role does not include this page.")))
        current_user.take_up(current_user.duty.narrowed(permission))
        return None

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return guarded_by(check, asks_for=permission)(view)

    return mark


def signed_in(view: View) -> View:
    """Mark a view as open to everybody of the staff."""
    return guarded_by(_where_first, asks_for="*staff*")(view)


def before_second_factor(view: View) -> View:
    """Mark a view as open to everybody of the staff, also to those who have yet to set up their second factor."""
    return guarded_by(lambda: None if current_user.is_authenticated else to_the_door(), asks_for="*staff*")(view)


def public(view: View) -> View:
    """Mark a view as open to anybody; the list of them is held by a test."""
    view.is_public = True  # type: ignore[attr-defined]
    return guarded_by(lambda: None, asks_for="*anybody*")(view)


def impersonal(view: View) -> View:
    """Mark a view as open to anybody and the same for everybody: nothing looks who asks, so that anybody may keep its
    answer, and many of them cost the database nothing.
    """
    view.is_impersonal = True  # type: ignore[attr-defined]
    return public(view)


def _where_first() -> ResponseReturnValue | None:
    """Where somebody must go before a page opens: to the door, or to set up the second factor that their work needs."""
    if not current_user.is_authenticated:
        return to_the_door()
    if second_factor.is_required_of(current_user) and not staff_session().by_second_factor:
        return redirect(url_for("core.show_second_factor"))
    return None


def to_the_door() -> ResponseReturnValue:
    """Sign in first; what was asked for is shown afterwards."""
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("core.sign_in", next=wanted))


def actor() -> User:
    """The person of the staff who makes this request."""
    user: User = current_user._get_current_object()
    return user


def init_app(app: Flask) -> None:
    """Run each view's check before it, and refuse a view without one."""

    def guard() -> ResponseReturnValue | None:
        view = current_app.view_functions.get(request.endpoint or "")
        if request.endpoint in PUBLIC_ENDPOINTS or hasattr(view, "is_public"):
            return None
        if current_user.is_authenticated:
            current_user.take_up(duty_on(db_session(), current_user, today()))
        if view is None:
            return None
        check: Check | None = getattr(view, "access_check", None)
        if check is None:
            raise Forbidden(Sentence(N_("This page is not open to anybody yet.")))
        return check()

    app.before_request(guard)
