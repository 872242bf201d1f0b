"""Work that every test would do again, done once in each worker."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Map, Rule, RuleFactory

_templates: dict[tuple[str, str], CodeType] = {}  # by the name and the content of the file
_models: dict[str, Engine] = {}
_rules: dict[object, Rule] = {}
_maps: dict[object, Map] = {}  # by their rules and converters


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


@contextmanager
def shared_routes() -> Iterator[None]:
    """Let every application that is made meanwhile have what the first has read from its routes: most of what one
    costs. Servers of others that tests start keep their own.
    """
    own = Flask.url_rule_class, Flask.url_map_class
    Flask.url_rule_class, Flask.url_map_class = staticmethod(_rule), _SharedMap  # type: ignore[assignment]
    try:
        yield
    finally:
        Flask.url_rule_class, Flask.url_map_class = own  # type: ignore[assignment]


def _rule(text: str, *, methods: Iterable[str], **options: object) -> Rule:
    """The one rule that says this; it is never bound itself."""
    says = (text, *sorted(methods), *((name, repr(value)) for name, value in options.items()))
    if says not in _rules:
        _rules[says] = Rule(text, methods=methods, **options)  # type: ignore[arg-type]
    return _rules[says]


class _SharedMap(Map):
    """Reads its rules when it is first asked; maps with the same rules and converters have the same answers."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._given: list[Rule] = []
        super().__init__(*arguments, **named)

    def add(self, rulefactory: RuleFactory) -> None:
        """Only rules, as Flask gives them."""
        assert isinstance(rulefactory, Rule)
        self._given.append(rulefactory)
        self._remap = True

    def update(self) -> None:
        """Before anything is asked."""
        if self._remap:
            says = (*map(id, self._given), *self.converters.items())
            if says not in _maps:
                _maps[says] = Map(converters=self.converters, host_matching=self.host_matching)
                for rule in self._given:
                    _maps[says].add(_copy(rule))
                _maps[says].update()
            self._matcher, self._rules_by_endpoint = _maps[says]._matcher, _maps[says]._rules_by_endpoint
            self._remap = False


def _copy(rule: Rule) -> Rule:
    """One that a map may bind, with what Flask wrote on it."""
    copy = rule.empty()
    copy.provide_automatic_options = rule.provide_automatic_options  # type: ignore[attr-defined]
    return copy
