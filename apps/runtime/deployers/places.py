"""The deployers of this installation by name, as ``settings.DEPLOYERS`` lists them.

Each is imported when it is first asked for: an installation without a cluster never loads the cluster's client.
"""

from functools import lru_cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from apps.runtime.deployers.contract import Deployer
from greenlang.errors import Unavailable


def deployer_named(name: str) -> Deployer:
    """The deployer.

    Raises:
        Unavailable: this installation has none of that name.
    """
    path = settings.DEPLOYERS.get(name)
    if path is None:
        known = ", ".join(settings.DEPLOYERS)
        raise Unavailable(f"There is no deployer “{name}” here.", where="GREENLANG_DEPLOYER", mend=f"Known: {known}.")
    return _made(path)


@lru_cache(maxsize=8)
def _made(path: str) -> Deployer:
    return cast(Deployer, import_string(path)())
