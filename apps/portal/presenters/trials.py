"""A dry run as its page shows it: the calculation with its sources, or the golden tests alone."""

from collections.abc import Mapping
from typing import Any

from apps.portal.presenters.explanations import golden_row
from apps.portal.presenters.numbers import grouped

_HASHES = (("Input", "input_hash"), ("Formula", "formula_hash"), ("Result", "result_hash"))


def trial_context(document: Mapping[str, Any]) -> dict[str, Any]:
    """``trial``: agent, warnings, golden tests, and the calculation where there is one.

    Args:
        document: as `apps.factory.dry_run.DryRun.as_document` gives it.
    """
    record = document["calculation"]
    return {
        "trial": {
            "agent": f"{document['agent_id']} {document['version']}",
            "buildable": document["buildable"],
            "findings": document["findings"],
            "golden": [golden_row(test) for test in document["golden"]],
            "calculation": worked_context(record) if record else None,
        }
    }


def worked_context(record: Mapping[str, Any]) -> dict[str, Any]:
    """A calculation that is kept nowhere: its result, gas by gas, with formula, factors and hashes.

    Args:
        record: as `apps.factory.dry_run.record_document` gives it.
    """
    factors = record["factors"].items()
    return {
        "value": grouped(record["result"], 3),
        "exact": record["result"],
        "unit": record["result_unit"],
        "gwp_set": record["gwp_set"],
        "formula": record["formula"],
        "formula_id": record["formula_id"],
        "gases": [_gas(gas) for gas in record["gases"]],
        "factors": [
            {"slot": slot, "activity": found["activity"], "region": found["region"], "citation": found["citation"]}
            for slot, found in sorted(factors)
        ],
        "outputs": sorted(record["outputs"].items()),
        "hashes": [{"label": label, "value": record[name]} for label, name in _HASHES],
    }


def _gas(gas: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "gas": gas["gas"],
        "factor": gas["value"],
        "factor_unit": gas["unit"],
        "mass": grouped(gas["mass"], 3),
        "mass_exact": gas["mass"],
        "mass_unit": gas["mass_unit"],
        "gwp": gas.get("gwp", ""),
    }
