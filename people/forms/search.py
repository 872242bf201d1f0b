"""Looking for households."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import ChoiceField, StegiForm, TextField
from people.forms.household import Choices
from people.services.households import HouseholdSearch
from people.stages import Stage
from people.words import STAGE_WORDS


class HouseholdSearchForm(StegiForm):
    """By name or number, centre, officer and stage. Sent by GET: what does not fit is left out."""

    class Meta:
        csrf = False

    name = TextField(_l("Name or number"), most=100)
    centre = SelectField(_l("Centre"), coerce=str, validate_choice=False)
    mine = SelectField(_l("Whose"), coerce=str, validate_choice=False)
    stage = ChoiceField(_l("Where it stands"), Stage, STAGE_WORDS, empty=_l("All but those who have left"))

    def __init__(self, *args: Any, centres: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre.choices = [
            SelectChoice("", _("All centres")),
            *(SelectChoice(str(key), name) for key, name in centres),
        ]
        self.mine.choices = [SelectChoice("", _("Everybody’s")), SelectChoice("yes", _("My households"))]
        self._known = {str(key): key for key, _name in centres}

    @property
    def is_asking(self) -> bool:
        """Whether anything is left out."""
        return bool(self.name.data or self.centre.data or self.mine.data or self.stage.data)

    def criteria(self) -> HouseholdSearch:
        """What was asked, for the service."""
        return HouseholdSearch(
            text=self.name.data or "",
            centre_id=self._known.get(self.centre.data or ""),
            is_mine=self.mine.data == "yes",
            stage=self.stage.data,
        )
