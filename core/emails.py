"""E-mail addresses as people write them. Pure; the only reader of them in the service."""

from email_validator import EmailNotValidError, validate_email

from core.errors import Refused
from core.text import N_, Sentence

NO_ADDRESS = Sentence(N_("Enter an e-mail address such as name@example.org"))


def check_email(text: str, field: str = "email") -> str:
    """The address in letters that every mail server takes; whether anybody reads it is not asked."""
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        raise Refused(NO_ADDRESS, field) from error
    assert found.ascii_email is not None  # only an address that asks for SMTPUTF8 has none
    return found.ascii_email
