"""The blueprint of the pages of maps, and the words that templates borrow."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from maps import words

bp = Blueprint("maps", __name__)
bp.add_app_template_global(words.way_there)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(AMENITY_WORDS=words.AMENITY_WORDS, PLACE_FIELD_WORDS=words.PLACE_FIELD_WORDS)
