"""The blueprint of housing's pages, and the words that their templates use."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from core.dates import day_of
from housing.discrimination import GROUNDS
from housing.gates import MUST_ACT
from housing.reasons.withdrawn_offers import CAUSES
from housing.same_flat import MEASURED
from housing.words import (
    allocation,
    answers,
    gates,
    holds,
    homes,
    imports,
    landlords,
    leases,
    lines,
    listings,
    maps,
    needed,
    needs,
    offered,
    offers,
    opinions,
    photos,
    promises,
    same,
    stances,
    talks,
    viewings,
    weights,
)
from housing.words.ways import way_words
from maps.answers import ATTRIBUTION
from maps.clusters import in_millionths
from maps.coordinates import write_point
from maps.region_picture import region_picture
from maps.words import place_near, point_words

bp = Blueprint("housing", __name__)
WITH_TABLES = (
    allocation, answers, gates, holds, homes, imports, landlords, leases, lines, listings, maps, needs, offered, offers,
    opinions, promises, same, stances, talks, viewings,
)  # fmt: skip


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    """The words and shapes of everything that there are a few of."""
    for module in WITH_TABLES:
        state.app.jinja_env.globals.update(tables_of(module))
    state.app.jinja_env.globals.update(
        IMPORT_ROWS=imports.ROW_WORDS,
        GROUNDS_OF=GROUNDS,
        MEASURED_SIGNS=MEASURED,
        MUST_ACT=MUST_ACT,
        NOMINATIM_ATTRIBUTION=ATTRIBUTION,
        STILL_TO_BE_HAD=maps.STILL_TO_BE_HAD,
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
        amount_per_m2=listings.amount_per_m2,
        area_words=needs.area_words,
        distance_words=listings.distance_words,
        energy_words=homes.energy_words,
        fact_words=offered.fact_words,
        told_words=answers.told_words,
        floor_words=homes.floor_words,
        home_facts=homes.home_facts,
        in_millionths=in_millionths,
        last_day_words=leases.last_day_words,
        legend=maps.legend,
        per_m2_legend=maps.per_m2_legend,
        listing_facts=listings.listing_facts,
        move_words=weights.move_words,
        needed_line=needed.needed_line,
        charges_words=listings.charges_words,
        parking_words=homes.parking_words,
        photo_words=photos.photo_words,
        place_near=place_near,
        point_words=point_words,
        preview_words=weights.preview_words,
        region_picture=region_picture,
        rent_per_m2=listings.rent_per_m2,
        room_words=needs.room_words,
        share_words=landlords.share_words,
        up_and_down=weights.up_and_down,
        stance_shape=stances.stance_shape,
        what_holds=stances.what_holds,
        verdict_shape=listings.verdict_shape,
        verdict_words=listings.verdict_words,
        way_words=way_words,
        write_point=write_point,
    )
