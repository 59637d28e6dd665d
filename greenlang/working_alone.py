"""Of some kinds of work one process does all and the others stand by: the keys of the database's advisory locks.

In one place, since two of one key would stand by for each other.
"""

from enum import IntEnum, unique


@unique
class Alone(IntEnum):
    """Who works alone."""

    CATALOGUE_IMPORT = 4_740_113_001
    RELAY = 4_740_113_005
    SWEEPER = 4_740_113_006
    OVERSEER = 4_740_113_007
    WATCHER = 4_740_113_009
