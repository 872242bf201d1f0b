"""What landlords are told of households and answer, in words and shapes."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from housing.disclosed_facts import DisclosedFact
from housing.states.landlords import LandlordAnswer
from people.languages import language_name
from people.models import TalkOutcome

PROPOSAL_SHAPES = {LandlordAnswer.WAITS: "waits", LandlordAnswer.YES: "done", LandlordAnswer.NO: "refused"}
PROPOSAL_WORDS = {
    LandlordAnswer.WAITS: _l("Waits for an answer"),
    LandlordAnswer.YES: _l("Yes"),
    LandlordAnswer.NO: _l("No"),
}
ANSWERS_HEARD = {  # as a talk keeps them
    TalkOutcome.WAITS: _l("Has not answered yet"),
    TalkOutcome.AGREED: _l("Yes, would let to it"),
    TalkOutcome.REFUSED: _l("No, would not let to it"),
}
TOLD_WORDS = {
    DisclosedFact.PEOPLE: _l("How many people they are"),
    DisclosedFact.CHILDREN: _l("How many of them are children"),
    DisclosedFact.LANGUAGES: _l("Which languages they speak"),
    DisclosedFact.PET: _l("Whether they have a pet"),
}


def told_words(told: Mapping[str, Any]) -> list[str]:
    """What a landlord was told, as it was then."""
    said = {
        DisclosedFact.PEOPLE: lambda number: ngettext("%(num)s person", "%(num)s people", number),
        DisclosedFact.CHILDREN: lambda number: ngettext("%(num)s child", "%(num)s children", number),
        DisclosedFact.LANGUAGES: lambda codes: ", ".join(map(language_name, codes)),
        DisclosedFact.PET: lambda has_pet: _("with a pet") if has_pet else _("no pet"),
    }
    return [words(told[name]) for name, words in said.items() if name in told]
