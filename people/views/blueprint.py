"""The blueprint of the pages about people, and the words that their templates borrow."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from people.countries import country_name
from people.languages import language_name
from people.words import RELATION_WORDS, SEX_WORDS

bp = Blueprint("people", __name__)
bp.add_app_template_filter(language_name)
bp.add_app_template_filter(country_name)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(RELATION_WORDS=RELATION_WORDS, SEX_WORDS=SEX_WORDS)
