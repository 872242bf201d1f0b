"""A library's style sheet without the rules for classes that no page has. Pure; for minified sheets.

A browser weighs every rule against every element: with all of Bootstrap, of which a fortieth is used, that and reading
it took a sixth of the time until a page could be used.
"""

import re
from collections.abc import Iterator

_BRACE = re.compile("[{}]")
_BEFORE = re.compile(r"\A.*(?:;|\*/)", re.DOTALL)  # statements and comments stand before a rule
_COMMA = re.compile(r",(?![^(]*\))")
_UNLESS = re.compile(r":not\([^)]*\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_GROUPS = ("@media", "@supports")


def trimmed(sheet: str, classes: frozenset[str]) -> str:
    """What holds for elements of these classes, or of none."""
    return "".join(f"{before}{rule}{{{body}}}" if body else before for before, rule, body in _rules(sheet, classes))


def _rules(sheet: str, classes: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    for prelude, body in _blocks(sheet):
        before = "".join(_BEFORE.findall(prelude))
        rule = prelude.removeprefix(before)
        if rule.startswith(_GROUPS):
            body = trimmed(body, classes)
        elif not rule.startswith("@"):
            rule = ",".join(one for one in _COMMA.split(rule) if classes.issuperset(_named(one)))
        yield before, rule, body if rule else ""


def _named(selector: str) -> list[str]:
    """The classes that an element, or one around it, has to have."""
    return _CLASS.findall(_UNLESS.sub("", selector))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """What stands before the outermost braces, and what within."""
    depth = after = begin = 0
    for brace in _BRACE.finditer(sheet):
        depth += 1 if brace[0] == "{" else -1
        if brace[0] == "{" and depth == 1:
            begin = brace.start()
        elif depth == 0:
            yield sheet[after:begin], sheet[begin + 1 : brace.start()]
            after = brace.end()
