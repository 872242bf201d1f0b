"""The blueprint of housing's pages, and the words that their templates use."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from core.dates import day_of
from housing import (
    gate_words,
    home_words,
    import_words,
    landlord_words,
    lease_words,
    map_words,
    need_words,
    needed_words,
    opinion_words,
    photo_words,
    same_words,
    stance_words,
    talk_words,
    viewing_words,
    weight_words,
    words,
)
from housing.gates import MUST_ACT
from housing.same_flat import MEASURED
from housing.way_words import way_words
from maps.clusters import in_millionths
from maps.coordinates import write_point
from maps.nominatim import ATTRIBUTION
from maps.region_picture import region_picture
from maps.words import place_near, point_words

bp = Blueprint("housing", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    """The words and shapes of everything that there are a few of."""
    state.app.jinja_env.globals.update(
        ADDRESS_WORDS=words.ADDRESS_WORDS,
        AREA_WISH_WORDS=need_words.AREA_WISH_WORDS,
        ANSWER_WORDS=stance_words.ANSWER_WORDS,
        BECAUSE_WORDS=opinion_words.BECAUSE_WORDS,
        BULK_STEPS=words.BULK_STEPS,
        CAPACITY_WORDS=landlord_words.CAPACITY_WORDS,
        COLUMN_WORDS=words.COLUMN_WORDS,
        COMPLAINT_WORDS=talk_words.COMPLAINT_WORDS,
        CONDITION_WORDS=home_words.CONDITION_WORDS,
        DECLINE_WORDS=words.DECLINE_WORDS,
        DOUBT_WORDS=words.DOUBT_WORDS,
        DROP_WORDS=words.DROP_WORDS,
        EVIDENCE_WORDS=talk_words.EVIDENCE_WORDS,
        FURNISHED_WORDS=home_words.FURNISHED_WORDS,
        GATE_STEPS=gate_words.GATE_STEPS,
        GATE_WORDS=gate_words.GATE_WORDS,
        GROUND_WORDS=talk_words.GROUND_WORDS,
        HEATING_WORDS=home_words.HEATING_WORDS,
        IMPORT_ROWS=import_words.ROW_WORDS,
        IMPORT_STATUS_WORDS=import_words.IMPORT_STATUS_WORDS,
        IMPORT_TABS=import_words.IMPORT_TABS,
        IMPORT_WORDS=import_words.IMPORT_WORDS,
        LANDLORD_KINDS=landlord_words.LANDLORD_KINDS,
        LEASE_SHAPES=lease_words.LEASE_SHAPES,
        LEASE_WORDS=lease_words.LEASE_WORDS,
        MUST_ACT=MUST_ACT,
        PARTY_WORDS=lease_words.PARTY_WORDS,
        REFUSAL_WORDS=talk_words.REFUSAL_WORDS,
        MEASURED_SIGNS=MEASURED,
        NOMINATIM_ATTRIBUTION=ATTRIBUTION,
        LISTING_SHAPES=words.LISTING_SHAPES,
        LISTING_STEPS=words.LISTING_STEPS,
        LISTING_WORDS=words.LISTING_WORDS,
        OFFER_SHAPES=words.OFFER_SHAPES,
        OFFER_WORDS=words.OFFER_WORDS,
        OPINION_SHAPES=opinion_words.OPINION_SHAPES,
        OPINION_WORDS=opinion_words.OPINION_WORDS,
        OWN_OPINION_WORDS=opinion_words.OWN_OPINION_WORDS,
        PRECISION_WORDS=words.PRECISION_WORDS,
        RENT_COVERS_WORDS=home_words.RENT_COVERS_WORDS,
        STILL_TO_BE_HAD=map_words.STILL_TO_BE_HAD,
        SIGN_WORDS=same_words.SIGN_WORDS,
        STRENGTH_WORDS=need_words.STRENGTH_WORDS,
        TOPIC_WORDS=stance_words.TOPIC_WORDS,
        STOP_WORDS=gate_words.STOP_WORDS,
        VERDICT_WORDS=words.VERDICT_WORDS,
        VOID_WORDS=home_words.VOID_WORDS,
        WITHDRAWAL_WORDS=words.WITHDRAWAL_WORDS,
        area_words=need_words.area_words,
        **viewing_words.FOR_TEMPLATES,
    )
    state.app.add_template_filter(day_of, "athens_day")


@bp.record_once
def _lend_sayings(state: BlueprintSetupState) -> None:
    """What says a thing in words, in the reader's language."""
    state.app.jinja_env.globals.update(
        amount_per_m2=words.amount_per_m2,
        distance_words=words.distance_words,
        energy_words=home_words.energy_words,
        floor_words=home_words.floor_words,
        home_facts=home_words.home_facts,
        in_millionths=in_millionths,
        legend=map_words.legend,
        per_m2_legend=map_words.per_m2_legend,
        listing_facts=words.listing_facts,
        move_words=weight_words.move_words,
        needed_line=needed_words.needed_line,
        charges_words=words.charges_words,
        parking_words=home_words.parking_words,
        photo_words=photo_words.photo_words,
        place_near=place_near,
        point_words=point_words,
        preview_words=weight_words.preview_words,
        region_picture=region_picture,
        rent_per_m2=words.rent_per_m2,
        room_words=need_words.room_words,
        share_words=landlord_words.share_words,
        up_and_down=weight_words.up_and_down,
        stance_shape=stance_words.stance_shape,
        what_holds=stance_words.what_holds,
        verdict_shape=words.verdict_shape,
        verdict_words=words.verdict_words,
        way_words=way_words,
        write_point=write_point,
    )
