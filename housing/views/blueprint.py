"""The blueprint of housing's pages, and the words that their templates use."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from housing import words

bp = Blueprint("housing", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        COLUMN_WORDS=words.COLUMN_WORDS | words.FURTHER_WORDS,
        FURTHER_WORDS=words.FURTHER_WORDS,
        LISTING_SHAPES=words.LISTING_SHAPES,
        LISTING_STEPS=words.LISTING_STEPS,
        LISTING_WORDS=words.LISTING_WORDS,
        floor_words=words.floor_words,
        listing_facts=words.listing_facts,
    )
