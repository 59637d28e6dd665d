"""What nobody foresaw: one sentence for people, the details in a log."""

import logging
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def log_path() -> Path:
    """Where commands write what is not for the terminal; a temporary file where the data cannot be written."""
    try:
        settings.DATA.logs.mkdir(parents=True, exist_ok=True)
        path: Path = settings.DATA.logs / "commands.log"
        path.touch()
    except OSError:
        return Path(tempfile.gettempdir()) / "greenlang-commands.log"
    return path


def log_quietly() -> None:
    """Send this process's log to the file: the terminal belongs to results and to one message when all fails."""
    handler = logging.FileHandler(log_path())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().handlers[:] = [handler]


def message_of(error: BaseException) -> str:
    """Keep the traceback in the log and say where it is."""
    path = log_path()
    with path.open("a") as log:
        log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}\n{''.join(traceback.format_exception(error))}\n")
    return f"Unforeseen {type(error).__name__}: {error} The details are in {path}."
