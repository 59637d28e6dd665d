"""From published potentials to the set a calculation uses, and the names people call it by."""

import re
from collections.abc import Iterable

from apps.calculations.catalogue.editions import Edition, GwpRow, GwpUse
from greenlang.engine.gases import FOSSIL, GwpSet

_SPELLING = re.compile(
    r"(?:ipcc)?(?:gwp)?(?P<report>sar|tar|ar[0-9]{1,2})(?P<feedback>ccf|feedback)?(?:gwp)?(?:100)?",
)


def gwp_set_of(edition: Edition, rows: Iterable[GwpRow]) -> GwpSet:
    """The engine's set of an edition's rows that serve inventories.

    Where a publisher tells methane's origins apart, the value of fossil sources that are not burnt is the
    set's second one; the other serves combustion and biogenic sources (AR6 WG I Table 7.15).
    """
    values = {
        row.gas + (FOSSIL if row.origin == "fossil" else ""): row.value for row in rows if row.use is GwpUse.INVENTORY
    }
    tables = ", ".join(edition.tables)
    return GwpSet(edition.set_name, f"IPCC {edition.edition}", values, edition.cite(tables))


def gwp_set_name(text: str) -> str:
    """The short name a text means: "AR5" for AR5, ar5, AR5GWP100, ipcc-gwp-ar5; empty where it means none.

    Only potentials over 100 years are meant: a name that says another horizon means none of them. "AR5-CCF" is the
    set with climate-carbon feedback, which no other name means.
    """
    compact = re.sub(r"[\s_\-/]+", "", text.casefold()) if len(text) <= 60 else ""
    spelling = _SPELLING.fullmatch(compact)
    if spelling is None:
        return ""
    return spelling["report"].upper() + ("-CCF" if spelling["feedback"] else "")
