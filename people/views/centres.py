"""The centres that a form offers."""

from core.auth.access import actor
from core.auth.posts import centres_of
from core.i18n import language
from core.session import db_session
from people.forms.household import Choices


def centre_choices() -> Choices:
    """The centres this person may choose, named in the reader's language."""
    return [(centre.id, centre.name(language())) for centre in centres_of(db_session(), actor())]
