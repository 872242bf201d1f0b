"""What is typed to look for flats around it."""

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from core.forms import Required, StegiForm, TextField
from housing.words.listings import DOUBT_WORDS
from maps.addresses import LONGEST
from maps.coordinates import typed_point
from maps.distance import Point
from maps.doubts import Doubt
from maps.region import region


class AroundForm(StegiForm):
    """A place, an address or a point."""

    around = TextField(
        _l("Around"), [Required(_l("Enter a village or a town, a street with its town, or a point"))], LONGEST
    )

    @property
    def point(self) -> Point | None:
        """What was typed, where it is two numbers. Raises ValueError for what is not on the globe."""
        return typed_point(self.around.data or "")

    def validate_around(self, field: TextField) -> None:
        try:
            is_elsewhere = self.point is not None and self.point not in region().ground
        except ValueError:
            is_elsewhere = True
        if is_elsewhere:
            raise ValidationError(DOUBT_WORDS[Doubt.OUTSIDE])
