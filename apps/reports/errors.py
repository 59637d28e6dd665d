"""What can go wrong with a report."""

from greenlang.errors import InvalidInput, Unavailable


class SnapshotInvalid(InvalidInput):
    """A snapshot that does not add up, or is not of the published shape; ``errors`` lists every finding."""

    code = "snapshot-invalid"
    title = "The inventory snapshot cannot be used"


class PdfUnavailable(Unavailable):
    """The text layout library PDF needs is not installed; everything else goes on working."""

    code = "pdf-unavailable"
    title = "PDF is not available here"


class XbrlUnavailable(Unavailable):
    """This snapshot cannot be written in XBRL, or not examined here; ``errors`` lists what an examination found."""

    code = "xbrl-unavailable"
    title = "XBRL is not available for this report"
