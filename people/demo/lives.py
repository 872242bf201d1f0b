"""What happens in three families of the whole demonstration: a birth, a reunification, a daughter who moves out."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, add_months
from core.demo import office_hours
from people.demo.means import create_means
from people.joining import Joining, Leaving
from people.models import Channel, Household, ProtectionStatus, Relation, Sex, TalkOutcome
from people.services.households import split_household
from people.services.log import EntryDetails, add_entry
from people.services.members import Membership, add_member
from people.services.persons import PersonDetails

# Of the many families, three that have neither an offer nor a lease.
GROWS, REUNITED, SPLIT = 14, 17, 20

_FAMILY_NOTE = "Η μητέρα ζήτησε να μη μαθευτεί η διάγνωση του γιατρού: μόνο για τους δύο υπευθύνους."


def create_lives(
    session: Session, families: Sequence[Household], actor: User, colleague: User, on: date, at: datetime
) -> None:
    """A son is born, a wife and a daughter come, a daughter of age founds a household of her own."""
    grows, reunited, split = families[GROWS], families[REUNITED], families[SPLIT]
    born_on = on - 90 * DAY
    son = _person("نوید کاظمی", "Navid Kazemi", Sex.MALE, born_on)
    born = Membership(Relation.CHILD, joined_on=born_on, joined_by=Joining.BIRTH)
    add_member(session, grows, son, born, actor=actor, at=office_hours(born_on + 9 * DAY))
    create_means(session, grows, actor, on, at)
    _add_restricted_note(session, grows, actor, colleague, on)
    came_on = on - 50 * DAY
    for name, latin, age, relation in (
        ("نرگس جعفری", "Narges Jafari", 24, Relation.PARTNER), ("لاله جعفری", "Laleh Jafari", 2, Relation.CHILD)
    ):  # fmt: skip
        person = _person(name, latin, Sex.FEMALE, add_months(on, -12 * age - 5))
        came = Membership(relation, joined_on=came_on, joined_by=Joining.REUNIFICATION)
        add_member(session, reunited, person, came, actor=actor, at=office_hours(came_on + 2 * DAY))
    left_on = on - 40 * DAY
    daughters = [one for one in split.members if one.relation is Relation.CHILD and one.age_on(on) >= 18]
    split_household(
        session, daughters, daughters[0].name, on=left_on, by=Leaving.OWN_HOUSEHOLD, actor=actor,
        at=office_hours(left_on),
    )  # fmt: skip


def _person(name: str, latin_name: str, sex: Sex, born_on: date) -> PersonDetails:
    return PersonDetails(
        name,
        born_on,
        latin_name,
        sex,
        nationality="AF",
        languages=("fa",),
        interpreter_language="fa",
        protection_status=ProtectionStatus.REFUGEE,
    )


def _add_restricted_note(session: Session, household: Household, actor: User, reader: User, on: date) -> None:
    """Of a talk about health only two may read what was said."""
    day = on - 20 * DAY
    talk = EntryDetails(
        happened_on=day,
        spoken_with=household.members[0].name,
        channel=Channel.OFFICE,
        outcome=TalkOutcome.SPOKEN,
        language=household.language,
        interpreter="Διερμηνέας του κέντρου",
        note=_FAMILY_NOTE,
        is_restricted=True,
        reader_ids=(reader.id,),
    )
    add_entry(session, household, talk, actor=actor, at=office_hours(day))
