"""What a family thinks of a home, in words: as it reads them itself, and as the staff read them."""

from flask_babel import lazy_gettext as _l

from housing.opinions import Because, Opinion

OPINION_SHAPES = {Opinion.LIKED: "done", Opinion.NOT_LIKED: "refused"}
OPINION_WORDS = {
    Opinion.LIKED: _l("The family would like it"),
    Opinion.NOT_LIKED: _l("The family does not want it"),
}
OWN_OPINION_WORDS = {
    Opinion.LIKED: _l("I would like this one"),
    Opinion.NOT_LIKED: _l("Not this one"),
}
BECAUSE_WORDS = {
    Because.COST: _l("What it costs"),
    Because.PLACE: _l("Where it is"),
    Because.ROOM: _l("How large it is"),
    Because.STAIRS: _l("The stairs or the lift"),
    Because.CONDITION: _l("What state it is in"),
    Because.OTHER: _l("Something else"),
}
