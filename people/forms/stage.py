"""Forms that say where a household stands, and what of that was wrong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from core.forms import DayField, LongTextField, Required, StegiForm, TextField
from people.services.stages import StageDetails
from people.stages import Stage, StageFact, StageReason
from people.words import STAGE_REASON_WORDS, STAGE_WORDS

NEVER_WAS = "-"


class StageForm(StegiForm):
    """A stage with its reason, in one choice, so that none can be sent that do not go together. None is
    chosen before a person chooses it: most of them end what the programme does.
    """

    move = RadioField(_l("Where it stands"), [InputRequired(_l("Choose where it stands"))])
    since_on = DayField(_l("Since when"), [Required(_l("Enter the day"))])
    note = LongTextField(_l("Note"), most=1000)

    def __init__(self, *args: Any, moves: Sequence[tuple[Stage, StageReason | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._moves = {move_key(*move): move for move in moves}
        self.move.choices = [SelectChoice(key, _words(*move)) for key, move in self._moves.items()]

    def details(self) -> StageDetails:
        """What was typed, for the service."""
        stage, reason = self._moves[self.move.data]
        return StageDetails(StageFact(stage, self.since_on.data, reason), note=self.note.data or None)


class StageCorrectionForm(StageForm):
    """What holds in place of what was written down."""

    referred_by = TextField(_l("Who referred it"), most=200)

    def __init__(self, *args: Any, wrong: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wrong is not Stage.REFERRED:
            del self.referred_by
        self.move.choices = [*self.move.choices, SelectChoice(NEVER_WAS, _("None of it: this never was"))]

    def details(self) -> StageDetails:
        if self.move.data == NEVER_WAS:
            return StageDetails(None, note=self.note.data or None)
        typed = super().details()
        if self.referred_by is None or typed.fact is None or typed.fact.stage is not Stage.REFERRED:
            return typed
        return replace(typed, referred_by=self.referred_by.data or None)


def move_key(stage: Stage, reason: StageReason | None) -> str:
    """How a choice is sent."""
    return f"{stage}/{reason}" if reason else stage.value


def _words(stage: Stage, reason: StageReason | None) -> str:
    return f"{STAGE_WORDS[stage]}: {STAGE_REASON_WORDS[reason]}" if reason else str(STAGE_WORDS[stage])
