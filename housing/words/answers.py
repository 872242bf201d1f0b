"""What landlords are told of households and answer, in words and shapes."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from housing.states.landlords import LandlordAnswer
from housing.told_facts import ToldFact
from people.languages import language_name
from people.models import Outcome

PROPOSAL_SHAPES = {LandlordAnswer.WAITS: "waits", LandlordAnswer.YES: "done", LandlordAnswer.NO: "refused"}
PROPOSAL_WORDS = {
    LandlordAnswer.WAITS: _l("Waits for an answer"),
    LandlordAnswer.YES: _l("Yes"),
    LandlordAnswer.NO: _l("No"),
}
ANSWERS_HEARD = {  # as a talk keeps them
    Outcome.WAITS: _l("Has not answered yet"),
    Outcome.AGREED: _l("Yes, would let to it"),
    Outcome.REFUSED: _l("No, would not let to it"),
}
TOLD_WORDS = {
    ToldFact.PEOPLE: _l("How many people they are"),
    ToldFact.CHILDREN: _l("How many of them are children"),
    ToldFact.LANGUAGES: _l("Which languages they speak"),
    ToldFact.PET: _l("Whether they have a pet"),
}


def told_words(told: Mapping[str, Any]) -> list[str]:
    """What a landlord was told, as it was then."""
    said = {
        ToldFact.PEOPLE: lambda number: ngettext("%(num)s person", "%(num)s people", number),
        ToldFact.CHILDREN: lambda number: ngettext("%(num)s child", "%(num)s children", number),
        ToldFact.LANGUAGES: lambda codes: ", ".join(map(language_name, codes)),
        ToldFact.PET: lambda has_pet: _("with a pet") if has_pet else _("no pet"),
    }
    return [words(told[name]) for name, words in said.items() if name in told]
