"""What proofs and benchmarks showed, as docs/proof keeps it."""

import json
import subprocess
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from time_machine import escape_hatch

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "docs/proof"


def commit() -> str:
    """What is checked out, marked when it was changed since."""
    describe = ["git", "-c", "safe.directory=*", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    return subprocess.run(describe, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def write_report(folder: Path, name: str, commit: str, figures: Mapping[str, object]) -> None:
    """Write NAME.json: the figures, of which commit and on which real day."""
    day = escape_hatch.datetime.datetime.now(UTC).date().isoformat()
    content = {"proof": name, "date": day, "commit": commit, **figures}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", "utf-8")
