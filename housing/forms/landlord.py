"""Forms about landlords: looking for them, writing one down."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError

from core.emails import check_email
from core.forms import ChoiceField, StegiForm, TextField, checked_by
from core.i18n import say
from core.phones import check_phone
from housing.models import LandlordKind
from housing.services.landlords.landlord_records import NAMELESS, LandlordDetails, LandlordSearch
from housing.words.landlords import LANDLORD_KINDS
from people.identifiers import check_afm, check_iban


class LandlordSearchForm(StegiForm):
    """By name and kind. Sent by GET: what does not fit is left out."""

    class Meta:
        csrf = False

    name = TextField(_l("Name"), most=100)
    kind = ChoiceField(_l("Kind"), LandlordKind, LANDLORD_KINDS, empty=_l("All kinds"), validate_choice=False)

    @property
    def is_asking(self) -> bool:
        """Whether anything is left out."""
        return bool(self.name.data or self.kind.data)

    def criteria(self) -> LandlordSearch:
        """What was asked, for the service."""
        return LandlordSearch(text=self.name.data or "", kind=self.kind.data)


class LandlordForm(StegiForm):
    """What is written down about a landlord; numbers are left out for those who do not see them."""

    name = TextField(_l("Name"))
    kind = ChoiceField(_l("Kind"), LandlordKind, LANDLORD_KINDS, empty=_l("Not asked"))
    phone = TextField(_l("Telephone"), [checked_by(check_phone)], most=40)
    email = TextField(_l("E-mail"), [checked_by(check_email)])
    afm = TextField(_l("Tax number (AFM)"), [checked_by(check_afm)], most=20)
    iban = TextField(_l("IBAN, in the landlord's own name"), [checked_by(check_iban)], most=50)

    def validate_name(self, field: TextField) -> None:
        if not (field.data or self.phone.data or self.email.data):
            raise ValidationError(say(NAMELESS))

    def details(self) -> LandlordDetails:
        """What was typed, for the service."""
        return LandlordDetails(
            name=self.name.data or "",
            kind=self.kind.data,
            phone=self.phone.data or None,
            email=self.email.data or None,
            afm=self.afm.data or None if "afm" in self else None,
            iban=self.iban.data or None if "iban" in self else None,
        )


class NewLandlordForm(LandlordForm):
    """The same of a landlord whom nobody has written down; `centres` are those the person may do that for."""

    centre_id = SelectField(_l("Centre"), coerce=int)

    def __init__(self, *args: Any, centres: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre_id.choices = [SelectChoice(key, name) for key, name in centres]
