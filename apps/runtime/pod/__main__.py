"""Serve the mounted pack until told to stop: ``python -m apps.runtime.pod --pack FOLDER``.

Which pack it must be is in the environment, see `apps.runtime.pod.mounted`. A pack that is not believed is one message
on stderr and exit status 1.
"""

import argparse
import os
import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from apps.runtime.pod.application import from_environment
from apps.runtime.pod.mounted import FOLDER_VARIABLE
from greenlang.errors import GreenLangError

THREADS = 3
# A certificate is renewed in its file while the pod runs: each new worker reads it again.
LIFETIME_SECONDS = 12 * 60 * 60


def main(arguments: list[str]) -> int:
    """Verify, then serve; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m apps.runtime.pod", description="Serve one verified agent pack.")
    parser.add_argument("--pack", type=Path, required=True, help="folder with pack.tar.gz and signature.json")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8443, help="port to listen on (default: 8443)")
    parser.add_argument("--certificate", type=Path, help="PEM file; without it the pod speaks plain HTTP")
    parser.add_argument("--key", type=Path, help="PEM file of the certificate's private key")
    options = parser.parse_args(arguments)
    os.environ[FOLDER_VARIABLE] = str(options.pack)
    try:
        from_environment()
    except GreenLangError as error:
        print(error, file=sys.stderr)
        return 1
    Granian(
        "apps.runtime.pod.application:from_environment",
        factory=True,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        ssl_cert=options.certificate,
        ssl_key=options.key,
        workers_lifetime=LIFETIME_SECONDS if options.certificate else None,
        log_access=False,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
