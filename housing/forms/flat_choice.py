"""One of several flats, or none of them."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectChoice, SelectField

from housing.models import Listing


class FlatField(SelectField):
    """Which of the flats that are `offered`, if it is about one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, coerce=int, **kwargs)
        self._listings: dict[int, Listing] = {}

    def offer(self, listings: Iterable[Listing]) -> None:
        """Let these be chosen."""
        self._listings = {listing.id: listing for listing in listings}
        named = [SelectChoice(listing.id, listing.title) for listing in self._listings.values()]
        self.choices = [SelectChoice(0, _("None in particular")), *named]

    @property
    def listing(self) -> Listing | None:
        """The flat that was chosen."""
        return self._listings.get(self.data)
