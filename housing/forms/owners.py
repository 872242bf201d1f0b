"""The form about a home's owners: a share for each that is known, and rows for who is new."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, SubmitField, ValidationError

from core.errors import Refused
from core.forms import StegiForm, TextField, TypedField, checked_by
from core.i18n import say
from housing.models import Landlord
from housing.services.landlords.owners import NewOwner
from housing.shares import check_whole, in_percent, read_share
from people.identifiers import check_afm, check_iban

ROWS_AT_ONCE = 2
MOST_ROWS = 20
_SHARE = "share_"


class ShareField(TypedField):
    """A share in hundredths of the home: 50, 33,3333."""

    message = _l("Enter a share such as 50 or 33,3333")

    def parse(self, text: str) -> int:
        return read_share(text)

    def show(self, value: int) -> str:
        return str(in_percent(value)).replace(".", ",")


class NewOwnerRow(Form):
    """One more owner; left empty it is nobody."""

    name = TextField(_l("Name"))
    owner_afm = TextField(_l("Tax number (AFM)"), [checked_by(check_afm)], most=20)
    iban = TextField(_l("IBAN, in the owner's own name"), [checked_by(check_iban)], most=50)
    share = ShareField(_l("Share"))

    @property
    def is_empty(self) -> bool:
        return not (self.name.data or self.owner_afm.data or self.iban.data or any(self.share.raw_data or ()))

    def owner(self) -> NewOwner:
        """Who was typed in, for the service."""
        return NewOwner(self.name.data, self.share.data, self.owner_afm.data or None, self.iban.data or None)

    def validate_name(self, field: TextField) -> None:
        if not field.data and not self.is_empty:
            raise ValidationError(_("Enter the name of the owner"))

    def validate_share(self, field: ShareField) -> None:
        if field.data is None and not field.errors and not self.is_empty:
            raise ValidationError(_("Enter the share of the owner"))


class OwnersForm(StegiForm):
    """The owners of a home as a whole. The button for more rows needs no script and keeps what was typed."""

    new = FieldList(FormField(NewOwnerRow), min_entries=1, max_entries=MOST_ROWS)
    more_rows = SubmitField(_l("More owners"))

    @property
    def share_fields(self) -> Mapping[int, ShareField]:
        """The fields of those that are known, by the landlord's key."""
        names = (name for name in self._fields if name.startswith(_SHARE))
        return {int(name.removeprefix(_SHARE)): self._fields[name] for name in names}

    def add_rows(self) -> None:
        """Room for some more owners."""
        for _row in range(min(ROWS_AT_ONCE, MOST_ROWS - len(self.new))):
            self.new.append_entry()

    def known(self) -> dict[int, int]:
        """The shares of those that are known; whose field is empty owns nothing any more."""
        return {key: field.data for key, field in self.share_fields.items() if field.data is not None}

    def added(self) -> list[NewOwner]:
        """Who is new."""
        return [row.form.owner() for row in self.new if not row.form.is_empty]

    def validate(self, extra_validators: Any = None) -> bool:
        return super().validate(extra_validators) and self._is_whole()

    def _is_whole(self) -> bool:
        """Beside the first share it is said what all of them make."""
        try:
            check_whole([*self.known().values(), *(owner.share for owner in self.added())])
        except Refused as refusal:
            first = next(iter(self.share_fields.values()), self.new[0].form.share)
            first.errors = [*first.errors, say(refusal.sentence)]
            return False
        return True


def owners_form(landlords: Sequence[Landlord], shares: Mapping[int, int]) -> OwnersForm:
    """A form with a share for each of these landlords, filled with those that are written down."""
    fields = {f"{_SHARE}{landlord.id}": ShareField(landlord.known_as) for landlord in landlords}
    kind: type[OwnersForm] = type("OwnersForm", (OwnersForm,), fields)
    return kind(obj=SimpleNamespace(**{f"{_SHARE}{key}": share for key, share in shares.items()}))
