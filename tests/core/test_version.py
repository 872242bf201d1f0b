"""The version is said in two places."""

import tomllib

from core.config import ROOT
from core.version import VERSION


def test_the_version_is_that_of_the_package():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
