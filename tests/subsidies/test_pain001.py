"""The bank file, read back by XPath, held against the schema and against another writer."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sepaxml import SepaTransfer

from core.errors import Refused
from subsidies.bank.pain001 import NAMESPACE, Transfer, TransferOrder, check, write

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
PROGRAMME_IBAN = "GR1601101250000000012300695"
LANDLORD_IBAN = "DE89370400440532013000"

MARIA = Transfer("P-1", Decimal("162.00"), "Παπαδάκη Μαρία", LANDLORD_IBAN, "Ενοίκιο 11/2026")
GIORGOS = Transfer("P-2", Decimal("309.05"), "Γεώργιος Μπέης", PROGRAMME_IBAN, "Rent 11/2026")
ORDER = TransferOrder(
    message_id="STEGI-2026-11-1",
    created_at=datetime(2026, 11, 22, 5, 21, 7, tzinfo=UTC),
    execution_on=date(2026, 11, 30),
    debtor_name="Δήμος Ηρακλείου",
    debtor_iban=PROGRAMME_IBAN,
    debtor_bic="ETHNGRAA",
    transfers=(MARIA, GIORGOS),
)


def written(order: TransferOrder) -> bytes:
    stream = io.BytesIO()
    write(order, stream)
    return stream.getvalue()


def texts(file: bytes, path: str) -> list[str]:
    return etree.fromstring(file).xpath(f"{path}/text()", namespaces={"p": NAMESPACE})


def paid_one(**changes: object) -> TransferOrder:
    return replace(ORDER, transfers=(replace(MARIA, **changes),))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("//p:GrpHdr/p:MsgId", ["STEGI-2026-11-1"]),
        ("//p:GrpHdr/p:CreDtTm", ["2026-11-22T05:21:07Z"]),
        ("//p:GrpHdr/p:NbOfTxs", ["2"]),
        ("//p:GrpHdr/p:CtrlSum", ["471.05"]),
        ("//p:GrpHdr/p:InitgPty/p:Nm", ["Dimos Irakleiou"]),
        ("//p:PmtInf/p:PmtInfId", ["STEGI-2026-11-1"]),
        ("//p:PmtInf/p:PmtMtd", ["TRF"]),
        ("//p:PmtInf/p:BtchBookg", ["true"]),
        ("//p:PmtInf/p:NbOfTxs", ["2"]),
        ("//p:PmtInf/p:CtrlSum", ["471.05"]),
        ("//p:PmtInf/p:PmtTpInf/p:SvcLvl/p:Cd", ["SEPA"]),
        ("//p:PmtInf/p:ReqdExctnDt/p:Dt", ["2026-11-30"]),
        ("//p:PmtInf/p:Dbtr/p:Nm", ["Dimos Irakleiou"]),
        ("//p:PmtInf/p:DbtrAcct/p:Id/p:IBAN", [PROGRAMME_IBAN]),
        ("//p:PmtInf/p:DbtrAgt/p:FinInstnId/p:BICFI", ["ETHNGRAA"]),
        ("//p:PmtInf/p:ChrgBr", ["SLEV"]),
        ("//p:CdtTrfTxInf/p:PmtId/p:EndToEndId", ["P-1", "P-2"]),
        ("//p:CdtTrfTxInf/p:Amt/p:InstdAmt[@Ccy='EUR']", ["162.00", "309.05"]),
        ("//p:CdtTrfTxInf/p:Cdtr/p:Nm", ["Papadaki Maria", "Georgios Beis"]),
        ("//p:CdtTrfTxInf/p:CdtrAcct/p:Id/p:IBAN", [LANDLORD_IBAN, PROGRAMME_IBAN]),
        ("//p:CdtTrfTxInf/p:RmtInf/p:Ustrd", ["Enoikio 11/2026", "Rent 11/2026"]),
    ],
)
def test_every_field_of_the_order_is_in_the_file(path: str, expected: list[str]) -> None:
    assert texts(written(ORDER), path) == expected


def test_the_schema_accepts_the_file() -> None:
    check(io.BytesIO(written(ORDER)))


def test_the_same_order_gives_the_same_bytes() -> None:
    assert written(ORDER) == written(replace(ORDER))


def test_the_creation_time_is_written_in_utc() -> None:
    athens = timezone(timedelta(hours=2))
    order = replace(ORDER, created_at=datetime(2026, 11, 22, 7, 21, 7, tzinfo=athens))
    assert written(order) == written(ORDER)
    with pytest.raises(ValueError, match="an instant has a zone"):
        written(replace(ORDER, created_at=datetime(2026, 11, 22)))  # noqa: DTZ001 (that is the point)


def test_a_debtor_without_bic_says_so() -> None:
    file = written(replace(ORDER, debtor_bic=None))
    check(io.BytesIO(file))
    assert texts(file, "//p:DbtrAgt/p:FinInstnId/p:Othr/p:Id") == ["NOTPROVIDED"]
    assert texts(file, "//p:BICFI") == []


def test_another_writer_says_the_same_of_the_same_payments() -> None:
    clean = replace(
        ORDER,
        debtor_name="Dimos Irakleiou",
        transfers=(replace(MARIA, creditor_name="Maria Papadaki", remittance="Rent 11/2026"),),
    )
    ours, theirs = (_leaves(file) for file in (written(clean), _by_sepaxml(clean)))
    for path in ("GrpHdr/MsgId", "GrpHdr/CreDtTm", "PmtInf/PmtInfId"):  # theirs are random, or the time of the run
        assert ours.pop(path)
        assert theirs.pop(path)
    assert ours == theirs


def _by_sepaxml(order: TransferOrder) -> bytes:
    account = {"name": order.debtor_name, "IBAN": order.debtor_iban, "BIC": order.debtor_bic}
    file = SepaTransfer(account | {"batch": True, "currency": "EUR"}, schema="pain.001.001.09", clean=False)
    for transfer in order.transfers:
        file.add_payment(
            {
                "name": transfer.creditor_name,
                "IBAN": transfer.creditor_iban,
                "amount": int(transfer.amount * 100),
                "execution_date": order.execution_on,
                "description": transfer.remittance,
                "endtoend_id": transfer.end_to_end_id,
            }
        )
    return file.export(validate=False)


def _leaves(file: bytes) -> dict[str, tuple[str | None, dict[str, str]]]:
    root = etree.fromstring(file)[0]
    leaves = [element for element in root.iter() if len(element) == 0]
    paths = [root.getroottree().getelementpath(leaf).replace(f"{{{NAMESPACE}}}", "") for leaf in leaves]
    return {
        path.removeprefix("CstmrCdtTrfInitn/"): (leaf.text, dict(leaf.attrib))
        for path, leaf in zip(paths, leaves, strict=True)
    }


def test_hostile_text_is_harmless_in_a_valid_file() -> None:
    file = written(paid_one(creditor_name=HOSTILE, remittance=HOSTILE))
    check(io.BytesIO(file))
    harmless = ["./script..img src.x onerror.alert(1)..(alert(1))"]
    assert texts(file, "//p:Cdtr/p:Nm") == texts(file, "//p:Ustrd") == harmless


@pytest.mark.parametrize("amount", ["0.01", "999999999.99"])
def test_the_smallest_and_the_largest_transfer_are_taken(amount: str) -> None:
    file = written(paid_one(amount=Decimal(amount)))
    check(io.BytesIO(file))
    assert texts(file, "//p:CtrlSum") == [amount, amount]


@pytest.mark.parametrize(
    ("order", "because"),
    [
        pytest.param(replace(ORDER, transfers=()), "no payment", id="empty"),
        pytest.param(replace(ORDER, transfers=(MARIA, MARIA)), "Two payments have the reference P-1", id="twice"),
        pytest.param(paid_one(amount=Decimal("0.00")), "P-1 is over €0.00", id="nothing"),
        pytest.param(paid_one(amount=Decimal("-1.00")), "P-1 is over €-1.00", id="negative"),
        pytest.param(paid_one(amount=Decimal("1000000000.00")), "to €999999999.99", id="too-much"),
        pytest.param(paid_one(creditor_name="محمد"), "Latin letters only", id="arabic-name"),
        pytest.param(paid_one(end_to_end_id="P 1"), "no bank reference", id="payment-reference"),
        pytest.param(replace(ORDER, message_id="/1"), "no bank reference", id="message-reference"),
    ],
)
def test_what_no_bank_would_take_is_refused(order: TransferOrder, because: str) -> None:
    with pytest.raises(Refused, match=because):
        written(order)


@pytest.mark.parametrize(("amount", "error"), [(1.5, TypeError), (Decimal("0.005"), ValueError)])
def test_amounts_are_whole_cents_in_decimal(amount: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        written(paid_one(amount=amount))


@pytest.mark.parametrize(
    ("file", "because"),
    [
        pytest.param(b"", "does not begin as one", id="empty"),
        pytest.param(b"<Document/>", "does not begin as one", id="another-file"),
        pytest.param(
            written(ORDER).replace(b"<Document", b"<!DOCTYPE Document [<!ENTITY a 'a'>]><Document", 1),
            "does not begin as one",
            id="document-type",
        ),
        pytest.param(written(ORDER)[:-20], "tag mismatch", id="cut-off"),
        pytest.param(written(ORDER).replace(b"SLEV", b"LATE"), "ChrgBr", id="unknown-code"),
        pytest.param(written(paid_one(creditor_iban="GR16 0110")), "IBAN", id="no-iban"),
        pytest.param(written(replace(ORDER, debtor_bic="<b>")), "BICFI", id="no-bic"),
    ],
)
def test_the_first_fault_of_a_bad_file_is_named(file: bytes, because: str) -> None:
    with pytest.raises(Refused, match=f"no valid bank file.*{because}"):
        check(io.BytesIO(file))


class ThousandTransfers:
    """Made while they are asked for; notes how much of the file was out when the last one was made."""

    def __init__(self, stream: io.BytesIO) -> None:
        self.stream = stream
        self.written_before_the_last = 0

    def __len__(self) -> int:
        return 1000

    def __contains__(self, item: object) -> bool:
        return item in iter(self)

    def __iter__(self) -> Iterator[Transfer]:
        for number in range(len(self)):
            self.written_before_the_last = self.stream.tell()
            yield replace(MARIA, end_to_end_id=f"P-{number}")


def test_a_thousand_transfers_go_out_as_they_come() -> None:
    stream = io.BytesIO()
    transfers = ThousandTransfers(stream)
    write(replace(ORDER, transfers=transfers), stream)
    assert transfers.written_before_the_last > 0.9 * stream.tell()
    stream.seek(0)
    check(stream)
    assert len(texts(stream.getvalue(), "//p:EndToEndId")) == 1000


@settings(max_examples=60)
@given(name=st.text(), remittance=st.text(), cents=st.integers(1, 99_999_999_999))
def test_whatever_is_typed_the_file_is_valid_or_refused(name: str, remittance: str, cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    try:
        file = written(paid_one(creditor_name=name, remittance=remittance, amount=amount))
    except Refused:
        return
    check(io.BytesIO(file))
    assert texts(file, "//p:InstdAmt") == texts(file, "//p:GrpHdr/p:CtrlSum") == [f"{amount:.2f}"]
