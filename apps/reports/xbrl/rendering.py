"""The room's templates: XML by Jinja, everything escaped, so that no text of a snapshot becomes markup."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES: Final = Path(__file__).resolve().parents[3] / "templates" / "reports" / "xbrl"
# What XML 1.0 cannot hold; and the overrides of writing direction, with which one name can pass for another.
_NOT_SHOWN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def rendered(template: str, **context: Any) -> bytes:
    """A template as UTF-8."""
    return _environment().get_template(template).render(**context).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Characters that XML cannot hold show as such."""
    return _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value
