"""The tick that somebody who was just typed is nobody of those who may be the same."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import CheckboxInput

from core.forms import StegiForm


class ApartField(Field):
    """Its value names who was asked about, by their keys: others are asked about again."""

    widget = CheckboxInput()
    data: frozenset[int]
    shown: frozenset[int]  # whom the tick is about, set or not

    def process_data(self, value: object) -> None:
        self.data = self.shown = frozenset()

    def process_formdata(self, valuelist: list[str]) -> None:
        keys = (key for text in valuelist for key in text.split())
        self.data = self.shown = frozenset(int(key) for key in keys if key.isascii() and key.isdecimal())

    def _value(self) -> str:
        return " ".join(map(str, sorted(self.shown)))

    def is_about(self, keys: Collection[int]) -> bool:
        """Whether the tick was set for all of these; if not, it is empty and asks for it."""
        if self.data.issuperset(keys):
            return True
        self.data, self.shown = frozenset(), frozenset(keys)
        self.errors = [_("Somebody who may be the same is written down already. If it is nobody of these, tick here.")]
        return False


class AsksWhetherSame(StegiForm):
    """A form about somebody new. The tick stands on the page once there is somebody to ask about."""

    apart = ApartField(_l("It is another person"))
