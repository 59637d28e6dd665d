"""Evidence as it is handed out."""

from django.http import HttpResponse

from apps.calculations.models.private import Evidence

_ENDINGS = frozenset({"pdf", "png", "jpg", "jpeg", "csv", "xlsx", "docx", "txt", "eml"})


def evidence_response(evidence: Evidence) -> HttpResponse:
    """A kept file, as a download under its hash: whatever it is, no browser runs it."""
    response = HttpResponse(bytes(evidence.content), content_type="application/octet-stream")
    ending = evidence.filename.rpartition(".")[2].lower()
    safe = ending if ending in _ENDINGS else "bin"
    name = f"{evidence.sha256.removeprefix('sha256:')[:16]}.{safe}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
