"""The calculator's pages: a case typed in and compared; what is wrong stands beside its field."""

import pytest
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.shown_again import ONLY_SHOWN
from housing.models import Lease
from subsidies.models import SchemeVersion, SubsidyAward
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.scheme_proposals import propose_scheme, withdraw_scheme
from subsidies.services.schemes import store_shipped
from tests.subsidies.calculator import HOSTILE, PATH, TYPED, column, token
from tests.subsidies.quoting import ask, case
from tests.support.pages import PageClient, complaints
from tests.support.rows import NOW, add_user, speak_english
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

DEARER = shipped_text("helios-2019").replace('amount = "162.00"', 'amount = "200.00"')


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


def test_a_case_typed_in_brings_what_stegi_quote_says(desk: PageClient):
    page = desk.submit(PATH, action=PATH, **TYPED)
    answered = ask(case())
    assert said(page) == "14 instalments, €2,384.00 in all"
    assert column(page, "Payable") == [f"€{row['payable']}" for row in answered["instalments"]]
    february = page.xpath("//section[@aria-labelledby='instalments']//tbody/tr")[1]
    [arithmetic] = february.xpath(".//*[@class='st-calc']")
    assert text(arithmetic) == "€162.00a month ×19/28days"
    assert "€162.00 × 19 / 28 = €109.93" in text(february)
    assert "10/02/2026 – 28/02/2026" in text(february)


def test_before_anything_is_typed_the_page_says_what_to_type(desk: PageClient):
    page = desk.page(PATH)
    assert "No case yet" in text(page)
    assert not page.xpath("//*[@class='st-errors' or @class='st-error']")
    assert page.xpath("//details[@open]") == []


def test_whoever_reads_greek_reads_the_arithmetic_in_greek(desk: PageClient):
    with desk.session_transaction() as kept:
        kept["language"] = "el"
    page = desk.submit(PATH, action=PATH, **TYPED)
    assert said(page) == "14 δόσεις, 2.384,00 € συνολικά"
    assert "πληρώνονται 19 από τις 28 ημέρες" in text(page)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"case-lease-monthly_rent": "much"}, "case-lease-monthly_rent", "Enter an amount such as 450 or 1,234.50"),
        ({"case-lease-starts_on": ""}, "case-lease-starts_on", "Enter the day on which the lease starts"),
        ({"case-household-members-0-born": ""}, "case-household-members-0-born", "Enter the day of birth"),
        ({"case-recovery-share": "0,5"}, "case-recovery-from_month", "Enter the month"),
        ({"case-recovery-from_month": "13/2026"}, "case-recovery-from_month", "Enter a month such as 11/2026"),
        ({"case-lease-share": "0"}, "case-lease-share", "It is above 0 and at most 1"),
        ({"case-ends_on": "10/02/2026"}, "case-ends_on", "The award would end before it begins, on 10/02/2026"),
        (
            {"case-household-members-0-born": "11/02/2026"},
            "case-household-members-0-born",
            "A person is born by 10/02/2026, when they join or the award begins",
        ),
        (
            {"case-recovery-from_month": "02/2026", "case-recovery-share": "0,9"},
            "case-recovery-share",
            "The scheme keeps back at most 0.50 of an instalment",
        ),
        ({"scheme": "4711"}, "scheme", "Choose a scheme"),
        ({"other": "x1"}, None, None),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    desk: PageClient, typed: dict[str, str], field: str | None, sentence: str | None
):
    sent = TYPED | typed
    answer = desk.post(PATH, data={"csrf_token": token(desk), "scheme": "1", **sent})
    page = html.document_fromstring(answer.text)
    assert complaints(page) == []
    if field is None or sentence is None:
        assert answer.status_code == 200
        return
    assert answer.status_code == 422
    assert sentence in page.xpath(f"string(//*[@id='{field}-error'])")
    assert page.xpath(f"//*[@class='st-errors']//a[@href='#{field}']")
    assert not [shut for shut in page.xpath(f"//*[@id='{field}']/ancestor::details") if shut.get("open") is None]
    assert {name: page.xpath(f"string(//input[@name='{name}']/@value)") for name in sent if name != "scheme"} == {
        name: value for name, value in sent.items() if name != "scheme"
    }


