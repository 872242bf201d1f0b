"""The kinds of files that subsidies take in."""

from core.auth.permissions import Permission
from housing.services.file_kinds import FileKind, register_kind
from subsidies.importing.awards import read_awards
from subsidies.importing.cells import find_month
from subsidies.importing.columns import FIELDS
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
        reads_too=lambda name: find_month(name) is not None,
    )
)
