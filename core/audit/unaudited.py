"""The few tables whose changes are no steps of anybody, each with the reason."""

from collections.abc import Mapping

UNAUDITED: Mapping[str, str] = {
    "audit_event": "the audit itself",
    "audit_value": "the audit itself",
    "audit_head": "the audit itself",
    "person_key": "the audit itself; an erasure is a step of its own",
    "staff_session": "begun and ended by steps that name the person; that somebody was seen again is no step",
    "attempt_count": "how often something was tried of late, without saying what or by whom; forgotten within hours",
    "geocoded_answer": "a store of answers that any look-up may fill",
    "geocoder_turn": "when the geocoder may be asked again",
    "travel_answer": "a store of answers of another service",
    "job": "how far work has come; what a job does names itself",
    "job_file": "what a job reads, until it has ended",
    "file_import": "a file before it is taken; the step that takes its rows names itself",
    "file_import_row": "the same",
    "listing_cell": "how many of these stand where",
    "listing_cell_kind": "the same by rent, bedrooms and size",
    "listing_spot": "what adverts and dwellings say, once more in the order of places",
    "search_match": "which adverts somebody has seen in a list; the step that opened it names itself",
    "message": "how a message travels; the step that wants it said names itself",
}
