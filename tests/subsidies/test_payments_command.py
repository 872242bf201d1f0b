"""`stegi payments export` writes what the page gives."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from core.config import Settings
from subsidies.commands_payments import payments_group
from subsidies.models import PaymentBatch
from subsidies.services.bank_files import export_batch


def run(settings: Settings, *arguments: str) -> Result:
    environment = {"STEGI_DATABASE_URL": settings.database_url}
    return CliRunner().invoke(payments_group, ["export", *arguments], env=environment)


def test_the_file_is_written_twice_alike(
    session: Session, batch: PaymentBatch, settings: Settings, tmp_path: Path
) -> None:
    session.commit()
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    assert run(settings, batch.reference, "-o", str(first)).exit_code == 0
    answer = run(settings, batch.reference, "-o", str(second), "--json")
    assert json.loads(answer.stdout) == {
        "batch": batch.reference,
        "payments": 2,
        "sum": "483.20",
        "file": str(second),
    }
    assert first.read_bytes() == second.read_bytes() == export_batch(batch)


@pytest.mark.parametrize("reference", ["P-2026-11-1", "P-2026-11-9"])
def test_what_is_not_approved_or_not_there_is_refused_and_nothing_written(
    settings: Settings, session: Session, prepared_batch: PaymentBatch, reference: str, tmp_path: Path
) -> None:
    session.commit()
    answer = run(settings, reference, "-o", str(tmp_path / "file.xml"), "--json")
    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["error"]["message"]
    answer = run(settings, reference, "-o", str(tmp_path / "file.xml"))
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.strip()
    assert not (tmp_path / "file.xml").exists()


def test_a_place_that_cannot_be_written_is_refused(
    settings: Settings, session: Session, batch: PaymentBatch, tmp_path: Path
) -> None:
    session.commit()
    assert run(settings, batch.reference, "-o", str(tmp_path / "missing" / "file.xml")).exit_code == 2
