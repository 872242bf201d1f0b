"""Files on their way in: what stands in them, what somebody put right, and what became of every row."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.importing.statuses import RowStatus
from core.importing.table import Cell
from core.sealed import Sealed, SealedJSON
from core.text import Sentence


class ImportStatus(StrEnum):
    """Where a file stands. `open` is one that somebody looks at."""

    READING = "reading"
    OPEN = "open"
    TAKING = "taking"
    DONE = "done"


class FileImport(Base):
    """One file that somebody sent. Its rows are taken when whoever sent it says so."""

    __tablename__ = "file_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # of what its rows are
    source: Mapped[str]  # the portal, the newspaper
    name: Mapped[str] = mapped_column(Sealed("file_import.name"))
    status: Mapped[ImportStatus] = mapped_column(default=ImportStatus.READING)
    header: Mapped[list[str]] = mapped_column(SealedJSON("file_import.header"), default=list)
    chosen: Mapped[dict[str, str]] = mapped_column(SealedJSON("file_import.chosen"), default=dict)  # field by column
    left_out: Mapped[list[int]] = mapped_column(JSON, default=list)  # numbers of totals and of headers said again
    # Why its columns say nothing.
    trouble: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("file_import.trouble"))
    centre_ids: Mapped[list[int]] = mapped_column(JSON)  # for whom its rows are taken
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()

    @property
    def trouble_sentence(self) -> Sentence | None:
        """Why no row can be read, if so."""
        return None if self.trouble is None else Sentence.from_json(self.trouble)


class FileImportRow(Base):
    """One row as it stands in the file. `fixes` say by field what it should have said."""

    __tablename__ = "file_import_row"
    __table_args__ = (UniqueConstraint("import_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("file_import.id"))
    number: Mapped[int]  # as a spreadsheet shows it
    cells: Mapped[list[Cell]] = mapped_column(SealedJSON("file_import_row.cells"))
    fixes: Mapped[dict[str, str]] = mapped_column(SealedJSON("file_import_row.fixes"), default=dict)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(SealedJSON("file_import_row.findings"), default=list)
    is_confirmed: Mapped[bool] = mapped_column(default=False)  # what is doubtful was looked at, and is so
    status: Mapped[RowStatus] = mapped_column(default=RowStatus.READY)
    together_with: Mapped[int | None]  # the number of the first of the rows that are taken with it


class ColumnChoice(Base):
    """Which field a column of a source holds, as somebody said once; without a field it is left out."""

    __tablename__ = "column_choice"
    __table_args__ = (UniqueConstraint("kind", "source", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    source: Mapped[str]  # in small letters
    key: Mapped[str]  # core.importing.columns.column_keys
    field: Mapped[str]
