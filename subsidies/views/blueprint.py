"""The blueprint of the pages about money, with months in addresses and words for templates."""

from datetime import date

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter, ValidationError

from core.forms import FIRST_YEAR, LAST_YEAR
from subsidies import words

bp = Blueprint("subsidies", __name__)


class MonthConverter(BaseConverter):
    """`2026-11` in an address; its first day in code."""

    regex = r"[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        try:
            month = date.fromisoformat(f"{value}-01")
        except ValueError as error:
            raise ValidationError from error
        if not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise ValidationError
        return month

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    """Recorded before any view, so that their addresses know the converter."""
    state.app.url_map.converters["month"] = MonthConverter
    state.app.jinja_env.globals.update(
        AWARD_SHAPES=words.AWARD_SHAPES,
        AWARD_WORDS=words.AWARD_WORDS,
        BATCH_SHAPES=words.BATCH_SHAPES,
        BATCH_WORDS=words.BATCH_WORDS,
        KIND_WORDS=words.KIND_WORDS,
        PAYMENT_SHAPES=words.PAYMENT_SHAPES,
        PAYMENT_WORDS=words.PAYMENT_WORDS,
        STATEMENT_WORDS=words.STATEMENT_WORDS,
        UNCHECKED_WORDS=words.UNCHECKED_WORDS,
    )
