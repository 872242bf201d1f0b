"""The bank file: a SEPA credit transfer order as ISO 20022 pain.001.001.09, written and checked as a stream.

Source: ISO 20022 pain.001.001.09; European Payments Council, credit transfer implementation guidelines of 2023.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import BinaryIO

from lxml import etree

from core.errors import Refused
from core.money import from_cents, to_cents
from core.text import N_, Sentence
from subsidies.bank.characters import bank_name, bank_reference, bank_text

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_START = b"<?xml version='1.0' encoding='UTF-8'?>\n<Document "
LARGEST_TRANSFER = Decimal("999999999.99")

Leaf = tuple[str, str]  # the path of an element, and its text


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment. Its reference comes back in the bank's answer; the IBAN is stored checked and without blanks."""

    end_to_end_id: str
    amount: Decimal
    creditor_name: str
    creditor_iban: str
    remittance: str


@dataclass(frozen=True, slots=True)
class TransferOrder:
    """Payments from one account on one day. `transfers` is gone through twice, and may read its rows anew each time."""

    message_id: str
    created_at: datetime
    execution_on: date
    debtor_name: str
    debtor_iban: str
    debtor_bic: str | None
    transfers: Collection[Transfer]


def write(order: TransferOrder, stream: BinaryIO) -> None:
    """Write the order; the same order gives the same bytes.

    Raises Refused for what no bank would take; then the stream may hold part of a file and is to be thrown away.
    """
    sums = _sums(order.transfers)
    with etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(_tag("Document"), nsmap={None: NAMESPACE}), file.element(_tag("CstmrCdtTrfInitn")):
            with file.element(_tag("GrpHdr")):
                _put_all(file, _group_header(order, sums))
            with file.element(_tag("PmtInf")):
                _put_all(file, _payment_header(order, sums))
                for transfer in order.transfers:
                    _put_transfer(file, transfer)


def check(stream: BinaryIO) -> None:
    """Read a written file against the schema, as a stream and without network. Raises Refused with the first fault.

    No document type may come before the root: lxml 6.1.3 crashes on an entity while it validates, and told not to
    resolve any it takes a file that is cut off.
    """
    if stream.read(len(_START)) != _START:
        raise _invalid("it does not begin as one")
    stream.seek(0)
    try:
        for _event, element in etree.iterparse(stream, tag=_tag("CdtTrfTxInf"), schema=_schema(), collect_ids=False):
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise _invalid(error.msg) from error


def _sums(transfers: Collection[Transfer]) -> list[Leaf]:
    """How many and how much. A second payment under one reference could be paid twice or never found again."""
    if not transfers:
        raise Refused(Sentence(N_("There is no payment to send to the bank.")))
    cents, seen = 0, set[str]()
    for transfer in transfers:
        if transfer.end_to_end_id in seen:
            raise Refused(
                Sentence(N_("Two payments have the reference %(reference)s."), {"reference": transfer.end_to_end_id})
            )
        seen.add(transfer.end_to_end_id)
        cents += _cents(transfer)
    return [("NbOfTxs", str(len(transfers))), ("CtrlSum", _euros(cents))]


def _cents(transfer: Transfer) -> int:
    if not 0 < transfer.amount <= LARGEST_TRANSFER:
        raise Refused(
            Sentence(
                N_("Payment %(reference)s is over %(amount)s: a bank transfer is from €0.01 to %(most)s."),
                {"reference": transfer.end_to_end_id, "amount": transfer.amount, "most": LARGEST_TRANSFER},
            )
        )
    return to_cents(transfer.amount)


def _group_header(order: TransferOrder, sums: list[Leaf]) -> Iterator[Leaf]:
    if order.created_at.utcoffset() is None:
        raise ValueError(f"an instant has a zone, {order.created_at} has none")
    yield "MsgId", bank_reference(order.message_id)
    yield "CreDtTm", order.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield from sums
    yield "InitgPty/Nm", bank_name(order.debtor_name)


def _payment_header(order: TransferOrder, sums: list[Leaf]) -> Iterator[Leaf]:
    yield "PmtInfId", bank_reference(order.message_id)
    yield "PmtMtd", "TRF"
    yield "BtchBookg", "true"
    yield from sums
    yield "PmtTpInf/SvcLvl/Cd", "SEPA"
    yield "ReqdExctnDt/Dt", order.execution_on.isoformat()
    yield "Dbtr/Nm", bank_name(order.debtor_name)
    yield "DbtrAcct/Id/IBAN", order.debtor_iban
    if order.debtor_bic:
        yield "DbtrAgt/FinInstnId/BICFI", order.debtor_bic
    else:
        yield "DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"
    yield "ChrgBr", "SLEV"


def _put_transfer(file: "etree._IncrementalFileWriter", transfer: Transfer) -> None:
    with file.element(_tag("CdtTrfTxInf")):
        _put(file, "PmtId/EndToEndId", bank_reference(transfer.end_to_end_id))
        _put(file, "Amt/InstdAmt", _euros(to_cents(transfer.amount)), Ccy="EUR")
        _put(file, "Cdtr/Nm", bank_name(transfer.creditor_name))
        _put(file, "CdtrAcct/Id/IBAN", transfer.creditor_iban)
        _put(file, "RmtInf/Ustrd", bank_text(transfer.remittance))


def _put_all(file: "etree._IncrementalFileWriter", leaves: Iterable[Leaf]) -> None:
    for path, text in leaves:
        _put(file, path, text)


def _put(file: "etree._IncrementalFileWriter", path: str, text: str, **attributes: str) -> None:
    """Open the elements of the path, one inside the other, and write the text into the innermost."""
    name, _slash, below = path.partition("/")
    if below:
        with file.element(_tag(name)):
            _put(file, below, text, **attributes)
    else:
        with file.element(_tag(name), attributes):
            file.write(text)


@cache
def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _euros(cents: int) -> str:
    return str(from_cents(cents))


@cache
def _schema() -> etree.XMLSchema:
    with (resources.files("sepaxml") / "schemas" / "pain.001.001.09.xsd").open("rb") as file:
        return etree.XMLSchema(etree.parse(file))


def _invalid(fault: str) -> Refused:
    return Refused(Sentence(N_("This is no valid bank file (pain.001.001.09): %(fault)s"), {"fault": fault}))


def _forget(element: etree._Element) -> None:
    """Let go of an element that was read, and of those before it, so that memory stays flat."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
