"""What an authenticator app would show, and setting it up and signing in with it by the pages."""

from datetime import datetime

from lxml.html import HtmlElement
from passlib.totp import TOTP

from core.auth.models import User
from core.dates import utc_now
from tests.support.pages import PageClient
from tests.support.rows import PASSWORD


def code_of(secret: str, at: datetime | None = None) -> str:
    """The code that the app shows at this moment."""
    return str(TOTP(key=secret, format="base32").generate(at or utc_now()).token)


def sign_in_by_page(client: PageClient, email: str, password: str, secret: str | None = None) -> None:
    """Come in as a person does: address, password, and the app's code where there is an app."""
    client.submit("/sign-in", action="/sign-in", email=email, password=password)
    if secret is not None:
        client.submit("/sign-in/code", code=code_of(secret))


def show_password(client: PageClient, user: User) -> HtmlElement:
    """The first step at the door; gives what follows."""
    return client.submit("/sign-in", action="/sign-in", email=user.email, password=PASSWORD)


def is_inside(client: PageClient) -> bool:
    return client.get("/").status_code == 200


def set_up_app(client: PageClient) -> tuple[str, HtmlElement]:
    """Set up an app by the pages; gives its secret, and what follows: the recovery codes."""
    page = client.submit("/account/second-factor", action="/account/second-factor/app")
    secret = "".join(page.xpath("string(//*[@id='key'])").split())
    return secret, client.submit("/account/second-factor/app/confirm", code=code_of(secret))


def codes_on(page: HtmlElement) -> list[str]:
    return [code.text for code in page.xpath("//main//li/span")]
