"""What every test shares; the fixtures themselves are in tests/support."""

from hypothesis import settings

PLUGINS = ("garbage", "keys", "databases", "application", "clock", "browser", "demonstration", "demonstrated")
pytest_plugins = [f"tests.support.{name}" for name in PLUGINS]

# The same examples on every run, so that a red build is the change's own fault and can be repeated at once;
# a busy machine is no failure either. The long search for new examples has its place outside `make test`.
settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("steady")
