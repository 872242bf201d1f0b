"""What `stegi import listings --json` answers (contract, section 4)."""

from collections.abc import Callable, Iterable
from typing import Any

from core.text import Sentence
from housing.importing.advert import AdvertFile, Fault

Say = Callable[[Sentence], object]
MOST_TOLD = 200  # faults of one kind on a page


def report(read: AdvertFile, *, created: int, updated: int, unchanged: int, say: Say = str) -> dict[str, object]:
    """The counts of what was stored beside what was read. `say` puts sentences into the reader's language."""
    return {
        "rows": read.rows,
        "accepted": len(read.adverts),
        "created": created,
        "updated": updated,
        "unchanged": unchanged,
        "rejected": _told(read.rejected, say),
        "warnings": _told(read.warnings, say),
        "duplicates": [{"row": duplicate.row, "of": duplicate.of} for duplicate in read.duplicates],
        "unknown_columns": list(read.unknown_columns),
    }


def _told(faults: Iterable[Fault], say: Say) -> list[dict[str, object]]:
    return [
        {"row": fault.row, "field": fault.field, "code": fault.code, "message": say(fault.sentence)} for fault in faults
    ]


def in_short(answer: dict[str, Any]) -> dict[str, Any]:
    """The same for a page: the first faults of each kind and how many there are."""
    faults = {kind: answer[kind][:MOST_TOLD] for kind in ("rejected", "warnings")}
    totals = {f"{kind}_total": len(answer[kind]) for kind in faults}
    return answer | faults | totals | {"duplicates": len(answer["duplicates"])}
