"""What the demonstration's landlords said: a promise, a refusal with its report, and two complaints."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, day_of
from core.demo import office_hours
from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.models import ComplaintKind, DiscriminationReport, Landlord, Lease, Listing
from housing.reasons.refusals import RefusalReason
from housing.services.landlords.complaints import ComplaintDetails, add_complaint, settle_complaint
from housing.services.landlords.discrimination import ReportDetails, StepDetails, note_step, report_discrimination
from housing.services.landlords.talks import add_talk
from people.models import Channel, TalkOutcome
from people.services.log import EntryDetails, NextStepDetails

WORDS = "«Οικογένειες με παιδιά και ξένους δεν βάζω στο σπίτι.»"


# Of the whole demonstration: how many weeks ago, on what ground, who refused, and what was done about it.
_REPORTED = (
    (42, Ground.ORIGIN, Refuser.OWNER, (Response.TALK,)), (38, Ground.ORIGIN, Refuser.AGENT, (Response.COMPLAINT,)),
    (35, Ground.FAMILY, Refuser.OWNER, (Response.COMPLAINT,)),
    (31, Ground.ORIGIN, Refuser.OWNER, (Response.TALK, Response.OMBUDSMAN)),
    (27, Ground.DISABILITY, Refuser.OWNER, (Response.TALK,)), (24, Ground.ORIGIN, Refuser.AGENT, (Response.TALK,)),
    (22, Ground.FAMILY, Refuser.AGENT, (Response.TALK,)), (17, Ground.ORIGIN, Refuser.OWNER, (Response.OMBUDSMAN,)),
    (13, Ground.RELIGION, Refuser.OWNER, ()), (9, Ground.FAMILY, Refuser.AGENT, (Response.TALK,)),
    (6, Ground.ORIGIN, Refuser.AGENT, (Response.OMBUDSMAN,)), (2, Ground.ORIGIN, Refuser.OWNER, ()),
)  # fmt: skip
_SAID = (
    (40, RefusalReason.SUBSIDY), (29, RefusalReason.CHILDREN), (20, RefusalReason.ORIGIN), (15, RefusalReason.SUBSIDY),
    (11, RefusalReason.CHILDREN), (8, RefusalReason.RENT), (4, RefusalReason.CHILDREN), (3, RefusalReason.SUBSIDY),
)  # fmt: skip
_REPORT_WORDS = "Στο τηλέφωνο είπαν ότι το σπίτι δεν δίνεται σε τέτοια οικογένεια."
_REFUSAL_NOTE = "Δεν θέλει να το συζητήσει ξανά."
_STEP_NOTE = "Εξηγήσαμε τι λέει ο νόμος για την ίση μεταχείριση."


def create_refusals(session: Session, flats: list[Listing], actor: User, on: date) -> None:
    """What landlords of the past months refused, and what the office did about it."""
    for number, (weeks, ground, refuser, responses) in enumerate(_REPORTED):
        flat, happened_on = flats[number * 7], on - weeks * 7 * DAY
        details = ReportDetails(happened_on, ground, Evidence.TALK, _REPORT_WORDS, flat.centre_id, refuser)
        report = report_discrimination(
            session, details, landlord=flat.landlord, listing=flat, actor=actor, at=office_hours(happened_on)
        )
        _do_about_it(session, report, responses, Result.CHANGED if number % 3 else Result.UNCHANGED, actor)
    for number, (weeks, reason) in enumerate(_SAID):
        flat, said_on = flats[number * 9 + 3], on - weeks * 7 * DAY
        landlord = _landlord(flat)
        entry = EntryDetails(
            said_on, landlord.known_as, Channel.PHONE, TalkOutcome.REFUSED, language="el", note=_REFUSAL_NOTE
        )
        add_talk(session, landlord, entry, listing=flat, refusal=reason, actor=actor, at=office_hours(said_on))


def _do_about_it(
    session: Session, report: DiscriminationReport, responses: tuple[Response, ...], result: Result, actor: User
) -> None:
    for number, response in enumerate(responses, 1):
        done_on = report.happened_on + number * 3 * DAY
        came = result if number == len(responses) and response is Response.TALK else Result.WAITS
        details = StepDetails(response, done_on, came, _STEP_NOTE if response is Response.TALK else None)
        note_step(session, report, details, actor=actor, at=office_hours(done_on))


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
        TalkOutcome.SPOKEN,
        language="el",
        note="Δείχνει το διαμέρισμα απογεύματα. Ρωτά πότε καταβάλλεται το πρώτο μίσθωμα.",
        next_step=asked,
    )
    add_talk(session, _landlord(flat), details, listing=flat, actor=actor, at=at)


def _refusal(session: Session, flat: Listing, actor: User, at: datetime) -> None:
    on = day_of(at) - 3 * DAY
    details = EntryDetails(on, _landlord(flat).name, Channel.PHONE, TalkOutcome.REFUSED, language="el", note=WORDS)
    add_talk(session, _landlord(flat), details, listing=flat, refusal=RefusalReason.CHILDREN, actor=actor, at=at)
    report = ReportDetails(on, Ground.FAMILY, Evidence.TALK, WORDS, flat.centre_id, Refuser.OWNER)
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
