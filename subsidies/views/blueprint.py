"""The blueprint of the pages about money, with months in addresses and words for templates."""

from datetime import date

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter, ValidationError

from core.forms import FIRST_YEAR, LAST_YEAR
from subsidies import links, words
from subsidies.calculator.case_files import case_file_name
from subsidies.calculator.faults import faults_of
from subsidies.calculator.walking import is_filled
from subsidies.rules import scheme_facts, storable, table_rows

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


class SchemeConverter(BaseConverter):
    """The key of a scheme that the service keeps."""

    regex = storable.KEY


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    """Recorded before any view, so that their addresses know the converter."""
    state.app.url_map.converters["month"] = MonthConverter
    state.app.url_map.converters["scheme"] = SchemeConverter
    state.app.jinja_env.tests["filled"] = is_filled
    state.app.jinja_env.globals.update(
        AWARD_SHAPES=words.AWARD_SHAPES,
        AWARD_WORDS=words.AWARD_WORDS,
        BATCH_SHAPES=words.BATCH_SHAPES,
        BATCH_WORDS=words.BATCH_WORDS,
        KIND_WORDS=words.KIND_WORDS,
        PAYMENT_SHAPES=words.PAYMENT_SHAPES,
        PAYMENT_WORDS=words.PAYMENT_WORDS,
        SCHEME_SHAPES=words.SCHEME_SHAPES,
        SCHEME_WORDS=words.SCHEME_WORDS,
        STATEMENT_WORDS=words.STATEMENT_WORDS,
        TABLE_EVENTS=words.TABLE_EVENTS,
        TABLE_SHAPES=words.TABLE_SHAPES,
        TABLE_WORDS=words.TABLE_WORDS,
        UNCHECKED_WORDS=words.UNCHECKED_WORDS,
        VERSION_SHAPES=words.VERSION_SHAPES,
        VERSION_WORDS=words.VERSION_WORDS,
        faults_of=faults_of,
        case_file_name=case_file_name,
        amount_rows=table_rows.amount_rows,
        requirement_facts=scheme_facts.requirement_facts,
        rule_facts=table_rows.rule_facts,
        rule_words=table_rows.rule_words,
        term_facts=scheme_facts.term_facts,
        with_links=links.with_links,
    )
