"""What `stegi import … --json` answers (contract, section 4)."""

from collections.abc import Iterable
from typing import Any

from core.importing.findings import Fault, ReadFile


def report(read: ReadFile[Any], **counts: int) -> dict[str, object]:
    """The counts of what was stored beside what was read."""
    return {
        "rows": read.rows,
        "accepted": len(read.good),
        **counts,
        "rejected": _told(read.rejected),
        "warnings": _told(read.warnings),
        "duplicates": [{"row": duplicate.row, "of": duplicate.of} for duplicate in read.duplicates],
        "unknown_columns": list(read.unknown_columns),
    }


def _told(faults: Iterable[Fault]) -> list[dict[str, object]]:
    return [
        {"row": fault.row, "field": fault.field, "code": fault.code, "message": str(fault.sentence)} for fault in faults
    ]