def test_the_later_of_two_rows_that_do_not_fit_is_pointed_at_past_empty_ones(desk: PageClient):
    rows = {
        "case-paid-0-month": "02/2026", "case-paid-0-amount": "1",
        "case-paid-1-month": "", "case-paid-1-amount": "",
        "case-paid-2-month": "02/2026", "case-paid-2-amount": "2",
    }  # fmt: skip
    page = send(desk, 422, **TYPED, **rows)
    assert "Payment 1 is for the same" in page.xpath("string(//*[@id='case-paid-2-month-error'])")


def test_on_paper_the_case_stands_with_its_figures(desk: PageClient):
    [paper] = send(desk, 200, **TYPED).xpath("//*[contains(@class, 'd-print-block')]")
    assert text(paper) == (
        "The case Decided on20/01/2026Lease starts on10/02/2026Whole rent, a month€1,000.00Born01/02/1990"
    )


def test_rows_are_added_and_taken_away_without_scripts(desk: PageClient):
    page = send(desk, 200, do="add case-household-members", **TYPED)
    assert [f.get("name") for f in page.xpath("//input[@autofocus]")] == ["case-household-members-1-born"]
    assert said(page) == "14 instalments, €2,384.00 in all", "an empty row changes nothing"
    assert page.xpath("//*[@class='st-error']") == []
    two = TYPED | {"case-household-members-1-born": "05/05/2019"}
    assert said(send(desk, 200, **two)) == "14 instalments, €4,538.00 in all"
    page = send(desk, 200, do="remove case-household-members-0", **two)
    assert page.xpath("//input[@name='case-household-members-0-born']/@value") == ["05/05/2019"]
    assert page.xpath("//button[@autofocus]/@value") == ["add case-household-members"]
    assert page.xpath("//button[starts-with(@value, 'remove')]") == [], "one person stays"


@pytest.mark.parametrize("kind", ["rent_changes", "suspensions", "freezes", "paid"])
def test_each_kind_of_row_opens_its_group(desk: PageClient, kind: str):
    page = send(desk, 200, do=f"add case-{kind}", **TYPED)
    [group] = page.xpath("//details[@class='st-group'][@open]")
    assert group.xpath(f".//*[@id='case-{kind}-rows']/fieldset")


@pytest.mark.parametrize(
    "change",
    ["add nothing", "remove case-paid-4", "remove case-household-members-0", "add", "", HOSTILE],
)
def test_a_button_that_is_not_there_changes_no_row(desk: PageClient, change: str):
    page = send(desk, 200, do=change, **TYPED)
    assert len(page.xpath("//*[@class='st-rows']/fieldset")) == 1


def test_there_is_room_for_so_many_rows_and_no_more(desk: PageClient):
    born = {f"case-household-members-{number}-born": "01/02/1990" for number in range(30)}
    page = send(desk, 200, do="add case-household-members", **(TYPED | born))
    assert "The calculator takes 30 of them at most." in text(page)
    assert page.xpath("//button[@value='add case-household-members']") == []
    assert len(page.xpath("//*[@id='case-household-members-rows']/fieldset")) == 30


def test_htmx_gets_the_result_alone_and_never_a_fault(desk: PageClient):
    part = desk.post(PATH, data={"csrf_token": token(desk), "scheme": "1", **TYPED}, headers={"HX-Target": "result"})
    assert part.status_code == 200
    assert "<form" not in part.text
    said_part, faults, *_ = html.fragments_fromstring(part.text)
    assert (faults.get("id"), faults.get("hx-swap-oob"), len(faults)) == ("faults", "innerHTML", 0)
    assert (said_part.get("hx-swap-oob"), text(said_part)) == ("innerHTML", "14 instalments, €2,384.00 in all")
    wrong = {**TYPED, "case-lease-monthly_rent": "much"}
    part = desk.post(PATH, data={"csrf_token": token(desk), "scheme": "1", **wrong}, headers={"HX-Target": "result"})
    assert part.status_code == 200
    assert "Enter an amount such as 450" in part.text


