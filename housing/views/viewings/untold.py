"""Whom no SMS reaches, said to whoever is to tell them."""

from collections import defaultdict
from collections.abc import Iterable

from flask import flash
from flask_babel import gettext as _

from core.messages import Channel, Transports
from core.ports import answer_to
from core.session import db_session
from people.models import Household
from people.services.sms import NoSms, sms_way

MOST_NAMED = 10  # they travel in a cookie


def say_untold(households: Iterable[Household]) -> None:
    """Name them, with why no SMS goes to them."""
    by_reason: defaultdict[NoSms | None, list[str]] = defaultdict(list)
    sends = Channel.SMS in answer_to(Transports)
    for household in households:
        why = sms_way(db_session(), household).why_not if sends else None
        by_reason[why].append(f"{household.name} ({household.reference})")
    for why, names in by_reason.items():
        flash(_words(why, _listed(names)), "wait")


def _words(why: NoSms | None, names: str) -> str:
    match why:
        case NoSms.NO_NUMBER:
            return _("No SMS, since no telephone number is written down: %(names)s. Tell them yourself.", names=names)
        case NoSms.WITHDRAWN:
            return _("No SMS, since they agree to messages no more: %(names)s. Call them.", names=names)
        case None:
            return _("No SMS is sent from here. Tell them yourself: %(names)s.", names=names)


def _listed(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _("%(names)s and %(num)s more", names=", ".join(names[:MOST_NAMED]), num=len(names) - MOST_NAMED)
