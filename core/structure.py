"""Where the programme works. For now its centres; programme, project and partner stand above them later."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.db import Base


class Centre(Base):
    """An office that serves households and looks for flats around it."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # stable name for commands and addresses
    name_el: Mapped[str]
    name_en: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]

    def name(self, language: str) -> str:
        """The centre's name in Greek or, for any other language, in Latin letters."""
        return self.name_el if language == "el" else self.name_en


def list_centres(session: Session) -> list[Centre]:
    """All centres, the longest here first."""
    return list(session.scalars(select(Centre).order_by(Centre.id)))
