"""What the charts of a page draw, as the script takes it; the table beneath each says the same exactly.

Values are decimal text in the unit that the axis names. The drawing alone reads them as binary numbers.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from apps.portal.presenters.numbers import Figure


def bars(rows: Sequence[Mapping[str, Any]], said: str) -> str:
    """Bars from zero, one a row.

    Args:
        rows: each with ``name``, its `Figure`, ``url`` and, where it has one hue, ``scope``.
        said: the chart in a sentence, for who does not see it.
    """
    unit = str(rows[0]["unit"]) if rows else ""
    drawn = [
        {
            "name": row["name"],
            "value": row["exact"],
            "label": f"{row['value']} {row['unit'].split()[0]}",
            "scope": row.get("scope", ""),
            "url": row.get("url", ""),
        }
        for row in rows
    ]
    return json.dumps({"kind": "bars", "unit": unit, "rows": drawn, "said": said})


def stack(names: Sequence[str], series: Sequence[tuple[str, str, Sequence[Figure], Sequence[str]]], said: str) -> str:
    """Stacked bars, one a name.

    Args:
        series: name, scope, a figure for each bar, where each leads.
    """
    unit = next((figure["unit"] for _, _, figures, _ in series for figure in figures), "")
    drawn = [
        {"name": name, "scope": scope, "values": [figure["exact"] for figure in figures], "urls": list(urls)}
        for name, scope, figures, urls in series
    ]
    return json.dumps({"kind": "stack", "unit": unit, "categories": list(names), "series": drawn, "said": said})


def bridge(rows: Sequence[Mapping[str, Any]], said: str) -> str:
    """From one total to another by what moved it; ``total`` marks the two ends."""
    drawn = [
        {
            "name": row["name"],
            "value": row["exact"],
            "label": f"{row['value']} {row['unit'].split()[0]}",
            "total": row["total"],
            "url": row.get("url", ""),
        }
        for row in rows
    ]
    unit = str(rows[0]["unit"]) if rows else ""
    return json.dumps({"kind": "bridge", "unit": unit, "rows": drawn, "said": said})
