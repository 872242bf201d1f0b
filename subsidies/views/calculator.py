"""The calculator: what any case would bring, typed in, opened from a file or taken from a lease or an award.

Whatever is typed comes by POST and is kept nowhere: addresses hold nothing of anybody.
"""

from collections import Counter
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.i18n import language
from core.session import db_session, only_reading
from core.shown_again import ONLY_SHOWN
from housing.services.leases.leases import get_lease
from subsidies.calculator.case_files import case_file_name, read_case_file, write_case_file
from subsidies.calculator.checking import fits
from subsidies.calculator.conversion import case_of, fields_of, fields_of_stored
from subsidies.calculator.forms import CalculatorForm
from subsidies.calculator.typed import sound_keys
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.rules.comparison import compare
from subsidies.services import awards, calculator
from subsidies.services.assessments import assess_lease, case_behind
from subsidies.services.calculator import Reckoned
from subsidies.services.schemes import find_awarding_version, get_awarding_versions, load_scheme
from subsidies.views.blueprint import bp

Versions = dict[int, SchemeVersion]

_ASIDE = {"do", ONLY_SHOWN}  # what was pressed wants no result
RESULT = "result"  # the part of the page that changes as one types


@bp.get("/calculator")
@requires(Permission.RECKON_CASES)
def show_calculator() -> ResponseReturnValue:
    versions = calculator.versions_to_quote(db_session())
    return _page(_filled(versions, _usual(versions), {"decided_on": today()}), versions, [])


@bp.post("/calculator")
@requires(Permission.RECKON_CASES)
def reckon_case() -> ResponseReturnValue:
    with only_reading():
        versions = calculator.versions_to_quote(db_session())
        form = _typed(versions)
        answers = _answers(form, versions)
        if not _ASIDE & request.form.keys():
            return _page(form, versions, answers)
        # Who adds a row, or reads on in another language, is not told off for what is not typed yet.
        return _page(_typed(versions), versions, answers, tried=form)


@bp.get("/calculator/case-file")
@bp.get("/calculator/open")
@requires(Permission.RECKON_CASES)
def find_calculator() -> ResponseReturnValue:
    """Who comes back to the address of a button finds the page it stands on."""
    return redirect(url_for(".show_calculator"))


@bp.post("/calculator/case-file")
@requires(Permission.RECKON_CASES)
def save_case() -> ResponseReturnValue:
    with only_reading():
        versions = calculator.versions_to_quote(db_session())
        form = _typed(versions)
        answers = _answers(form, versions)
        if not answers:
            return _page(form, versions, answers)
        version = answers[0].version
        file = write_case_file(case_of(form, version.key))
    attachment = {"Content-Disposition": f"attachment; filename={case_file_name(version)}"}
    return Response(file, mimetype="application/json", headers=attachment)


@bp.post("/calculator/open")
@requires(Permission.RECKON_CASES)
def open_case() -> ResponseReturnValue:
    with only_reading():
        versions = calculator.versions_to_quote(db_session())
        form = _typed(versions)
        with form.refusals(field="file"):
            meant = calculator.versions_of_cases(versions)
            case = read_case_file(form.file.data, {key: load_scheme(version) for key, version in meant.items()})
            form = _filled(versions, meant[case.scheme], fields_of(case))
            return _page(form, versions, _answers(form, versions), opened=meant[case.scheme])
        return _page(form, versions, _answers(_typed(versions), versions))


@bp.get("/awards/<int:award_id>/calculator")
@requires(Permission.VIEW_AWARDS)
def try_award(award_id: int) -> ResponseReturnValue:
    award = awards.get_award(db_session(), award_id, actor())
    record_read(db_session(), "show-award", award, actor=actor())
    versions = calculator.versions_to_quote(db_session())
    form = _filled(versions, award.scheme_version, fields_of_stored(case_behind(award)))
    return _page(form, versions, _answers(form, versions))


@bp.get("/leases/<int:lease_id>/calculator")
@requires(Permission.VIEW_LEASES)
def try_lease(lease_id: int) -> ResponseReturnValue:
    """The case as it would be decided today."""
    lease = get_lease(db_session(), lease_id, actor())
    record_read(db_session(), "show-lease", lease, actor=actor())
    versions = calculator.versions_to_quote(db_session())
    version = _usual(versions) or get_awarding_versions(db_session(), today())[0]
    form = _filled(versions, version, fields_of_stored(assess_lease(lease, version, today()).case))
    return _page(form, versions, _answers(form, versions))


def _usual(versions: Versions) -> SchemeVersion | None:
    """What awards are decided by today; without such a scheme the first there is."""
    return find_awarding_version(db_session(), today()) or next(iter(versions.values()), None)


def _typed(versions: Versions) -> CalculatorForm:
    """The form as it was sent, with the row more or less that a button asked for."""
    form = CalculatorForm(_names(versions), sound_keys(MultiDict([*request.form.items(True), *request.files.items()])))
    form.change_rows(request.form.get("do", ""))
    return form


def _filled(versions: Versions, version: SchemeVersion | None, case: dict[str, Any]) -> CalculatorForm:
    """The form as if a case had been typed. It was not sent, and so bears no token."""
    data = {"scheme": version and version.id, "case": case}
    return CalculatorForm(_names(versions), formdata=None, data=data, meta={"csrf": False})


def _answers(form: CalculatorForm, versions: Versions) -> list[Reckoned]:
    """That of the scheme and that of the other one; none while something is missing or wrong, which the form says."""
    is_readable, version = form.validate(), versions.get(form.scheme.data)
    if version is None or not fits(form, load_scheme(version)) or not is_readable:
        return []
    case, other = case_of(form, version.key), versions.get(form.other.data)
    first = calculator.reckon(version, case)
    return [first, calculator.try_to_reckon(other, case)] if other else [first]


def _page(
    form: CalculatorForm,
    versions: Versions,
    answers: list[Reckoned],
    *,
    tried: CalculatorForm | None = None,
    opened: SchemeVersion | None = None,
) -> ResponseReturnValue:
    """The page, or what htmx asks for while somebody types: then what is missing is no fault."""
    is_part = request.headers.get("HX-Target") == RESULT
    quotes = [answer.quote for answer in answers if answer.quote]
    page = render_template(
        "subsidies/_reckoned_part.html" if is_part else "subsidies/show_calculator.html",
        form=form,
        tried=tried or form,
        names=_names(versions),
        answers=answers,
        chosen=versions.get((tried or form).scheme.data),
        opened=opened,
        is_one_of_several=opened is not None and [version.key for version in versions.values()].count(opened.key) > 1,
        months=compare(*quotes) if len(quotes) > 1 else [],
    )
    return page, 422 if form.errors and not is_part else 200


def _names(versions: Versions) -> dict[int, str]:
    """By key; where two are called the same, their schemes' keys tell them apart."""
    names = {key: _name(version) for key, version in versions.items()}
    called = Counter(names.values())
    return {key: name if called[name] == 1 else f"{name} ({versions[key].key})" for key, name in names.items()}


def _name(version: SchemeVersion) -> str:
    names = load_scheme(version).name
    values = {"scheme": names.get(language(), names["en"]), "number": version.version}
    if version.status is VersionStatus.PROPOSED:
        return _("%(scheme)s, version %(number)s (proposed)", **values)
    return _("%(scheme)s, version %(number)s", **values)
