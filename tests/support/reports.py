"""What proofs and benchmarks showed, as docs/proof keeps it."""

import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from time_machine import escape_hatch

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "docs/proof"


def commit() -> str:
    """What is checked out, marked when it was changed since."""
    describe = ["git", "-c", "safe.directory=*", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    return subprocess.run(describe, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def real_day() -> date:
    """Tests live on a day of their own; a benchmark does not."""
    now: datetime = (escape_hatch.datetime.datetime if escape_hatch.is_travelling() else datetime).now(UTC)
    return now.date()


def write_report(folder: Path, name: str, commit: str, figures: Mapping[str, object]) -> None:
    """Write NAME.json: the figures, of which commit and on which real day."""
    content = {"proof": name, "date": real_day().isoformat(), "commit": commit, **figures}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", "utf-8")
