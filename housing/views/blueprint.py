"""The blueprint of housing's pages, and the words that their templates use."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from core.dates import day_of
from housing import (
    allocation_words,
    answer_words,
    gate_words,
    hold_words,
    home_words,
    import_words,
    landlord_words,
    lease_words,
    line_words,
    map_words,
    need_words,
    needed_words,
    offer_words,
    offered_words,
    opinion_words,
    photo_words,
    promise_words,
    same_words,
    stance_words,
    talk_words,
    viewing_words,
    weight_words,
    words,
)
from housing.discrimination import GROUNDS
from housing.gates import MUST_ACT
from housing.same_flat import MEASURED
from housing.way_words import way_words
from housing.withdrawal_causes import CAUSES
from maps.clusters import in_millionths
from maps.coordinates import write_point
from maps.nominatim import ATTRIBUTION
from maps.region_picture import region_picture
from maps.words import place_near, point_words

bp = Blueprint("housing", __name__)
WITH_TABLES = (
    allocation_words, answer_words, gate_words, hold_words, home_words, import_words, landlord_words, lease_words,
    line_words, map_words, need_words, offer_words, offered_words, opinion_words, promise_words, same_words,
    stance_words, talk_words, viewing_words, words,
)  # fmt: skip


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    """The words and shapes of everything that there are a few of."""
    for module in WITH_TABLES:
        state.app.jinja_env.globals.update(tables_of(module))
    state.app.jinja_env.globals.update(
        IMPORT_ROWS=import_words.ROW_WORDS,
        GROUNDS_OF=GROUNDS,
        MEASURED_SIGNS=MEASURED,
        MUST_ACT=MUST_ACT,
        NOMINATIM_ATTRIBUTION=ATTRIBUTION,
        STILL_TO_BE_HAD=map_words.STILL_TO_BE_HAD,
        TAKEN_BACK_CAUSES=CAUSES,
    )
    state.app.add_template_filter(day_of, "athens_day")


def tables_of(module: ModuleType) -> dict[str, Mapping[Any, Any]]:
    """Its words and shapes by their names, of which each stands for one table in all of housing."""
    named = {name: value for name, value in vars(module).items() if name.isupper() and not name.startswith("_")}
    return {name: value for name, value in named.items() if isinstance(value, Mapping)}


@bp.record_once
def _lend_sayings(state: BlueprintSetupState) -> None:
    """What says a thing in words, in the reader's language."""
    state.app.jinja_env.globals.update(
        amount_per_m2=words.amount_per_m2,
        area_words=need_words.area_words,
        distance_words=words.distance_words,
        energy_words=home_words.energy_words,
        fact_words=offered_words.fact_words,
        told_words=answer_words.told_words,
        floor_words=home_words.floor_words,
        home_facts=home_words.home_facts,
        in_millionths=in_millionths,
        last_day_words=lease_words.last_day_words,
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
