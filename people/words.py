"""Words for what is stored as a code."""

from flask_babel import lazy_gettext as _l

from people.models import Relation, Sex

RELATION_WORDS = {
    Relation.APPLICANT: _l("Applicant"),
    Relation.PARTNER: _l("Partner"),
    Relation.CHILD: _l("Child"),
    Relation.PARENT: _l("Parent"),
    Relation.SIBLING: _l("Brother or sister"),
    Relation.OTHER_RELATIVE: _l("Other relative"),
    Relation.NOT_RELATED: _l("Not related"),
}
SEX_WORDS = {Sex.FEMALE: _l("Woman"), Sex.MALE: _l("Man"), Sex.OTHER: _l("Other")}
