"""What the staff type to come in and to look after their accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, HiddenField, PasswordField, ValidationError
from wtforms.validators import Length

from core.auth.passwords import LONGEST, SHORTEST
from core.forms import Required, StegiForm, TextField, clean_text


def password_field(label: Any, missing: Any, autocomplete: str) -> PasswordField:
    """A password, which the browser may fill in or make up."""
    too_long = Length(max=LONGEST, message=_l("Use at most %(most)s characters", most=LONGEST))
    return PasswordField(label, [Required(missing), too_long], render_kw={"autocomplete": autocomplete})


class SignInForm(StegiForm):
    """Who comes in, and where to."""

    email = EmailField(
        _l("E-mail address"),
        [Required(_l("Enter your e-mail address"))],
        filters=[clean_text],
        render_kw={"autocomplete": "username"},
    )
    password = password_field(_l("Password"), _l("Enter your password"), "current-password")
    next = HiddenField()


class NewPasswordForm(StegiForm):
    """A password, typed twice."""

    password = password_field(_l("New password"), _l("Choose a password"), "new-password")
    again = password_field(_l("The new password again"), _l("Type the password again"), "new-password")

    shortest = SHORTEST

    def validate_again(self, field: Field) -> None:
        """Nobody sees what they type here, so that a slip is found by typing twice."""
        if field.data != self.password.data:
            raise ValidationError(_l("The two passwords are not the same"))


class ShowAgainForm(StegiForm):
    """The password of somebody who is inside: whoever finds the browser open does not know it."""

    current = password_field(_l("Your password now"), _l("Enter your password of now"), "current-password")


class ChangePasswordForm(NewPasswordForm, ShowAgainForm):
    """Both."""


class CodeForm(StegiForm):
    """Six digits of the app, or a recovery code."""

    code = TextField(_l("Code"), [Required(_l("Enter the code"))], most=40, render_kw={"autocomplete": "one-time-code"})


class PasskeyForm(StegiForm):
    """What the browser's passkey answers; written by static/js/passkey.js."""

    answer = HiddenField()
    next = HiddenField(default="")


class NewPasskeyForm(StegiForm):
    """A passkey that the browser has just made, and what its owner calls it."""

    name = TextField(_l("Name of the passkey"), [Required(_l("Give the passkey a name"))], most=60)
    answer = HiddenField()
