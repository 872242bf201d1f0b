"""What the columns of a source hold, as somebody said once."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import Base
from core.importing.words import source_key
from housing.models import ColumnChoice


def choices_of(session: Session, kind: str, source: str) -> dict[str, str]:
    """The field by the key of the column; "" for one that is left out."""
    query = select(ColumnChoice).where(ColumnChoice.kind == kind, ColumnChoice.source == source_key(source))
    return {choice.key: choice.field for choice in session.scalars(query)}


def choose_columns(
    session: Session, kind: str, source: str, fields: Mapping[str, str], *, about: Base, actor: User
) -> None:
    """Remember what the columns hold, for this file and for all of this source that follow."""
    query = select(ColumnChoice).where(ColumnChoice.kind == kind, ColumnChoice.source == source_key(source))
    known = {choice.key: choice for choice in session.scalars(query)}
    for key, field in fields.items():
        choice = known.get(key) or ColumnChoice(kind=kind, source=source_key(source), key=key)
        choice.field = field
        session.add(choice)
    record(session, "choose-columns", about, actor=actor)
