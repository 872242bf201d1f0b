"""What the demonstration's landlords said: a promise, a refusal with its report, and two complaints."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, day_of
from housing.discrimination import Evidence, Ground
from housing.models import ComplaintKind, Landlord, Lease, Listing
from housing.refusal_reasons import RefusalReason
from housing.services.complaints import ComplaintDetails, add_complaint, settle_complaint
from housing.services.discrimination import ReportDetails, report_discrimination
from housing.services.talks import add_talk
from people.models import Channel, Outcome
from people.services.log import EntryDetails, NextStepDetails

WORDS = "«Οικογένειες με παιδιά και ξένους δεν βάζω στο σπίτι.»"


def create_talks(session: Session, flats: list[Listing], lease: Lease, actor: User, at: datetime) -> None:
    """With the landlords of the first two flats, and with the landlord of the lease."""
    _promise(session, flats[0], actor, at)
    _refusal(session, flats[1], actor, at)
    _complaints(session, lease, actor, at)


def _promise(session: Session, flat: Listing, actor: User, at: datetime) -> None:
    on = day_of(at)
    asked = NextStepDetails("Να πάω το έντυπο του προγράμματος", actor.id, on + 2 * DAY)
    details = EntryDetails(
        on - DAY,
        _landlord(flat).name,
        Channel.PHONE,
        Outcome.SPOKEN,
        language="el",
        note="Δείχνει το διαμέρισμα απογεύματα. Ρωτά πότε καταβάλλεται το πρώτο μίσθωμα.",
        next_step=asked,
    )
    add_talk(session, _landlord(flat), details, listing=flat, actor=actor, at=at)


def _refusal(session: Session, flat: Listing, actor: User, at: datetime) -> None:
    on = day_of(at) - 3 * DAY
    details = EntryDetails(on, _landlord(flat).name, Channel.PHONE, Outcome.REFUSED, language="el", note=WORDS)
    add_talk(session, _landlord(flat), details, listing=flat, refusal=RefusalReason.CHILDREN, actor=actor, at=at)
    report = ReportDetails(on, Ground.FAMILY, Evidence.TALK, WORDS, flat.centre_id)
    report_discrimination(session, report, landlord=flat.landlord, listing=flat, actor=actor, at=at)


def _complaints(session: Session, lease: Lease, actor: User, at: datetime) -> None:
    on = day_of(at)
    damage = ComplaintDetails(ComplaintKind.DAMAGE, on - 9 * DAY, "Έσπασε το πόμολο της εξώπορτας.")
    settled = add_complaint(session, lease, damage, actor=actor, at=at)
    settle_complaint(
        session, settled, settled_on=on - 4 * DAY, settlement="Το άλλαξε κλειδαράς με έξοδα του ενοικιαστή.", on=on,
        actor=actor,
    )  # fmt: skip
    words = "Λέει ότι το μίσθωμα του μήνα δεν μπήκε στον λογαριασμό."
    arrears = ComplaintDetails(ComplaintKind.ARREARS, on - 2 * DAY, words, Decimal("420.00"))
    add_complaint(session, lease, arrears, actor=actor, at=at)


def _landlord(flat: Listing) -> Landlord:
    assert flat.landlord is not None  # every advert of the demonstration names one
    return flat.landlord
