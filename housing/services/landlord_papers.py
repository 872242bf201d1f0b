"""The landlord's tax number and account: asked for when a lease is signed, if they are not known yet."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from core.errors import Refused
from housing.models import Landlord
from people.identifiers import check_afm, check_iban


def add_landlord_papers(session: Session, landlord: Landlord, *, afm: str | None, iban: str | None) -> None:
    """Write down what is given; what is left out stays as it is."""
    if afm:
        landlord.afm = _checked(check_afm, afm, "landlord_afm")
    if iban:
        landlord.iban = _checked(check_iban, iban, "landlord_iban")
    session.flush()


def _checked(check: Callable[[str], str], text: str, field: str) -> str:
    try:
        return check(text)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field) from refusal
