"""The landlord's tax number and account: asked for when a lease is signed, if they are not known yet."""

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from housing.models import Landlord
from people.identifiers import check_afm, check_iban


def add_landlord_papers(
    session: Session, landlord: Landlord, *, afm: str | None, iban: str | None, actor: User
) -> None:
    """Write down what is given; what is left out stays as it is."""
    if afm:
        landlord.afm = check_afm(afm, field="landlord_afm")
    if iban:
        landlord.iban = check_iban(iban, field="landlord_iban")
    record(session, "add-landlord-papers", landlord, actor=actor)
