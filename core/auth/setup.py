"""Flask-Security, set to what this service needs: sign-in by e-mail and password, in the reader's language."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import FSQLALiteUserDatastore, LoginForm, RoleMixin, Security
from flask_security.utils import validate_redirect_url
from wtforms import EmailField, Field, PasswordField
from wtforms.validators import Length

from core.auth.models import User
from core.auth.passwords import LONGEST
from core.forms import Required, clean_text
from core.session import database, settings


class SignInForm(LoginForm):
    """Flask-Security's form with our words."""

    remember = None  # whoever asks for it by hand stays signed in no longer than the browser is open
    email = EmailField(
        _l("E-mail address"),
        [Required(_l("Enter your e-mail address"))],
        filters=[clean_text],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [Required(_l("Enter your password")), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_next(self, field: Field) -> None:
        """The way to another host is forgotten; it is no reason not to let somebody in."""
        if not validate_redirect_url(field.data):
            field.data = ""

    def validate(self, **kwargs: Any) -> bool:
        """What is wrong with address and password is one sentence about both: it tells no stranger who works here."""
        is_right: bool = super().validate(**kwargs)
        if not is_right and self.email.data and self.password.data:
            self.email.errors = self.password.errors = ()
            self.form_errors = [_("The address or the password is not right.")]
        return is_right


def users() -> FSQLALiteUserDatastore:
    """The store through which accounts are made and found. It has no roles: our posts are dated."""
    return FSQLALiteUserDatastore(database, User, RoleMixin)


def init_app(app: Flask) -> None:
    """Add sign-in and sign-out. Everything else that Flask-Security can do stays off."""
    with app.app_context():
        configured = settings()
    app.config.update(
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/sign-in",
        SECURITY_LOGIN_USER_TEMPLATE="core/sign_in.html",
        SECURITY_PASSWORD_HASH="argon2",
        # argon2 salts by itself; without a key of ours in the hash, a new secret key locks nobody out.
        SECURITY_PASSWORD_SINGLE_HASH=["argon2", "plaintext"],
        SECURITY_MSG_UNAUTHENTICATED=(_l("Sign in first to see this page."), "error"),
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_ANONYMOUS_USER_DISABLED=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False, "test_environment": True},
    )
    if configured.testing:
        app.config.update(
            SECURITY_PASSWORD_HASH="plaintext",
            SECURITY_PASSWORD_SCHEMES=["plaintext"],
        )
    Security(app, users(), login_form=SignInForm)
