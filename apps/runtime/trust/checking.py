"""The modules of a pack, read and held against the list and the bounds."""

import ast
from collections.abc import Mapping

from apps.runtime.errors import UntrustedCode
from apps.runtime.trust.bounds import Definitions, bounds_check
from apps.runtime.trust.listed import Refusal, module_check

FOLDER = "agent/"


def check_code(files: Mapping[str, bytes]) -> None:
    """Go on only when every module of ``agent/`` stays within the list and its bounds.

    Raises:
        UntrustedCode: naming file and line.
    """
    trees: dict[str, ast.Module] = {}
    try:
        for name, data in sorted(files.items()):
            if name.startswith(FOLDER) and name.endswith(".py"):
                trees[name] = ast.parse(data, filename=name)
                module_check(trees[name], name)
        bounds_check(Definitions.of(trees))
    except Refusal as refusal:
        raise UntrustedCode(f"{refusal.reason}.", where=f"{refusal.file or name}, line {refusal.line}") from None
    except (SyntaxError, ValueError) as error:
        raise UntrustedCode(f"It is no Python: {error}.", where=name) from error
    except (RecursionError, MemoryError) as error:
        raise UntrustedCode("It is nested too deeply to be read.", where=name) from error
