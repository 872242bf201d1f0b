"""The conftest of the folder of mutants (`mutation`): what rules remember is forgotten before each test.

A mutant of something that is looked up once would else show in the first test alone that asked.
"""

import sys

import pytest


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("subsidies.rules"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
