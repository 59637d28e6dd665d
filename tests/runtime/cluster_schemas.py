"""Objects against the published schemas of a cluster's API, each read from its file once a process."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from kubernetes_validate import ValidationError, utils

__all__ = ["ValidationError", "valid"]

# The library reads two files for every object, one of them megabytes.
vars(utils)["schema_contents"] = cache(utils.schema_contents)


def valid(document: Mapping[str, Any], cluster: str) -> None:
    """Go on only where the API of that version takes it, every member known.

    Raises:
        ValidationError: with the place.
    """
    assert utils.validate(dict(document), cluster, strict=True) == cluster
