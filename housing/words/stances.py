"""What landlords answer, in words and shapes, for pages."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from housing.models import Stance, StanceAnswer, StanceTopic

TOPIC_WORDS = {
    StanceTopic.SUBSIDISED: _l("Subsidised tenants"),
    StanceTopic.CHILDREN: _l("Children"),
    StanceTopic.PETS: _l("Pets"),
    StanceTopic.FOREIGNERS: _l("Foreigners"),
    StanceTopic.SEASONAL_ONLY: _l("For a season only"),
}
TOPIC_QUESTIONS = {
    StanceTopic.SUBSIDISED: _l("Lets to subsidised tenants"),
    StanceTopic.CHILDREN: _l("Lets to families with children"),
    StanceTopic.PETS: _l("Allows pets"),
    StanceTopic.FOREIGNERS: _l("Lets to foreigners"),
    StanceTopic.SEASONAL_ONLY: _l("Lets for a season only"),
}
ANSWER_WORDS = {
    StanceAnswer.YES: _l("Yes"),
    StanceAnswer.NO: _l("No"),
    StanceAnswer.DEPENDS: _l("It depends"),
}
_SHAPES = {StanceAnswer.YES: "done", StanceAnswer.NO: "refused", StanceAnswer.DEPENDS: "doing"}
_TURNED = {StanceAnswer.YES: "refused", StanceAnswer.NO: "done", StanceAnswer.DEPENDS: "doing"}


def stance_shape(topic: StanceTopic, answer: StanceAnswer) -> str:
    """Whether an answer opens the door; who lets for a season only closes it by a yes."""
    return (_TURNED if topic is StanceTopic.SEASONAL_ONLY else _SHAPES)[answer]


def what_holds(stances: Sequence[Stance]) -> dict[StanceTopic, Stance]:
    """What was said last to each question, of stances of which the latest comes first."""
    return {stance.topic: stance for stance in reversed(stances)}
