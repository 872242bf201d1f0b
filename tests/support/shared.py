"""Work that every test would do again, done once in each worker."""

from collections.abc import Callable

from sqlalchemy import Engine
from werkzeug.routing import Rule

_models: dict[str, Engine] = {}
_builders: dict[object, Callable[..., tuple[str, str]]] = {}
_compile_builder = Rule._compile_builder


def share_statements(engine: Engine) -> None:
    """Let this engine use the statements that earlier ones of its kind have compiled.

    They are kept by dialect, and engines have one each. What a dialect learns from its server when it first connects is
    the same for all of them.
    """
    model = _models.get(engine.dialect.name)
    if model is None:
        engine.connect().close()
        _models[engine.dialect.name] = model = engine
    engine.dialect = engine.pool._dialect = model.dialect
    engine._compiled_cache = model._compiled_cache


def share_address_builders() -> None:
    """Let every application use the functions that the first has compiled for its routes: most of what one costs."""
    Rule._compile_builder = _remembered  # type: ignore[method-assign]


def _remembered(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    made_of = (rule.rule, *rule._trace, *(rule.defaults or {}).items(), append_unknown)
    if made_of not in _builders:
        _builders[made_of] = _compile_builder(rule, append_unknown)
    return _builders[made_of]
