"""Case files at the calculator: saved, opened, and refused without losing what was typed."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from core.auth.models import User
from subsidies.commands import quote_command
from subsidies.rules.case_file import parse_json, read_case
from subsidies.rules.scheme_file import shipped_schemes, shipped_text
from subsidies.services.scheme_proposals import propose_scheme
from subsidies.services.schemes import store_shipped
from tests.subsidies.calculator import HOSTILE, PATH, TYPED, column, token
from tests.subsidies.quoting import ask, case
from tests.subsidies.whole_case import WHOLE
from tests.support.pages import PageClient, complaints
from tests.support.rows import NOW
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


def test_the_saved_file_gives_stegi_quote_the_same_figures(desk: PageClient, tmp_path: Path):
    opened = open_file(desk, WHOLE)
    data = dict(next(form for form in opened.forms if form.get("id") == "calculator").form_values())
    answer = desk.post(f"{PATH}/case-file", data=data)
    assert answer.headers["Content-Disposition"] == "attachment; filename=case-demonstration-v1.json"
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/json", "nosniff")
    file = tmp_path / "case.json"
    file.write_bytes(answer.data)
    answered = json.loads(CliRunner().invoke(quote_command, [str(file)]).output)
    assert answered == ask(WHOLE)
    due = [amount for amount in column(opened, "Payable") if amount != "€0.00"]
    assert due == [f"€{row['payable']}" for row in answered["instalments"]]
    assert read_case(parse_json(answer.text), shipped_schemes()) == read_case(WHOLE, shipped_schemes())


def test_what_is_not_whole_is_not_saved(desk: PageClient):
    answer = desk.post(f"{PATH}/case-file", data={"csrf_token": token(desk), "scheme": "1"})
    assert answer.status_code == 422
    assert "Enter the rent" in answer.text


def test_an_opened_file_fills_every_field_and_opens_its_groups(desk: PageClient):
    page = open_file(desk, WHOLE)
    assert len(page.xpath("//details[@class='st-group'][not(@open)]")) == 1, "that of the case file"
    assert page.xpath("//input[@name='case-suspensions-0-reason']/@value") == ["Abroad"]
    assert page.xpath("//input[@name='case-paid-0-month']/@value") == ["02/2026"]
    assert page.xpath("//select[@name='case-facts-status']/option[@selected]/@value") == ["refugee"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The case is empty; it must be a JSON object"),
        (b"\x89PNG\r\n\x1a\n\xff", "This is no case file. Choose one that “Save as a case file” made"),
        (b'{"scheme": "demo"', "The case ends too early"),
        (json.dumps({**WHOLE, "scheme": "demo"}).encode(), 'scheme is "demo"; schemes known here: demonstration'),
        (json.dumps(case(lease={"monthly_rent": 450})).encode(), "lease.monthly_rent is 450"),
        (json.dumps(case(facts={"status": "\ud800"})).encode(), "holds half a character"),
        (json.dumps(case(31)).encode(), "The calculator takes 30 persons"),
    ],
)
def test_a_wrong_file_is_refused_with_its_sentence_and_nothing_typed_is_lost(
    desk: PageClient, content: bytes, sentence: str
):
    file = FileStorage(BytesIO(content), "case.json")
    answer = desk.post(f"{PATH}/open", data={"csrf_token": token(desk), "scheme": "1", **TYPED, "file": file})
    page = html.document_fromstring(answer.text)
    assert answer.status_code == 422
    assert sentence in page.xpath("string(//*[@id='file-error'])")
    assert page.xpath("//input[@name='case-lease-monthly_rent']/@value") == ["1.000,00"]
    assert text(page.xpath("//*[@id='said']")[0]) == "14 instalments, €2,384.00 in all", "of what was typed"
    assert len(page.xpath("//*[@id='result']//a[@href='#file']")) == 0


def test_without_a_file_none_is_opened(desk: PageClient):
    answer = desk.post(f"{PATH}/open", data={"csrf_token": token(desk), "scheme": "1"})
    assert answer.status_code == 422
    assert "Choose a case file, such as case.json." in answer.text


def test_an_opened_file_says_by_which_version_it_is_reckoned(desk: PageClient, session: Session, officer: User):
    session.commit()
    [note] = open_file(desk, WHOLE).xpath("//*[@id='result']/*[1]")
    assert text(note) == "The file is reckoned by: Demonstration scheme, version 1."
    add_version(session, officer)
    [note] = open_file(desk, case(scheme="helios-2019")).xpath("//*[@id='result']/*[1]")
    assert text(note) == (
        "The file is reckoned by: HELIOS 2019 (historical), version 1. "
        "It names no version, and there are several: choose another one above if it is meant."
    )


def test_a_later_version_comes_with_the_command_that_reckons_by_it(
    desk: PageClient, client: PageClient, session: Session, officer: User
):
    session.commit()
    page = desk.submit(PATH, action=PATH, **TYPED)
    assert text(page.xpath("//*[@id='command']")[0]) == ""
    number = add_version(session, officer)
    data = {"csrf_token": token(desk), **TYPED, "scheme": str(number)}
    page = html.document_fromstring(desk.post(PATH, data=data).text)
    [command] = page.xpath("//*[@id='command']//code")
    assert text(command) == "stegi quote --scheme-file helios-2019-2.toml case-helios-2019-v2.json"
    saved = desk.post(f"{PATH}/case-file", data=data)
    assert saved.headers["Content-Disposition"] == "attachment; filename=case-helios-2019-v2.json"
    part = desk.post(PATH, data=data, headers={"HX-Target": "result"}).text
    assert "--scheme-file helios-2019-2.toml" in part
    enter(client, session, officer)
    page = html.document_fromstring(client.post(PATH, data=data | {"csrf_token": token(client)}).text)
    [link] = page.xpath("//*[@id='command']//a/@href")
    assert client.get(link).headers["Content-Disposition"] == 'attachment; filename="helios-2019-2.toml"'


def add_version(session: Session, officer: User) -> int:
    """A second version of HELIOS 2019."""
    store_shipped(session, "helios-2019", at=NOW)
    text = shipped_text("helios-2019").replace('amount = "162.00"', 'amount = "200.00"')
    proposed = propose_scheme(session, text, actor=officer, at=NOW)
    session.commit()
    return proposed.id


def test_hostile_text_comes_back_as_text(desk: PageClient):
    hold = {"from": "2026-05-05", "to": "2026-05-20", "reason": HOSTILE}
    members = [{"id": HOSTILE, "born": "1990-02-01"}]
    page = open_file(desk, case(suspensions=[hold], facts={"status": HOSTILE}, household={"members": members}))
    assert not page.xpath("//script[not(@src)]")
    for name in ("case-suspensions-0-reason", "case-household-members-0-id"):
        assert page.xpath(f"//input[@name='{name}']/@value") == [HOSTILE]
    assert page.xpath("//select[@name='case-facts-status']/option[@selected]/@value") == [HOSTILE]
    refused = desk.post(f"{PATH}/open", data={"csrf_token": token(desk), "file": file_of({**WHOLE, HOSTILE: 1})})
    assert "<script>alert" not in refused.text


def open_file(desk: PageClient, data: object) -> HtmlElement:
    answer = desk.post(f"{PATH}/open", data={"csrf_token": token(desk), "scheme": "1", "file": file_of(data)})
    page = html.document_fromstring(answer.text)
    assert (answer.status_code, complaints(page)) == (200, []), text(page)
    return page


def file_of(data: object) -> FileStorage:
    return FileStorage(BytesIO(json.dumps(data).encode()), "case.json")
