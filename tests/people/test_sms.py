"""To which households an SMS goes, and why to others none does."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from people.models import Contact, ContactKind, Purpose
from people.services.consents import ConsentDetails, give_consent, withdraw_consent
from people.services.sms import NoSms, SmsWay, sms_way
from tests.support.rows import NOW, TODAY, add_household

NUMBER = "+306900000001"
SAYS_NO = SmsWay(None, NoSms.WITHDRAWN)


@pytest.mark.parametrize(
    ("has_number", "purposes", "withdrawn", "way"),
    [
        pytest.param(False, (), (), SmsWay(None, NoSms.NO_NUMBER), id="no-number"),
        pytest.param(True, (), (), SmsWay(NUMBER), id="nobody-asked"),
        pytest.param(True, (Purpose.MESSAGES,), (), SmsWay(NUMBER), id="agreed"),
        pytest.param(True, (Purpose.MESSAGES,), (0,), SAYS_NO, id="withdrawn"),
        pytest.param(True, (Purpose.MESSAGES, Purpose.MESSAGES), (0,), SmsWay(NUMBER), id="another-agrees-still"),
        pytest.param(True, (Purpose.MESSAGES, Purpose.MESSAGES), (0, 1), SAYS_NO, id="both-withdrawn"),
        pytest.param(True, (Purpose.PHOTOS,), (0,), SmsWay(NUMBER), id="another-purpose"),
    ],
)
def test_an_sms_goes_to_a_number_unless_the_agreement_was_taken_back(
    session: Session, centre: Centre, officer: User, has_number: bool, purposes: tuple[Purpose, ...],
    withdrawn: tuple[int, ...], way: SmsWay,
):  # fmt: skip
    household = add_household(session, centre, births=("1990-02-01", "1992-03-01"))
    if has_number:
        session.add(Contact(person=household.members[1].person, kind=ContactKind.PHONE, value=NUMBER, created_at=NOW))
    for number, purpose in enumerate(purposes):
        details = ConsentDetails(purpose, "1", "el", date(2026, 1, 1))
        consent = give_consent(session, household.members[number].person, details, actor=officer, at=NOW)
        if number in withdrawn:
            withdraw_consent(session, consent, on=TODAY, actor=officer)
    session.flush()
    assert sms_way(session, household) == way
