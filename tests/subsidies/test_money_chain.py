"""From the lease to the bank's answer, through the pages and the people of finance."""

from datetime import timedelta
from io import BytesIO

import time_machine
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.money import ZERO
from subsidies.bank import pain001
from subsidies.models import Account, PaymentBatch, SchemeVersion
from subsidies.services.ledger import balances, find_unbalanced
from tests.support.pages import PageClient
from tests.support.rows import add_account, add_centre, add_household, add_listing, add_user
from tests.support.visits import enter, text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
CONTRACT = {
    "signed_on": "09/11/2026",
    "starts_on": "10/11/2026",
    "agreed_last_day": "09/11/2027",
    "monthly_rent": "450,00",
}


def test_a_rent_is_paid(
    client: PageClient,
    session: Session,
    version: SchemeVersion,
    officer: User,
    approver: User,
    clock: time_machine.Traveller,
) -> None:
    housing = add_user(session, StaffRole.HOUSING_OFFICER)
    centre = add_centre(session)
    household = add_household(session, centre, name=HOSTILE)
    add_account(session, household, "Ελένη Χατζή")
    listing = add_listing(session, centre, title=HOSTILE)
    enter(client, session, housing)
    client.submit(f"/leases/new?listing={listing.id}&household={household.id}", **CONTRACT)
    client.submit("/leases/1/declaration", number="12345678", declared_on="21/11/2026")
    client.submit("/leases/1/acceptance", accepted_on="22/11/2026")

    enter(client, session, officer)
    assert HOSTILE in text(client.submit("/leases/1/award", action="/leases/1/award"))
    enter(client, session, approver)
    client.submit("/awards/1", action="/awards/1/approve")
    enter(client, session, officer)
    client.submit("/months/2026-11/batch", execution_on="30/11/2026")
    enter(client, session, approver)
    client.submit("/batches/1", action="/batches/1/approve")

    clock.shift(timedelta(days=7))
    enter(client, session, officer)
    file = client.get("/batches/1/bank-file")
    assert (file.mimetype, file.headers["Content-Disposition"]) == (
        "application/xml",
        'attachment; filename="P-2026-11-1.xml"',
    )
    pain001.check(BytesIO(file.data))
    names = etree.fromstring(file.data).findall(f".//{{{pain001.NAMESPACE}}}Cdtr/{{{pain001.NAMESPACE}}}Nm")
    assert {name.text for name in names} == {"Eleni Chatzi"}
    assert client.get("/batches/1/bank-file").data == file.data
    client.submit("/payments/2/outcome", outcome="rejected", recorded_on="30/11/2026", reason=HOSTILE)
    assert HOSTILE in text(client.submit("/batches/1", recorded_on="30/11/2026"))
    assert "P-2026-11-2" in text(client.submit("/months/2026-11/batch", execution_on="01/12/2026"))

    batch = session.scalars(select(PaymentBatch).order_by(PaymentBatch.id)).first()
    assert batch is not None
    paid = batch.payments[0].amount
    assert find_unbalanced(session) == []
    books = balances(session)
    assert (books[Account.BANK], books[Account.SUBSIDY_EXPENSE], books[Account.PAYABLE]) == (-paid, paid, ZERO)
