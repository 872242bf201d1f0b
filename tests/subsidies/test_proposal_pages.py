"""The page on which a scheme is proposed: what is typed or sent, looked at, refused and taken."""

from io import BytesIO

import pytest
from lxml.html import document_fromstring
from sqlalchemy.orm import Session

from core.auth.models import User
from core.shown_again import ONLY_SHOWN
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.scheme_proposals import approve_scheme, propose_scheme
from subsidies.services.schemes import get_scheme, get_version, list_schemes
from tests.subsidies.changed_scheme import PLUS, TEXT, card, text
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter

pytestmark = pytest.mark.usefixtures("clock")


def test_a_proposal_begins_as_the_newest_version_and_waits(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    path = "/scheme-proposal?from=helios-plus"
    [shown] = client.page(path).xpath("//textarea[@name='text']")
    assert shown.value.strip() == PLUS.strip()
    again = client.submit(path, text=shown.value.lstrip(), status=422)
    assert "This is version 1, letter by letter." in text(again)
    page = client.submit(path, text=TEXT.replace("\n", "\r\n"))
    assert "HELIOS+ (draft), version 2" in text(page.xpath("//h1")[0])
    version = get_version(session, "helios-plus", 2)
    assert (version.text, version.prepared_by_id) == (TEXT, officer.id)


def test_a_draft_with_the_table_that_the_page_shows_can_be_proposed(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    path = "/scheme-proposal?from=helios-plus"
    [table] = client.page(path).xpath("//*[@id='help']/ancestor::section//pre")
    assert table.text.startswith("[[monthly]]")
    client.submit(path, text=PLUS.replace('"draft"', '"active"') + table.text)
    assert "162.00" in get_version(session, "helios-plus", 2).text


def test_what_would_change_is_looked_at_before_anything_is_proposed(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    path = "/scheme-proposal?from=helios-plus"
    page = client.submit(path, text=TEXT, look="yes")
    assert "Length of an award 12 months 6 months" in card(page, "changed-facts")
    assert page.xpath("//textarea[@name='text']")[0].value.strip() == TEXT.strip()
    new = client.submit(path, text=TEXT.replace('"helios-plus"', '"helios-2030"'), look="yes")
    assert "the first version of a new scheme: helios-2030" in text(new)
    wrong = client.submit(path, text=TEXT.replace("months = 6", ""), look="yes", status=422)
    assert "terms.months is missing" in card(wrong, "wrong")
    assert [len(scheme.versions) for scheme in list_schemes(session)] == [1, 1, 1]


def test_a_text_that_began_as_an_older_version_is_looked_at_before_it_undoes_the_newer(
    client: PageClient, session: Session, shipped: None, officer: User, approver: User
) -> None:
    enter(client, session, officer)
    path, typed = "/scheme-proposal?from=helios-plus", f"{PLUS}# A remark\n"
    [token] = client.page(path).xpath("//main//input[@name='csrf_token']/@value")
    older = {"csrf_token": token, "begun_as": "1", "text": typed}
    approve_scheme(session, propose_scheme(session, TEXT, actor=officer, at=NOW), actor=approver, at=NOW)
    session.commit()
    page = document_fromstring(client.post(path, data=older).text)
    assert "Version 2 was approved since you began" in text(page)
    assert "Length of an award 6 months 12 months" in card(page, "changed-facts")
    assert page.xpath("//textarea[@name='text']")[0].value.strip() == typed.strip()
    assert len(get_scheme(session, "helios-plus").versions) == 2
    session.commit()
    [begun_as] = page.xpath("//input[@name='begun_as']/@value")
    assert client.post(path, data=older | {"begun_as": begun_as}).status_code == 302
    assert get_version(session, "helios-plus", 3).text == typed


def test_everything_that_is_wrong_stands_beside_the_text_and_nothing_typed_is_lost(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    broken = TEXT.replace("months = 6", "months = 0").replace('"180.00"', "180.00").replace("source", "sauce", 1)
    page = client.submit("/scheme-proposal", text=broken, status=422)
    wrong = card(page, "wrong")
    assert "terms.months is 0; it must be a whole number" in wrong
    assert "monthly[0].bands[0].amount is 180.00; it must be an amount" in wrong
    assert len(page.xpath("//section[@aria-labelledby='wrong']//li")) == 4
    assert "Text of the scheme: 4 things are wrong in it" in text(page)
    assert page.xpath("//textarea[@name='text']")[0].value.strip() == broken.strip()
    assert len(get_scheme(session, "helios-plus").versions) == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("", "write the text of the scheme", id="nothing"),
        pytest.param("= 1", "The file is not TOML at line 1", id="no-toml"),
        pytest.param(TEXT.replace('"helios-plus"', '"Ήλιος"'), "small Latin letters", id="a-key-for-no-address"),
        pytest.param("#" * 20_001, "at most 20,000 letters", id="too-long"),
        pytest.param(shipped_text("demonstration") + "#", "for demonstrations only", id="the-demonstration"),
    ],
)
def test_what_can_be_no_version_is_refused_in_a_sentence(
    client: PageClient, session: Session, officer: User, typed: str, why: str
) -> None:
    enter(client, session, officer)
    assert why in text(client.submit("/scheme-proposal", text=typed, status=422))
    assert list_schemes(session) == []


def test_a_file_is_taken_as_it_is_or_shown_to_be_mended(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    broken = TEXT.replace("months = 6", "months = six").encode()
    for content, why in ((b"\xff\xfe", "no text in UTF-8"), (b"#" * 80_001, "at most 20,000"), (broken, "1 thing is")):
        page = client.submit("/scheme-proposal", file=(BytesIO(content), "s.toml"), status=422)
        assert why in text(page)
    assert "months = six" in page.xpath("//textarea[@name='text']")[0].value
    client.submit("/scheme-proposal", file=(BytesIO(TEXT.replace("\n", "\r\n").encode("utf-8-sig")), "s.toml"))
    assert get_version(session, "helios-plus", 2).text == TEXT.replace("\n", "\r\n")


def test_a_choice_of_the_reader_proposes_nothing_and_keeps_what_was_typed(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    path = "/scheme-proposal?from=helios-plus"
    page = client.page(path)
    [button] = page.xpath("//button[@form='proposal'][contains(@formaction, 'language=el')]")
    [token] = page.xpath("//main//input[@name='csrf_token']/@value")
    sent = {"csrf_token": token, "begun_as": "1", "text": TEXT, ONLY_SHOWN: "y"}
    answer = client.post(button.get("formaction"), data=sent)
    assert (answer.status_code, answer.location) == (307, path)
    shown = document_fromstring(client.post(path, data=sent).text)
    assert shown.get("lang") == "el"
    assert shown.xpath("//textarea[@name='text']")[0].value.strip() == TEXT.strip()
    file = {"file": (BytesIO(TEXT.encode()), "helios-plus.toml"), "text": "", ONLY_SHOWN: "y", "csrf_token": token}
    shown = document_fromstring(client.post(path, data=file, content_type="multipart/form-data").text)
    assert shown.xpath("//textarea[@name='text']")[0].value.strip() == TEXT.strip()
    assert [len(scheme.versions) for scheme in list_schemes(session)] == [1, 1, 1]
