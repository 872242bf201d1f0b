"""The bank file of an approved run."""

from io import BytesIO

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from core.auth.models import User
from core.config import Settings
from core.errors import Refused
from core.structure import Centre
from subsidies.bank import pain001
from subsidies.models import PaymentBatch, SchemeVersion
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.bank_files import export_batch
from subsidies.services.debtors import debtor_of
from subsidies.services.outcomes import mark_rejected
from subsidies.services.payments import approve_batch, prepare_batch
from tests.support.keys import DATA_KEYS
from tests.support.leases import DEBTOR, EXECUTION, LATER, MONTH, add_lease
from tests.support.rows import NOW, TODAY

NAMES = {"p": pain001.NAMESPACE}


def texts(file: bytes, path: str) -> list[str]:
    return [str(text) for text in etree.fromstring(file).xpath(f"{path}/text()", namespaces=NAMES)]


def test_the_file_names_everybody_in_latin_letters(batch: PaymentBatch) -> None:
    file = export_batch(batch)
    pain001.check(BytesIO(file))
    assert texts(file, "//p:Cdtr/p:Nm") == ["Samir Chantant", "Samir Chantant"]
    assert texts(file, "//p:Dbtr/p:Nm") == ["Ploigos"]
    assert texts(file, "//p:InstdAmt") == ["440.00", "43.20"]
    assert texts(file, "//p:GrpHdr/p:CtrlSum") == ["483.20"]
    assert texts(file, "//p:EndToEndId") == [payment.reference for payment in batch.payments]
    assert texts(file, "//p:ReqdExctnDt/p:Dt") == ["2026-11-30"]
    assert all(text.startswith("Rent subsidy 2026-11 ") for text in texts(file, "//p:Ustrd"))


def test_every_export_gives_the_same_bytes(session: Session, batch: PaymentBatch) -> None:
    first = export_batch(batch)
    mark_rejected(session, batch.payments[1], on=EXECUTION, reason="Account closed", actor=None)
    batch.payments[0].household.account.holder = "Somebody Else"
    session.commit()
    session.expire_all()
    assert export_batch(batch) == first


def test_hostile_text_stays_text(
    session: Session, centre: Centre, version: SchemeVersion, officer: User, approver: User
) -> None:
    lease = add_lease(session, centre, holder="</Nm><img src=x onerror=alert(1)>${alert(1)} & Αννα")
    award = prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    approve_award(session, award, actor=approver, at=LATER)
    batch = prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    approve_batch(session, batch, debtor=DEBTOR, actor=approver, at=LATER)
    file = export_batch(batch)
    pain001.check(BytesIO(file))
    assert not set("<>${}&") & set(texts(file, "//p:Cdtr/p:Nm")[0])


def test_there_is_no_file_before_the_approval(prepared_batch: PaymentBatch) -> None:
    with pytest.raises(Refused, match="approved the run"):
        export_batch(prepared_batch)


@pytest.mark.parametrize(
    ("name", "iban", "why"),
    [("", DEBTOR.iban, "STEGI_DEBTOR"), ("Ploigos", "", "STEGI_DEBTOR"), ("Ploigos", f"{DEBTOR.iban[:-1]}6", "IBAN")],
)
def test_nobody_pays_from_no_account_or_a_wrong_one(name: str, iban: str, why: str) -> None:
    settings = Settings("sqlite://", "a key for tests", DATA_KEYS, debtor_name=name, debtor_iban=iban)
    with pytest.raises(Refused, match=why):
        debtor_of(settings)
