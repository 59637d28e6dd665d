"""Where a piece of work spends its time, for a bench that misses its target."""

import cProfile
import io
import pstats
from collections.abc import Callable


def profile_text(work: Callable[[], object], most: int = 8) -> str:
    """The functions in which the work spent most time by themselves, as a table."""
    profile = cProfile.Profile()
    profile.runcall(work)
    text = io.StringIO()
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(most)
    return text.getvalue().strip()
