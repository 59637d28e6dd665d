"""Checks an edition's description as TOML gives it and makes it typed."""

from collections.abc import Mapping
from datetime import date, datetime

from apps.calculations.catalogue.editions import Edition, EditionKind
from apps.calculations.catalogue.errors import InvalidEdition

_TEXTS = ("slug", "kind", "publisher", "title", "edition", "licence", "citation", "gwp_basis")
_OPTIONAL_TEXTS = ("data_year", "set_name", "attribution")
_OTHERS = {"publication_year", "published_on", "known_as", "applicability", "tables", "superseded"}
_KEYS = {*_TEXTS, *_OPTIONAL_TEXTS, *_OTHERS}


def edition_of(document: Mapping[str, object], *, where: str) -> Edition:
    """The edition a document describes.

    Raises:
        InvalidEdition: keys missing, unknown or of the wrong type; all of them are named.
    """
    problems = _problems(document)
    if problems:
        errors = [{"pointer": where, "detail": problem, "code": "description"} for problem in problems]
        raise InvalidEdition(" ".join(problems), where=where, errors=errors)
    applicability = _table(document["applicability"])
    year = document["publication_year"]
    texts = {key: str(document.get(key, "")) for key in (*_TEXTS, *_OPTIONAL_TEXTS) if key != "kind"}
    return Edition(
        kind=EditionKind(str(document["kind"])),
        publication_year=year if isinstance(year, int) else 0,
        published_on=_date(document.get("published_on")),
        applicable_from=_date(applicability.get("from")),
        applicable_to=_date(applicability.get("to")),
        applicability_note=str(applicability["note"]),
        known_as=tuple(str(name) for name in _list(document.get("known_as"))),
        tables={str(name): str(title) for name, title in _table(document["tables"]).items()},
        superseded={str(name): str(slug) for name, slug in _table(document.get("superseded")).items()},
        **texts,
    )


def _problems(document: Mapping[str, object]) -> list[str]:
    problems = [f"{key} is unknown." for key in sorted(set(document) - _KEYS)]
    problems += [f"{key} must be a text." for key in _TEXTS if not _filled(document.get(key))]
    problems += [f"{key} must be a text." for key in _OPTIONAL_TEXTS if not isinstance(document.get(key, ""), str)]
    if document.get("kind") not in set(EditionKind):
        problems.append(f"kind must be one of {', '.join(EditionKind)}.")
    elif (document["kind"] == EditionKind.GWP) != bool(document.get("set_name")):
        problems.append("set_name belongs to editions of kind gwp, and these need one.")
    if type(document.get("publication_year")) is not int:
        problems.append("publication_year must be a whole number.")
    if not _is_day(document.get("published_on")):
        problems.append("published_on must be a date.")
    known_as = document.get("known_as", [])
    if not isinstance(known_as, list) or not all(_filled(name) for name in known_as):
        problems.append("known_as must be a list of texts.")
    tables = document.get("tables")
    if not isinstance(tables, dict) or not tables or not all(_filled(title) for title in tables.values()):
        problems.append("tables must name each table and its title.")
    superseded = document.get("superseded", {})
    if not isinstance(superseded, dict) or set(superseded) - set(_table(tables)) or not _all_filled(superseded):
        problems.append("superseded must name tables of this edition and the slug of the one in their place.")
    return problems + _applicability_problems(document.get("applicability"))


def _applicability_problems(section: object) -> list[str]:
    if not isinstance(section, dict) or set(section) - {"from", "to", "note"}:
        return ["applicability must hold from, to and note."]
    problems = [f"applicability.{key} must be a date." for key in ("from", "to") if not _is_day(section.get(key))]
    if not _filled(section.get("note")):
        problems.append("applicability.note must say how the dates were decided.")
    start, end = _date(section.get("from")), _date(section.get("to"))
    if start and end and start > end:
        problems.append("applicability.from lies after applicability.to.")
    return problems


def _all_filled(table: Mapping[str, object]) -> bool:
    return all(_filled(value) for value in table.values())


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: object) -> bool:
    return value is None or (isinstance(value, date) and not isinstance(value, datetime))


def _date(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
