"""Flask-Security, set to what this service needs: sign-in by e-mail and password, in the reader's language."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_security import FSQLALiteUserDatastore, LoginForm, Security
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from core.auth.models import Role, User
from core.session import database, settings


class SignInForm(LoginForm):
    """Flask-Security's form with our words."""

    email = EmailField(
        _l("E-mail address"),
        [InputRequired(_l("Enter your e-mail address"))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"), [InputRequired(_l("Enter your password"))], render_kw={"autocomplete": "current-password"}
    )


def users() -> FSQLALiteUserDatastore:
    """The store through which accounts are made and found."""
    return FSQLALiteUserDatastore(database, User, Role)


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
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_MSG_GENERIC_AUTHN_FAILED=(_l("The address or the password is not right."), "error"),
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
