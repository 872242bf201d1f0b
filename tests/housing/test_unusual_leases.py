"""What the paper of a lease rarely says is saved when somebody has said that it does: on the form and from a file."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy.orm import Session

from cli import main
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.models import Lease, Listing
from tests.housing.lease_files import SHORT, add_numbered, count, leases, row, send, send_and_take, told
from tests.housing.sent_files import findings, statuses, take
from tests.support.pages import PageClient
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")

TYPED = {
    "signed_on": "20/11/2026",
    "starts_on": "01/12/2026",
    "agreed_last_day": "30/11/2027",
    "monthly_rent": "450,00",
}
on_one = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms


@pytest.fixture
def path(session: Session, centre: Centre, listing: Listing) -> str:
    household = add_numbered(session, centre, "17", "Haddad")
    return f"/leases/new?listing={listing.id}&household={household.id}"


def boxes(page: HtmlElement) -> list[tuple[str, bool]]:
    """What may be said of the paper, and whether it is ticked."""
    return [(box.get("value"), box.get("checked") is not None) for box in page.xpath("//input[@name='is_so']")]


def send_again(client: PageClient, path: str, page: HtmlElement, **typed: str) -> HtmlElement:
    """The form that came back, sent with this."""
    [form] = [form for form in page.forms if "starts_on" in form.fields]
    answer = client.post(path, data={**dict(form.form_values()), **typed}, follow_redirects=True)
    return document_fromstring(answer.text)


@pytest.mark.parametrize(
    ("unusual", "question"),
    [
        pytest.param({"starts_on": "10/11/2026"}, "begins on 10/11/2026, and is signed only on 20/11/2026", id="days"),
        pytest.param(
            {"monthly_rent": "450,01"}, "A rent of €450.01 is above the €450.00 that the flat was to cost", id="dearer"
        ),
        pytest.param({"deposit": "90"}, "A deposit of €90.00 is less than one rent of €450.00", id="less-than-a-rent"),
        pytest.param({"deposit": "0"}, "no deposit at all", id="no-deposit"),
        pytest.param({"deposit": "900,01"}, "A deposit of €900.01 is more than two rents of €450.00", id="too-much"),
    ],
)
@on_one
def test_what_is_unusual_is_asked_about_on_the_form(
    path: str, signed_in: PageClient, session: Session, unusual: dict[str, str], question: str
) -> None:
    assert boxes(signed_in.page(path)) == [], "nothing is asked before anything is typed"
    page = signed_in.submit(path, status=422, **(TYPED | unusual))
    [(said, is_ticked)] = boxes(page)
    assert question in text(page)
    assert not is_ticked
    shown = {name: page.xpath(f"string(//input[@name='{name}']/@value)") for name in TYPED | unusual}
    assert shown == TYPED | unusual, "what was typed stays"
    assert count(session, Lease) == 0
    session.rollback()
    send_again(signed_in, path, page, is_so=said)
    assert count(session, Lease) == 1


@on_one
def test_who_says_so_of_one_thing_has_not_said_it_of_another(
    path: str, signed_in: PageClient, session: Session
) -> None:
    page = signed_in.submit(path, status=422, deposit="90", **TYPED)
    [(said, _is_ticked)] = boxes(page)

    def again(**typed: str) -> HtmlElement:
        return send_again(signed_in, path, page, is_so=said, **typed)

    assert [ticked for _said, ticked in boxes(again(deposit="80"))] == [False], "another amount was looked at"
    assert [ticked for _said, ticked in boxes(again(deposit="90", starts_on="10/11/2026"))] == [False, True]
    assert boxes(again(deposit="80", starts_on="")) != [], "it is asked beside what is wrong"
    assert count(session, Lease) == 0
    session.rollback()
    again(deposit="450")
    [lease] = leases(session)
    assert lease.deposit == Decimal("450.00"), "who corrects it has nothing to say"


@on_one
def test_nothing_is_signed_tomorrow(path: str, signed_in: PageClient, session: Session) -> None:
    page = signed_in.submit(path, status=422, **(TYPED | {"signed_on": "24/11/2026"}))
    assert "This day lies in the future." in page.xpath("string(//*[@id='signed_on-error'])")
    assert count(session, Lease) == 0


HEADER = f"{SHORT};deposit;signed on"


def test_a_row_with_something_unusual_waits_for_a_word(importer: PageClient, session: Session) -> None:
    usual = row("18", "Ικάρου 40", phone="2810000002", afm="")
    page = send(importer, f"{HEADER}\n{row()};90;02/09/2025\n{usual};900;20/08/2025\n")
    assert "begins on 01/09/2025, and is signed only on 02/09/2025. Does the paper say so?" in told(page)
    assert "A deposit of €90.00 is less than one rent of €450.00" in told(page)
    assert findings(session) == [[("signed_on", "begins-unsigned"), ("deposit", "low-deposit")], []]
    assert statuses(session) == [RowStatus.DOUBTFUL, RowStatus.READY]
    take(importer, page, only_ready="1")
    assert statuses(session) == [RowStatus.DOUBTFUL, RowStatus.NEW]


def test_a_row_that_somebody_has_looked_at_is_taken_and_asks_no_more(importer: PageClient, session: Session) -> None:
    file = f"{HEADER}\n{row()};90;02/09/2025\n"
    page = send(importer, file)
    [confirm] = page.xpath("//form[contains(@action, '/confirm')][contains(@action, '/rows/')]/@action")
    take(importer, importer.submit("/imports/1", action=confirm))
    [lease] = leases(session)
    assert (lease.signed_on, lease.deposit) == (date(2025, 9, 2), Decimal("90.00"))
    session.rollback()
    send(importer, file)
    assert statuses(session) == [RowStatus.READY], "it is written down already"


def test_a_deposit_that_a_known_lease_still_lacks_is_asked_about_too(importer: PageClient, session: Session) -> None:
    send_and_take(importer, f"{SHORT}\n{row()}\n")
    send(importer, f"{HEADER}\n{row()};4500;02/09/2025\n")
    assert ("deposit", "high-deposit") in findings(session)[0]
    assert ("signed_on", "begins-unsigned") not in findings(session)[0], "its day of signing stays as it is"


def test_the_command_takes_what_is_unusual_and_says_so(
    session: Session, centre: Centre, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    add_numbered(session, centre, "17", "Haddad")
    session.commit()
    file = tmp_path / "leases.csv"
    file.write_text(f"{HEADER}\n{row()};900,01;02/09/2025\n")
    said = CliRunner().invoke(main, ["import", "leases", str(file), "--source", "register", "--json"])
    answer = json.loads(said.stdout)
    assert (said.exit_code, answer["created"]) == (1, 1), answer
    assert [(one["field"], one["code"]) for one in answer["warnings"]] == [
        ("signed_on", "begins-unsigned"), ("deposit", "high-deposit"),
    ]  # fmt: skip
