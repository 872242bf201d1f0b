"""Flask-Security, set to what this service needs of it: how passwords are hashed, and who makes a request."""

from flask import Flask
from flask_security import FSQLALiteUserDatastore, RoleMixin, Security

import core.auth.access
import core.auth.entrance
from core.auth.models import User
from core.session import database, settings


def users() -> FSQLALiteUserDatastore:
    """The store that Flask-Security asks. It has no roles: our posts are dated."""
    return FSQLALiteUserDatastore(database, User, RoleMixin)


def init_app(app: Flask) -> None:
    """Set up accounts, the door and the guard. Flask-Security's own pages stay off: docs/decisions/0014 says why."""
    with app.app_context():
        hashing = "plaintext" if settings().testing else "argon2"
    app.config.update(
        SECURITY_PASSWORD_HASH=hashing,
        SECURITY_PASSWORD_SCHEMES=[hashing],
        # argon2 salts by itself; without a key of ours in the hash, a new secret key locks nobody out.
        SECURITY_PASSWORD_SINGLE_HASH=[hashing],
        SECURITY_ANONYMOUS_USER_DISABLED=False,
    )
    Security(app, users(), register_blueprint=False)
    core.auth.entrance.init_app(app)
    core.auth.access.init_app(app)
