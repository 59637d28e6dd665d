"""Which country a row of activity data says it is of. Pure."""

import re
from collections.abc import Mapping

from apps.agents.completion.regions import region_named

COLUMNS = ("country", "land", "pays", "paese", "país", "region")
"""Headings under which a country, or a region of one, stands."""
_CODE = re.compile(r"([A-Z]{2})(?:-.+)?")


def country_said(attributes: Mapping[str, str]) -> str:
    """Two letters of ISO 3166, of a country or of a region in it such as ``US-CAMX``; empty where none is said.

    Args:
        attributes: the row's further columns by heading.
    """
    for column in COLUMNS:
        match = _CODE.fullmatch(region_named(attributes.get(column, "")))
        if match and match[1] != "EU":
            return match[1]
    return ""
