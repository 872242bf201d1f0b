"""Forms about programme, projects, partners and centres."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField

from core.dates import DAY
from core.forms import CoordinateField, DayField, Required, StegiForm, TextField, between, checked_by
from core.phones import check_phone
from core.structure.building import LATITUDES, LONGITUDES, CentreDetails, Names


class NamesForm(StegiForm):
    """What something is called."""

    name_el = TextField(_l("Name in Greek"), [Required(_l("Enter the name in Greek"))])
    name_en = TextField(_l("Name in Latin letters"), [Required(_l("Enter the name in Latin letters"))])

    def details(self) -> Names:
        """What was typed, for the service."""
        return Names(self.name_el.data, self.name_en.data)


class CentreForm(NamesForm):
    """What is known of a centre."""

    key = TextField(_l("Short name"), [Required(_l("Enter a short name, such as north-coast"))], most=40)
    latitude = CoordinateField(
        _l("Latitude"),
        [Required(_l("Enter the latitude")), between(*LATITUDES, _l("In Greece the latitude lies between 34 and 42"))],
    )
    longitude = CoordinateField(
        _l("Longitude"),
        [
            Required(_l("Enter the longitude")),
            between(*LONGITUDES, _l("In Greece the longitude lies between 19 and 30")),
        ],
    )
    phone = TextField(_l("Telephone"), [checked_by(check_phone)], most=40)

    def details(self) -> CentreDetails:
        """What was typed, for the service."""
        return CentreDetails(
            self.name_el.data,
            self.name_en.data,
            self.key.data,
            self.latitude.data,
            self.longitude.data,
            self.phone.data or None,
        )


class NewProjectForm(NamesForm):
    """A project and its first day."""

    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day"))])


class NewPartnerForm(NewProjectForm):
    """A partner and its first day."""

    is_lead = BooleanField(_l("The lead of the project"))


class NewCentreForm(CentreForm):
    """A centre and its first day."""

    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day"))])


class LastDayForm(StegiForm):
    """The end of something, as people say it."""

    last_day = DayField(_l("Last day"), [Required(_l("Enter the last day"))])

    @property
    def ends_on(self) -> date:
        """The first day after it."""
        last_day: date = self.last_day.data
        return last_day + DAY


class HandOverForm(StegiForm):
    """Who runs a centre from a day on."""

    partner_id = SelectField(_l("Partner"), [Required(_l("Choose a partner"))])
    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day"))])

    def __init__(self, *args: Any, partners: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(str(key), name) for key, name in partners]
        self.partner_id.choices = [SelectChoice("", _l("Choose a partner")), *named]
