"""The personal link sent to its household."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.messages import Channel, Text, queue_message, was_told
from core.text import N_, Sentence
from people.models import Household
from portal.services.links import DAYS_VALID, UNKNOWN, check_link

SUBJECT = N_("Your page at Stegi")


def send_link(
    session: Session, household: Household, token: str, address: str, *, channel: Channel, to: str, actor: User,
    at: datetime,
) -> None:  # fmt: skip
    """Send the link, which is this household's and still opens, to where the officer says."""
    link = check_link(session, token, at=at)
    if link.household_id != household.id:
        raise Refused(UNKNOWN)
    if was_told(session, SUBJECT, household, since=at):
        raise Refused(Sentence(N_("A link is on its way to this household already.")))
    lines = (
        Sentence(N_("Your family's own page opens by this link: %(address)s"), {"address": address}),
        Sentence(N_("It opens once, within %(days)s days. Give it to nobody."), {"days": DAYS_VALID}),
    )
    queue_message(
        session, Text(SUBJECT, lines), channel=channel, to=to, reads=household.language,
        about=household, centre_id=household.centre_id, actor=actor, at=at,
    )  # fmt: skip
    record(session, "send-link", link, actor=actor, values={"channel": channel.value})