def test_what_was_paid_otherwise_is_shown_and_kept_back(desk: PageClient):
    paid = {
        "case-paid-0-month": "02/2026", "case-paid-0-kind": "monthly", "case-paid-0-amount": "200,00",
        "case-recovery-from_month": "06/2026", "case-recovery-share": "0,5",
    }  # fmt: skip
    page = send(desk, 200, **TYPED, **paid)
    [row] = page.xpath("//section[@aria-labelledby='differences']//tbody/tr")
    assert text(row) == "February 2026 Rent €200.00 €109.93 −€90.07"
    assert column(page, "Kept back")[4:8] == ["€0.00", "€81.00", "€9.07", "€0.00"]
    assert "is paid already and stays as it is" in text(page.xpath("//tr[@class='st-frozen']")[0])


def test_every_reason_against_a_case_is_told_at_once(desk: PageClient, session: Session):
    draft = store_shipped(session, "helios-plus", at=NOW)
    session.commit()
    page = send(desk, 200, **TYPED | {"scheme": str(draft.id)})
    assert said(page) == "Not eligible, for 2 reasons"
    assert "The scheme is a draft" in text(page)
    assert "No table of amounts is in force on 10/02/2026." in text(page)
    assert "Instalments" not in text(page)


def test_two_versions_stand_beside_each_other_month_by_month(
    desk: PageClient, session: Session, version: SchemeVersion, officer: User
):
    store_shipped(session, "helios-2019", at=NOW)
    proposed = propose_scheme(session, DEARER, actor=officer, at=NOW)
    session.commit()
    page = send(desk, 200, **TYPED, other=str(proposed.id))
    assert "version 2 (proposed)" in text(page)
    [table] = page.xpath("//section[@aria-labelledby='comparison']//table")
    rows = [text(row) for row in table.xpath(".//tbody/tr")]
    assert rows[1] == "March 2026 €162.00 €200.00 €38.00"
    assert text(table.xpath(".//tfoot")[0]) == "Total €2,384.00€2,840.00€456.00"


def test_what_the_other_scheme_misses_in_the_case_is_told_beside_the_first(
    desk: PageClient, session: Session, version: SchemeVersion
):
    other = store_shipped(session, "opeka-housing-benefit", at=NOW)
    session.commit()
    recovery = {"case-recovery-from_month": "06/2026", "case-recovery-share": "0,5"}
    page = send(desk, 200, **TYPED, **recovery, other=str(other.id))
    assert said(page) == (
        "Demonstration scheme, version 1: 14 instalments, €2,384.00 in all; "
        "OPEKA housing benefit, version 1: Not eligible, for 1 reason"
    )
    assert "Without keeping anything back" in text(page)


def test_an_award_is_tried_with_the_case_and_the_version_it_rests_on(
    client: PageClient, session: Session, award: SubsidyAward, officer: User
):
    enter(client, session, officer)
    before = session.query(AuditEvent).count()
    session.commit()
    [link] = client.page(f"/awards/{award.id}").xpath("//a[contains(., 'Try it in the calculator')]/@href")
    page = client.page(link)
    assert said(page) == f"{len(award.instalments)} instalments, €{award.total:,} in all"
    assert page.xpath("//select[@name='scheme']/option[@selected]/@value") == [str(award.scheme_version_id)]
    session.expire_all()
    assert session.query(AuditEvent).count() == before + 2, "who was shown the award, twice"


def test_a_lease_is_tried_by_a_housing_officer_as_it_stands_today(
    desk: PageClient, session: Session, lease: Lease, version: SchemeVersion
):
    session.commit()
    [link] = desk.page(f"/leases/{lease.id}").xpath("//a[contains(., 'Try it in the calculator')]/@href")
    page = desk.page(link)
    assert page.xpath("//input[@name='case-lease-monthly_rent']/@value") == [str(lease.monthly_rent)]
    assert "in all" in said(page)
    names = page.xpath("//input[contains(@name, '-members-') and contains(@name, '-id')]")
    assert names, "who is typed by hand may be named"
    assert {field.value for field in names} == {None} or {field.value for field in names} == {""}


