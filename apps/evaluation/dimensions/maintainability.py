"""7 Maintainability: Radon's maintainability index and the most complex function of ``agent/``.

The index (from Halstead's volume, cyclomatic complexity, lines and comments, 0 to 100) is taken per file and
weighted by logical lines; complexity is McCabe's, of the worst function. The worse of the two counts.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import cut
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 7
_REMARKABLE = 10


def read(observed: Observations) -> Reading:
    """Weighted index and worst complexity."""
    sources = observed.sources
    if sources.unreadable:
        return Reading(failure="Not every source can be read.", evidence=sources.unreadable)
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
    return Reading({"maintainability index": cut(index), "worst complexity": Decimal(worst)}, evidence=evidence)
