"""A file that somebody sent becomes a table, or is refused with a sentence. Nothing in it is ever run."""

from collections.abc import Set
from pathlib import PurePath

from core.errors import Refused
from core.importing.delimited import read_delimited
from core.importing.table import Table
from core.importing.tidying import make_table
from core.importing.workbook import is_workbook, read_workbook
from core.text import N_, Sentence

MAX_BYTES = 20 * 1024 * 1024
WORKBOOKS = {".xlsx", ".xls"}
TEXTS = {".csv", ".txt", ".tsv"}


def read_table(name: str, content: bytes, known: Set[str] = frozenset()) -> Table:
    """The first filled sheet of a workbook or the rows of a text file. `name` counts only by its ending.

    `known` are the names of columns by which the header is found (core.importing.columns).

    Raises Refused with the reason when the file cannot be taken as it is.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in WORKBOOKS | TEXTS:
        raise Refused(
            Sentence(N_("Only .xlsx, .xls, .csv and .txt files can be read, not “%(name)s”."), {"name": name})
        )
    if not content:
        raise Refused(Sentence(N_("The file is empty.")))
    if len(content) > MAX_BYTES:
        raise Refused(
            Sentence(
                N_("The file is larger than %(most)s MB. Divide it and import the parts."),
                {"most": MAX_BYTES // 1024**2},
            )
        )
    if is_workbook(content) != (ending in WORKBOOKS):
        raise Refused(
            Sentence(
                N_("The name of the file ends in %(ending)s but its content is of another kind."), {"ending": ending}
            )
        )
    return make_table(read_workbook(content) if ending in WORKBOOKS else read_delimited(content), known)
