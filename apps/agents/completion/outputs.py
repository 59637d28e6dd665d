"""Further outputs: what a pack's other outputs show of a calculation, by their names."""

import re

from apps.agents.spec.model import OutputSpec

_EF = "(?:ef|factor|emission_factor)"
_MEANINGS = (
    (re.compile(rf"(?:.*_)?(?:{_EF}|data)_source|source(?:_name)?"), "factor.source"),
    (re.compile(rf"{_EF}(?:_value|_used|_applied)?|grid_(?:factor|intensity)"), "factor.value"),
    (re.compile(rf"{_EF}_unit"), "factor.unit"),
    (re.compile(r"ef_cid|factor_id"), "factor.ef_cid"),
    (re.compile(r"citation|reference"), "factor.citation"),
    (re.compile(r"(?:ghg_)?scope"), "formula.scope"),
    (re.compile(r"formula(?:_id)?|calculation_(?:formula|method)|methodology"), "formula.id"),
    (re.compile(r"gwp_set|gwp"), "gwp_set"),
    (re.compile(r"(?:provenance|result|calculation|audit)_hash|hash"), "result_hash"),
    (re.compile(r"input_hash"), "input_hash"),
)


def meaning_of_output(output: OutputSpec) -> str:
    """What an output shows ("factor.source"); empty where its name says nothing that is known of a calculation."""
    name = output.name.lower()
    return next((meaning for pattern, meaning in _MEANINGS if pattern.fullmatch(name)), "")
