"""What a version of a scheme changes, beside the approved one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.text import Sentence
from subsidies.models import SchemeVersion
from subsidies.rules.scheme_changes import SchemeChanges, compare, line_changes
from subsidies.services.schemes import find_before, load_scheme


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """In words, in lines of the text, and what should be looked at twice."""

    before: SchemeVersion
    said: SchemeChanges
    lines: Sequence[tuple[str, str]]
    warnings: Sequence[Sentence]


def changes_by(session: Session, version: SchemeVersion, on: date) -> VersionChanges | None:
    """What the version changes, as of a day; None for the first of a scheme. It need not be stored."""
    before = find_before(session, version)
    if before is None:
        return None
    said = compare(load_scheme(before), load_scheme(version))
    return VersionChanges(before, said, line_changes(before.text, version.text), said.warnings(on))
