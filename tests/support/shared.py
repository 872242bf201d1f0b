"""Work that every test would do again, done once in each worker."""

from types import CodeType

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

_templates: dict[tuple[str, str], CodeType] = {}  # by the name and the content of the file
_models: dict[str, Engine] = {}
_compiled: dict[object, Rule] = {}
_compile = Rule.compile


def share_templates(app: Flask) -> None:
    """Let this application use the templates that earlier ones have compiled."""
    app.jinja_env.bytecode_cache = _Compiled()


class _Compiled(BytecodeCache):
    """In memory: to read a template's code from a file takes as long as to fill it in."""

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = _templates.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        _templates[bucket.key, bucket.checksum] = bucket.code


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


def share_routes() -> None:
    """Let every application use what the first has read from its routes: most of what one costs."""
    Rule.compile = _compile_once  # type: ignore[method-assign]


def _compile_once(rule: Rule) -> None:
    """As `Rule.compile`, which fills in the same for rules that say the same with the same converters.

    What else it reads, of hosts and slashes, no application here has otherwise.
    """
    assert rule.map is not None
    says = (rule.rule, rule.subdomain, rule.host, *(rule.defaults or {}).items(), *rule.map.converters.items())
    if says not in _compiled:
        _compile(rule)
        _compiled[says] = rule
    known = _compiled[says]
    rule.arguments |= known.arguments
    rule._parts, rule._trace, rule._converters = known._parts, known._trace, known._converters
    rule._build = known._build.__func__.__get__(rule)
    rule._build_unknown = known._build_unknown.__func__.__get__(rule)
