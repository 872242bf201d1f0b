"""What subsidies add to the timeline of a household: awards, and what the bank paid or sent back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from flask import url_for
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from core.dates import day_of
from core.panels import Panels
from core.text import N_, Sentence
from core.timeline import Happening
from housing.models import Lease
from people.models import Household
from subsidies.models import AwardStatus, Instalment, Payment, PaymentStatus, SubsidyAward
from subsidies.words import AWARD_SHAPES, AWARD_WORDS, PAYMENT_SHAPES, PAYMENT_WORDS


def register_happenings(panels: Panels) -> None:
    """Add awards and payments to the timeline of a household."""
    panels.happenings.append((Permission.VIEW_AWARDS, _awards))
    panels.happenings.append((Permission.VIEW_PAYMENTS, _payments))


def _awards(session: Session, household: Household) -> Iterator[Happening]:
    columns = SubsidyAward.id, SubsidyAward.status, SubsidyAward.prepared_at, SubsidyAward.decided_at
    query = select(*columns).join(SubsidyAward.lease).where(Lease.household_id == household.id)
    for id_, status, prepared_at, decided_at in session.execute(query.order_by(SubsidyAward.id)):
        days = ((prepared_at, AwardStatus.PREPARED), (decided_at, status))
        for number, (at, stands) in enumerate(days, 1):
            if at is not None:
                what = Sentence(N_("Award: %(stands)s"), {"stands": AWARD_WORDS[stands]})
                url = url_for("subsidies.show_award", award_id=id_)
                yield Happening(day_of(at), f"award-{id_:09d}-{number}", what, url, AWARD_SHAPES[stands])


def _payments(session: Session, household: Household) -> Iterator[Happening]:
    """Those that the bank has answered, and what was paid before, elsewhere; in one query."""
    answered = and_(Payment.instalment_id == Instalment.id, Payment.status != PaymentStatus.PENDING)
    of_award = SubsidyAward.id, Instalment.id, Instalment.amount, Instalment.paid_elsewhere_on
    query = select(*of_award, Payment.id, Payment.status, Payment.amount, Payment.recorded_on, Payment.batch_id)
    query = query.select_from(Instalment).join(Instalment.award).join(SubsidyAward.lease).outerjoin(Payment, answered)
    is_told = or_(
        Payment.recorded_on.is_not(None),
        and_(Instalment.paid_elsewhere_on.is_not(None), SubsidyAward.status == AwardStatus.APPROVED),
    )
    query = query.where(Lease.household_id == household.id, is_told).order_by(Instalment.id, Payment.id)
    for award_id, row_id, due, elsewhere_on, id_, status, amount, on, batch_id in session.execute(query):
        if elsewhere_on is not None:
            what = Sentence(N_("Payment of %(amount)s: before, elsewhere"), {"amount": due})
            url = url_for("subsidies.show_award", award_id=award_id)
            yield Happening(elsewhere_on, f"payment-elsewhere-{row_id:09d}", what, url, "done")
        elif on is not None:
            yield _payment(id_, status, amount, on, batch_id)


def _payment(id_: int, status: PaymentStatus, amount: Decimal, on: date, batch_id: int) -> Happening:
    what = Sentence(N_("Payment of %(amount)s: %(stands)s"), {"amount": amount, "stands": PAYMENT_WORDS[status]})
    url = url_for("subsidies.show_batch", batch_id=batch_id)
    return Happening(on, f"payment-{id_:09d}", what, url, PAYMENT_SHAPES[status])
