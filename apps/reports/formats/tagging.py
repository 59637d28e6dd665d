"""What the layout engine leaves out of a tagged PDF (ISO 14289-1): whether a heading is of a column or of a row (7.5);
that running headers and page numbers are no content (7.8); that links are printed (7.18.1); and what an attached file
is to the document (ISO 19005-3 6.8).
"""

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

RELATIONSHIP = "/Source"
_PRINTED = 4
"""Flag of an annotation: bit 3."""


def finish(document: Any, pdf: Any) -> None:
    """Adds them to a PDF that is about to be written; see ``finisher`` of WeasyPrint."""
    filespecs = []
    for each in pdf.objects:
        if not isinstance(each, pydyf.Dictionary):
            continue
        if each.get("S") == "/TH":
            each.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = _scope(pdf, each)
        elif each.get("Type") == "/Annot":
            each["F"] = _PRINTED
        elif each.get("Type") == "/Filespec":
            each["AFRelationship"] = RELATIONSHIP
            filespecs.append(each.reference)
    if filespecs:
        pdf.catalog["AF"] = pydyf.Array(filespecs)
    _part_artifacts(pdf)


def _scope(pdf: Any, heading: Any) -> str:
    """Of a column where its row is one of the head."""
    row = _object(pdf, heading["P"])
    return "/Column" if _object(pdf, row["P"])["S"] == "/THead" else "/Row"


def _part_artifacts(pdf: Any) -> None:
    """Marks as artifacts what no structure element reaches: the margins of the pages."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = set(_reached(pdf, root["K"]))
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    pages = [page for page in pdf.objects if isinstance(page, pydyf.Dictionary) and page.get("Type") == "/Page"]
    for page in pages:
        owners = numbers[numbers.index(page["StructParents"]) + 1]
        loose = {mcid for mcid, owner in enumerate(owners) if owner not in reached}
        if loose:
            owners[:] = ["null" if mcid in loose else owner for mcid, owner in enumerate(owners)]
            _unmark(_object(pdf, page["Contents"]), loose)


def _reached(pdf: Any, references: Any) -> Iterator[Any]:
    waiting = list(references)
    while waiting:
        reference = waiting.pop()
        if isinstance(reference, int):
            continue
        yield reference
        waiting += _object(pdf, reference).get("K", ())


def _unmark(stream: Any, loose: set[int]) -> None:
    """Of ``/Tag <</MCID n>> BDC``, which are three items of a stream, the first two change."""
    for at, item in enumerate(stream.stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
            stream.stream[at - 1 : at + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _object(pdf: Any, reference: Any) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else reference
    return pdf.objects[int(text.split()[0])]
