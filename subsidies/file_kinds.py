"""The kinds of files that subsidies take in."""

from core.auth.permissions import Permission
from housing.services.importing.file_kinds import FileKind, register_kind
from subsidies.importing.award import month_key
from subsidies.importing.awards import read_awards
from subsidies.importing.columns import FIELDS
from subsidies.importing.month_columns import month_columns
from subsidies.services.award_imports import AwardImport

AWARDS = register_kind(
    FileKind(
        "awards",
        Permission.PREPARE_AWARDS,
        frozenset({"number", "reference", "tenant_name", "scheme", "month", "amount", "paid_on", "paid_until"}),
        FIELDS,
        read_awards,
        AwardImport,
        is_by_groups=True,
        reads_too=lambda header, chosen: {
            place: month_key(month) for place, month in month_columns(header, chosen).items()
        },
    )
)
