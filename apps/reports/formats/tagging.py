"""What the layout engine leaves out of a tagged PDF: whether a heading is of a column or a row, and what an attached
file is to the document (ISO 14289-1 7.5; ISO 19005-3 6.8).
"""

from typing import Any

import pydyf  # type: ignore[import-untyped]

RELATIONSHIP = "/Source"


def finish(document: Any, pdf: Any) -> None:
    """Adds both to a PDF that is about to be written; see ``finisher`` of WeasyPrint."""
    filespecs = []
    for each in pdf.objects:
        if not isinstance(each, pydyf.Dictionary):
            continue
        if each.get("S") == "/TH":
            each.setdefault("A", {"O": "/Table"})["Scope"] = _scope(pdf, each)
        elif each.get("Type") == "/Filespec":
            each["AFRelationship"] = RELATIONSHIP
            filespecs.append(each.reference)
    if filespecs:
        pdf.catalog["AF"] = pydyf.Array(filespecs)


def _scope(pdf: Any, heading: Any) -> str:
    """Of a column where its row is one of the head."""
    row = pdf.objects[int(heading["P"].split()[0])]
    group = pdf.objects[int(row["P"].split()[0])]
    return "/Column" if group["S"] == "/THead" else "/Row"
