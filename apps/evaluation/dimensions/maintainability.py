"""7 Maintainability: Radon's maintainability index, the most complex function and the coding standard of ``agent/``.

The index (from Halstead's volume, cyclomatic complexity, lines and comments, 0 to 100) is taken per file and
weighted by logical lines; complexity is McCabe's, of the worst function. The standard is what ruff finds by its
rules E, F, W, I, N, D1, ANN, UP and B in lines of up to 120 characters, ``noqa`` comments ignored: style, imports,
names, docstrings, annotations, common mistakes. The worst of the three counts.
"""

from collections.abc import Sequence
from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import cut
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 7
_REMARKABLE = 10
_SHOWN = 50


def read(observed: Observations) -> Reading:
    """Weighted index, worst complexity and count of findings against the standard."""
    sources = observed.sources
    if sources.unreadable:
        return Reading(failure="Not every source can be read.", evidence=sources.unreadable)
    if sources.standards_missing:
        return Reading(not_measured=sources.standards_missing)
    files = [file for file in sources.complexities if file.lines]
    if not files:
        return Reading(failure="There is no code.")
    lines = sum(file.lines for file in files)
    index = sum((Decimal(str(file.index)) * file.lines for file in files), Decimal(0)) / lines
    blocks = [(file.file, *block) for file in files for block in file.blocks]
    worst = max((complexity for _, _, complexity, _ in blocks), default=1)
    evidence = [
        Finding("note", "radon", f"Maintainability index {file.index:.1f} over {file.lines} lines.", file.file)
        for file in files
    ]
    evidence += [
        Finding("medium", "radon", f"{name} has {complexity} paths.", file, line)
        for file, name, complexity, line in blocks
        if complexity > _REMARKABLE
    ]
    figures = {
        "maintainability index": cut(index),
        "worst complexity": Decimal(worst),
        "standards findings": Decimal(len(sources.standards)),
    }
    return Reading(figures, evidence=evidence + _against_the_standard(sources.standards))


def _against_the_standard(findings: Sequence[Finding]) -> list[Finding]:
    """The first findings, and how many there are besides; a word of it where there is none."""
    if not findings:
        return [Finding("note", "ruff", "Nothing is against the coding standard.")]
    left = len(findings) - _SHOWN
    more = [Finding("note", "ruff", f"{left} more findings against the coding standard.")] if left > 0 else []
    return [*findings[:_SHOWN], *more]
