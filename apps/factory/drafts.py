"""Drafts of specifications: kept as they are written, whether they can be read or not, until they are handed in."""

from apps.agents.models import AgentVersion
from apps.agents.spec.document import MAX_BYTES
from apps.factory.models import SpecDraft
from apps.factory.reading import Submission


def draft_of(author: str) -> SpecDraft | None:
    """What somebody was writing last; None where that is what some version was handed in with.

    A check that is answered late keeps the text once more after it was handed in.
    """
    found = SpecDraft.objects.filter(author=author).first()
    if found is None:
        return None
    handed_in = AgentVersion.objects.filter(spec_source=found.source, spec_completion=found.completion)
    return None if handed_in.exists() else found


def draft_keep(*, author: str, submission: Submission) -> None:
    """Keep both texts in place of what was kept before; not those that are empty, or larger than is ever read."""
    sizes = len(submission.source), len(submission.completion)
    if max(sizes) > MAX_BYTES:
        return
    if not submission.source.strip() and not submission.completion.strip():
        draft_discard(author=author)
        return
    SpecDraft.objects.update_or_create(
        author=author, defaults={"source": submission.source, "completion": submission.completion}
    )


def draft_discard(*, author: str) -> None:
    """Forget it."""
    SpecDraft.objects.filter(author=author).delete()
