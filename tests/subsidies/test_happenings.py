"""What subsidies add to the timeline of a household, for those who see money."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from subsidies.models import PaymentBatch
from subsidies.services.outcomes import mark_rest_paid
from tests.support import rows
from tests.support.leases import EXECUTION
from tests.support.pages import PageClient


@pytest.mark.parametrize(
    ("role", "sees_money"),
    [
        pytest.param(StaffRole.FINANCE_APPROVER, True, id="finance"),
        pytest.param(StaffRole.HOUSING_OFFICER, False, id="housing"),
    ],
)
def test_awards_and_payments_stand_in_the_timeline_for_those_who_see_money(
    session: Session, client: PageClient, centre: Centre, officer: User, batch: PaymentBatch, role: StaffRole,
    sees_money: bool,
):  # fmt: skip
    mark_rest_paid(session, batch, on=EXECUTION, actor=officer)
    household_id = batch.payments[0].instalment.award.lease.household_id
    reader = rows.add_user(session, role, centre)
    session.commit()
    rows.sign_in(client, reader)
    told = client.page(f"/households/{household_id}/timeline").text_content()
    assert "Lease signed" in told
    assert [words in told for words in ("Award: Approved", "Payment of €", ": Paid")] == [sees_money] * 3
