"""Where an installation keeps its data, and where its sockets are."""

import errno
import hashlib
import json
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from greenlang.embedded.errors import DataDirectoryUnavailable

NOBODY = 65534
LONGEST_SOCKET_PATH = 107
LEAST_FREE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class DataDirectory:
    """One installation's data; nothing is created before ``ensure``.

    Args:
        root: the folder that holds all of it; made absolute, symbolic links followed.
    """

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", Path(self.root).resolve())

    @classmethod
    def default(cls) -> "DataDirectory":
        """GREENLANG_DATA, else ``data`` in GREENLANG_HOME, else ``.greenlang/data`` in the project."""
        home = os.environ.get("GREENLANG_HOME") or Path(__file__).parents[2] / ".greenlang"
        return cls(Path(os.environ.get("GREENLANG_DATA") or Path(home, "data")))

    @property
    def postgres(self) -> Path:
        """PostgreSQL's cluster."""
        return self.root / "postgres"

    @property
    def redis(self) -> Path:
        """Redis's append-only file."""
        return self.root / "redis"

    @property
    def keys(self) -> Path:
        """Private keys of this installation."""
        return self.root / "keys"

    @property
    def set_up_token(self) -> Path:
        """What opens the guided set-up, until it is done."""
        return self.keys / "set-up-token"

    @property
    def demonstration_removed(self) -> Path:
        """There while the demonstration is not to be made again."""
        return self.root / "demonstration-removed"

    @property
    def mail(self) -> Path:
        """E-mails that no server takes."""
        return self.root / "mail"

    @property
    def logs(self) -> Path:
        """One log for each child process."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Locks, and who holds them."""
        return self.root / "run"

    @property
    def served_at(self) -> Path:
        """The URL at which the stack was last served."""
        return self.run / "url"

    @property
    def lock(self) -> Path:
        """Locked by the stack that runs here; says as JSON what that stack serves and from which process."""
        return self.run / "lock"

    @property
    def socket_directory(self) -> Path:
        """A short folder outside the data: a socket's path has at most 107 bytes.

        The folder the last stack recorded, while it exists; else one derived from the data's path. The record
        lets a command find a running stack from another login, whose XDG_RUNTIME_DIR differs.
        """
        recorded = self.lock_record().get("sockets")
        if isinstance(recorded, str) and Path(recorded).is_dir():
            return Path(recorded)
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return _socket_base() / f"greenlang-{os.geteuid()}-{digest}"

    def lock_record(self) -> dict[str, object]:
        """What the lock's holder wrote: ``{"pid", "postgres", "redis", "sockets", "ready"}``; or nothing."""
        try:
            record = json.loads(self.lock.read_text())
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def ensure(self) -> None:
        """Create what is missing and prove that it can be used.

        Raises:
            DataDirectoryUnavailable: read-only, belongs to another user, or the disk is full.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            for folder in (self.root, self.postgres, self.redis, self.keys, self.logs, self.mail, self.run):
                self._ensure_folder(folder)
            if shutil.disk_usage(self.root).free < LEAST_FREE_BYTES:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            with tempfile.TemporaryFile(dir=self.run) as probe:
                probe.write(b"\0" * 4096)
        except OSError as error:
            raise _unavailable(self.root, error) from error

    def ensure_sockets(self) -> Path:
        """Create the socket folder and return it; it must be ours and closed to others.

        Raises:
            DataDirectoryUnavailable: somebody else made a folder of that name, or none can be made.
        """
        folder = self.socket_directory
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
                raise DataDirectoryUnavailable(
                    f"{folder}, the folder for sockets, is not a folder of our own (user {found.st_uid}).",
                    mend="Remove it, or set XDG_RUNTIME_DIR to a folder of your own.",
                )
            folder.chmod(0o700)
        except OSError as error:
            raise _unavailable(folder, error) from error
        if len(os.fsencode(folder / "postgres" / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET_PATH:
            raise DataDirectoryUnavailable(
                f"The folder for sockets, {folder}, has too long a path for a socket.",
                mend="Set XDG_RUNTIME_DIR to a shorter one.",
            )
        return folder

    def _ensure_folder(self, folder: Path) -> None:
        """Create one folder, private where it is not the root; refuse a foreign one."""
        if folder != self.root:
            folder.mkdir(mode=0o700, exist_ok=True)
        owner = folder.stat().st_uid
        allowed = {os.geteuid()}
        if folder == self.postgres and os.geteuid() == 0:
            allowed.add(NOBODY)
        if owner not in allowed:
            raise DataDirectoryUnavailable(
                f"The data directory {folder} belongs to user {owner}, not to user {os.geteuid()}.",
                mend="Run as that user, or set GREENLANG_DATA to a folder of your own.",
            )


def _socket_base() -> Path:
    """XDG_RUNTIME_DIR where it is ours and short, else the machine's folder for temporary files."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and len(runtime) < LONGEST_SOCKET_PATH - 70:
        folder = Path(runtime)
        if folder.is_dir() and folder.stat().st_uid == os.geteuid() and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return Path("/tmp")  # noqa: S108 - the folder made in it is private and its owner is checked


def _unavailable(place: Path, error: OSError) -> DataDirectoryUnavailable:
    """The error a person can act on."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DataDirectoryUnavailable(
            f"The disk that holds {place} is full.",
            mend="Free some space (64 MB at least), or set GREENLANG_DATA to a folder on another disk.",
        )
    return DataDirectoryUnavailable(
        f"The data directory {place} cannot be written: {error.strerror or error}.",
        mend="Set GREENLANG_DATA to a folder you may write.",
    )
