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
        raise _untrusted(refusal.reason, f"{refusal.file or name}, line {refusal.line}") from None
    except (SyntaxError, ValueError) as error:
        raise _untrusted(f"It is no Python: {error}", name) from error
    except (RecursionError, MemoryError) as error:
        raise _untrusted("It is nested too deeply to be read", name) from error


def _untrusted(reason: str, where: str) -> UntrustedCode:
    what = f"The agent's code goes beyond what may be loaded. {reason}."
    return UntrustedCode(what, where=where, mend="Build the agent again.")
