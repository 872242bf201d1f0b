"""What a family thinks of a home that is kept for it: asked of itself, and written down for who calls or comes by."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired, Optional

from core.forms import LongTextField, StegiForm
from housing.opinions import Because, Opinion
from housing.words.opinions import BECAUSE_WORDS, OPINION_WORDS, OWN_OPINION_WORDS


class OpinionForm(StegiForm):
    """What do you think of this home?"""

    opinion = RadioField(
        _l("Would you like it?"),
        [InputRequired(_l("Choose an answer"))],
        choices=[SelectChoice(opinion.value, OWN_OPINION_WORDS[opinion]) for opinion in Opinion],
    )
    because = RadioField(
        _l("Because of what?"),
        [Optional()],
        choices=[SelectChoice(because.value, BECAUSE_WORDS[because]) for because in Because],
    )
    words = LongTextField(_l("In your own words"), most=300)

    def said(self) -> dict[str, Any]:
        """As `services.opinions.say_opinion` takes it."""
        return {
            "opinion": Opinion(self.opinion.data),
            "because": Because(self.because.data) if self.because.data else None,
            "words": self.words.data or "",
        }


class ToldOpinionForm(OpinionForm):
    """The same, as somebody of the staff hears it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opinion.label.text = _l("What does the family say?")
        self.opinion.choices = [SelectChoice(opinion.value, OPINION_WORDS[opinion]) for opinion in Opinion]
        self.words.label.text = _l("In its own words")