def test_a_version_that_was_withdrawn_is_none_to_reckon_by(desk: PageClient, session: Session, officer: User):
    store_shipped(session, "helios-2019", at=NOW)
    proposed = propose_scheme(session, DEARER, actor=officer, at=NOW)
    session.commit()
    assert str(proposed.id) in desk.page(PATH).xpath("//select[@name='scheme']/option/@value")
    withdraw_scheme(session, proposed, actor=officer, at=NOW)
    session.commit()
    assert str(proposed.id) not in desk.page(PATH).xpath("//select[@name='scheme']/option/@value")


def test_of_two_schemes_with_one_name_the_key_tells_which(desk: PageClient, session: Session, officer: User):
    for key in ("a-new-one", "b-new-one"):
        text_of = shipped_text("helios-plus").replace('"helios-plus"', f'"{key}"')
        propose_scheme(session, text_of, actor=officer, at=NOW)
    session.commit()
    names = [text(option) for option in desk.page(PATH).xpath("//select[@name='scheme']/option")]
    assert names == [
        "HELIOS+ (draft), version 1 (proposed) (a-new-one)",
        "HELIOS+ (draft), version 1 (proposed) (b-new-one)",
        "Demonstration scheme, version 1",
    ]


def test_without_any_scheme_none_can_be_chosen(client: PageClient, session: Session):
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER))
    page = client.submit(PATH, action=PATH, status=422, **TYPED)
    assert page.xpath("//*[@id='scheme']/option") == []
    assert "Choose a scheme" in page.xpath("string(//*[@id='scheme-error'])")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (StaffRole.HOUSING_OFFICER, 200),
        (StaffRole.FINANCE_OFFICER, 200),
        (StaffRole.FINANCE_APPROVER, 200),
        (StaffRole.ADMINISTRATOR, 403),
    ],
)
def test_who_works_with_cases_may_reckon(
    client: PageClient, session: Session, version: SchemeVersion, role: StaffRole, status: int
):
    enter(client, session, add_user(session, role))
    speak_english(client)
    assert client.get(PATH).status_code == status


def send(desk: PageClient, status: int, **typed: str) -> HtmlElement:
    answer = desk.post(PATH, data={"csrf_token": token(desk), "scheme": "1", **typed})
    assert answer.status_code == status, answer.text[:1000]
    page = html.document_fromstring(answer.text)
    assert complaints(page) == []
    return page


def said(page: HtmlElement) -> str:
    return text(page.xpath("//*[@id='said']")[0])


@pytest.mark.parametrize("address", ["/calculator/open", "/calculator/case-file"])
def test_the_address_of_a_button_leads_to_the_page_it_stands_on(desk: PageClient, address: str):
    assert desk.get(address).location == PATH


@pytest.mark.parametrize("choice", [("language", "el"), ("theme", "dark")])
def test_a_choice_of_the_reader_keeps_what_was_typed(desk: PageClient, choice: tuple[str, str]):
    name, value = choice
    [button] = desk.page(PATH).xpath(f"//button[contains(@formaction, '{name}={value}')]")
    assert (button.get("form"), button.get("name")) == ("calculator", ONLY_SHOWN)
    typed = TYPED | {"csrf_token": token(desk), "scheme": "1", "case-lease-monthly_rent": "", ONLY_SHOWN: "y"}
    answer = desk.post(button.get("formaction"), data=typed)
    assert (answer.status_code, answer.location) == (307, PATH)
    page = html.document_fromstring(desk.post(answer.location, data=typed).text)
    assert page.xpath("//input[@name='case-decided_on']/@value") == ["20/01/2026"]
    assert page.xpath("//*[@class='st-errors' or @class='st-error']") == []
