"""The blueprint of the pages about people, and the words that their templates borrow."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from people import words
from people.countries import country_name
from people.languages import language_name

bp = Blueprint("people", __name__)
bp.add_app_template_filter(language_name)
bp.add_app_template_filter(country_name)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        ALIKE_WORDS=words.ALIKE_WORDS,
        CHANNEL_WORDS=words.CHANNEL_WORDS,
        CONTACT_WORDS=words.CONTACT_WORDS,
        ENTERPRISE_WORDS=words.ENTERPRISE_WORDS,
        HOUSEHOLD_PLACE_WORDS=words.HOUSEHOLD_PLACE_WORDS,
        IDENTIFIER_WORDS=words.IDENTIFIER_WORDS,
        INCOME_WORDS=words.INCOME_WORDS,
        JOINING_WORDS=words.JOINING_WORDS,
        LEAVING_WORDS=words.LEAVING_WORDS,
        OUTCOME_SHAPES=words.OUTCOME_SHAPES,
        OUTCOME_WORDS=words.OUTCOME_WORDS,
        PER_WORDS=words.PER_WORDS,
        PROTECTION_WORDS=words.PROTECTION_WORDS,
        PURPOSE_WORDS=words.PURPOSE_WORDS,
        RELATION_WORDS=words.RELATION_WORDS,
        SEX_WORDS=words.SEX_WORDS,
        STAGE_REASON_WORDS=words.STAGE_REASON_WORDS,
        STAGE_SHAPES=words.STAGE_SHAPES,
        STAGE_WORDS=words.STAGE_WORDS,
        SUPPORT_WORDS=words.SUPPORT_WORDS,
    )
