"""E-mail addresses, read in one place."""

import pytest

from core.emails import check_email
from core.errors import Refused


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("maria@example.org", "maria@example.org", id="plain"),
        pytest.param("Maria@Example.ORG", "Maria@example.org", id="capitals-of-the-domain"),
        pytest.param("maria@παράδειγμα.ελ", "maria@xn--hxajbheg2az3al.xn--qxam", id="greek-domain"),
    ],
)
def test_an_address_is_stored_in_letters_that_every_mail_server_takes(typed: str, stored: str):
    assert check_email(typed) == stored


@pytest.mark.parametrize("typed", ["", "maria", "maria@", "μαρία@example.org", "a@example.org\r\nBcc: b@example.org"])
def test_what_no_server_takes_is_refused_beside_its_field(typed: str):
    with pytest.raises(Refused) as refusal:
        check_email(typed, field="value")
    assert refusal.value.field == "value"
