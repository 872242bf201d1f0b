"""What an authenticator app would show, and signing in with it by the pages."""

from datetime import datetime

from passlib.totp import TOTP

from core.dates import utc_now
from tests.support.pages import PageClient


def code_of(secret: str, at: datetime | None = None) -> str:
    """The code that the app shows at this moment."""
    return str(TOTP(key=secret, format="base32").generate(at or utc_now()).token)


def sign_in_by_page(client: PageClient, email: str, password: str, secret: str | None = None) -> None:
    """Come in as a person does: address, password, and the app's code where there is an app."""
    client.submit("/sign-in", action="/sign-in", email=email, password=password)
    if secret is not None:
        client.submit("/sign-in/code", code=code_of(secret))
