"""The stages of a build, with the design's targets. Pure."""

from apps.jobs.stages import Stage

STAGES = (
    Stage("parse", "Parse", 0.010),
    Stage("validate", "Validate", 0.020),
    Stage("match", "Match domain", 0.005),
    Stage("generate", "Generate code", 0.050),
    Stage("generate-tests", "Generate tests", 0.030),
    Stage("evaluate", "Evaluate", 5.0),
    Stage("pack", "Pack", 1.0),
    Stage("register", "Register", 0.100),
    Stage("deploy", "Deploy", 30.0),
)
CANCELLABLE = frozenset({"parse", "validate", "match", "generate", "generate-tests", "evaluate", "pack"})
"""Before these a build can still be cancelled: nothing of it is registered yet."""
