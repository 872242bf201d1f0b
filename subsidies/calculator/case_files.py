"""Case files, as `stegi quote` reads them: opened and written."""

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import FileStorage

from core.errors import Refused
from core.text import N_, Sentence
from subsidies.command_files import Unreadable, decode
from subsidies.models import SchemeVersion
from subsidies.rules.case import Case
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.scheme import Scheme

NO_CASE_FILE = Sentence(
    N_("This is no case file. Choose one that “Save as a case file” made, such as case-demonstration-v1.json.")
)


def read_case_file(file: FileStorage | None, schemes: Mapping[str, Scheme]) -> Case:
    """The case in the file. Raises Refused with what is wrong with it."""
    if not file:
        raise Refused(Sentence(N_("Choose a case file, such as case.json.")), field="file")
    try:
        data = parse_json(decode(file.read()))
        case = read_case(data, schemes)
        write_case_file(data)
    except Unreadable as error:
        raise Refused(NO_CASE_FILE, field="file") from error
    except CaseError as error:
        raise Refused(error.sentence, field="file") from error
    except UnicodeEncodeError as error:
        raise Refused(Sentence(N_("A text in the file holds half a character: it cannot be shown.")), "file") from error
    return case


def case_file_name(version: SchemeVersion) -> str:
    """The name says the version, since the file itself names only the scheme."""
    return f"case-{version.key}-v{version.version}.json"


def write_case_file(case: Mapping[str, Any]) -> bytes:
    """The file of a case."""
    return f"{json.dumps(case, ensure_ascii=False, indent=2)}\n".encode()
