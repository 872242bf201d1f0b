"""The page of a lease that ends early."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import add_centre, add_user, sign_in
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")

TYPED = {"last_day": "20/11/2026", "by": "landlord", "reason": "own-use", "words": "Her son comes back"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def path(session: Session, centre: Centre) -> str:
    lease = add_lease(session, centre)
    session.commit()
    return f"/leases/{lease.id}"


def test_an_end_is_written_down_read_and_taken_back(
    client: PageClient, session: Session, officer: User, path: str
) -> None:
    sign_in(client, officer)
    assert client.page(path).xpath(f"//main//a[@href='{path}/end']")
    page = client.submit(f"{path}/end", **TYPED)
    assert page.xpath("//*[@id='end']")
    for said in (
        "20/11/2026",
        "The landlord needs the home",
        "Her son comes back",
        "Ended",
        "31/12/2026",
        "09/11/2029",
    ):
        assert said in text(page)
    assert not page.xpath(f"//main//a[@href='{path}/end']")
    client.page(f"{path}/end", status=409)
    page = client.submit(path, f"{path}/end/take-back")
    assert page.xpath(f"//main//a[@href='{path}/end']")


def test_what_is_missing_is_said_beside_its_field(
    client: PageClient, session: Session, officer: User, path: str
) -> None:
    sign_in(client, officer)
    page = client.submit(f"{path}/end", status=422, words="x")
    assert {field.get("name") for field in page.xpath("//*[contains(@class, 'st-field-no')]//input")} == {
        "last_day", "by", "reason",
    }  # fmt: skip
    page = client.submit(f"{path}/end", status=422, **(TYPED | {"last_day": "09/11/2026"}))
    assert page.xpath("//input[@name='last_day']/@aria-invalid") == ["true"]
    assert text(page.xpath("//textarea[@name='words']")[0]) == "Her son comes back"


def test_finance_reads_the_end_and_other_centres_nothing(client: PageClient, session: Session, path: str) -> None:
    reader = add_user(session, StaffRole.FINANCE_OFFICER)
    stranger = add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania"))
    session.commit()
    sign_in(client, reader)
    assert not client.page(path).xpath(f"//main//a[@href='{path}/end']")
    client.page(f"{path}/end", status=403)
    sign_in(client, stranger)
    client.page(f"{path}/end", status=403)
