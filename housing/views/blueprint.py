"""The blueprint of housing's pages, and the words that their templates use."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from housing import landlord_words, lease_words, words
from maps.nominatim import ATTRIBUTION
from maps.region import REGION

bp = Blueprint("housing", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        COLUMN_WORDS=words.COLUMN_WORDS,
        DECLINE_WORDS=words.DECLINE_WORDS,
        LANDLORD_KINDS=landlord_words.LANDLORD_KINDS,
        LEASE_SHAPES=lease_words.LEASE_SHAPES,
        LEASE_WORDS=lease_words.LEASE_WORDS,
        PARTY_WORDS=lease_words.PARTY_WORDS,
        REGION=REGION,
        NOMINATIM_ATTRIBUTION=ATTRIBUTION,
        LISTING_SHAPES=words.LISTING_SHAPES,
        LISTING_STEPS=words.LISTING_STEPS,
        LISTING_WORDS=words.LISTING_WORDS,
        OFFER_SHAPES=words.OFFER_SHAPES,
        OFFER_WORDS=words.OFFER_WORDS,
        VERDICT_SHAPES=words.VERDICT_SHAPES,
        VERDICT_WORDS=words.VERDICT_WORDS,
        energy_words=words.energy_words,
        floor_words=words.floor_words,
        listing_facts=words.listing_facts,
    )
