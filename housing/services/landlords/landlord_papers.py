"""The landlord's tax number and account: asked for when a lease is signed, if they are not known yet."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Landlord
from housing.services.landlords.landlord_reach import sees_landlord_papers
from housing.services.listings.deduplication import request_deduplication
from people.identifiers import check_afm, check_iban

NOT_YOURS_ALONE = Sentence(N_("This is known already, and the landlord lets at a centre that you do not serve."))


def add_landlord_papers(
    session: Session, landlord: Landlord, *, afm: str | None, iban: str | None, actor: User, at: datetime
) -> None:
    """Write down what is given; what is left out stays as it is. What is known is changed by who sees it."""
    write_papers(session, landlord, afm=afm, iban=iban, actor=actor)
    record(session, "add-landlord-papers", landlord, actor=actor)
    request_deduplication(session, at=at)


def write_papers(session: Session, landlord: Landlord, *, afm: str | None, iban: str | None, actor: User) -> None:
    """The same as a part of whatever step it belongs to."""
    given = {"landlord_afm": afm and landlord.afm, "landlord_iban": iban and landlord.iban}
    replaced = next((field for field, known in given.items() if known), None)
    if replaced and not sees_landlord_papers(session, landlord, actor):
        raise Refused(NOT_YOURS_ALONE, field=replaced)
    if afm:
        landlord.afm = check_afm(afm, field="landlord_afm")
    if iban:
        landlord.iban = check_iban(iban, field="landlord_iban")
