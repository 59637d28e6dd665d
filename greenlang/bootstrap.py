"""The product's own environment, from nothing but Python's standard library.

``enter_environment`` returns at once when the running interpreter is the environment's own and its packages
are those of the lock; otherwise it installs what is missing and continues there with the same arguments.
A stamp inside the environment says what it holds, is taken away before anything is changed and put back when
all is done: an environment without its stamp was left half-built and is built again.
"""

import configparser
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

DEVELOPMENT_COMMANDS = frozenset({"test", "check_all"})
GROUPS = ("product", "development")
OLDEST_UV = (0, 5)
MENDS = (
    (
        "no space left|disk quota",
        "free disk space, or point GREENLANG_HOME and UV_CACHE_DIR at another disk",
    ),
    ("certificate", "name your certificate authorities with SSL_CERT_FILE"),
    (
        "hash mismatch|not match the hashes",
        "the index serves other files than the lock names; use another",
    ),
    (
        "failed to fetch|error sending request|connect|dns error|timed out|no matching distribution",
        "connect to the network, or name an index within reach with PIP_INDEX_URL",
    ),
)
OTHER_MEND = "mend what it names and run the same command again"
UV_INDEX_VARIABLES = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL")
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class BootstrapError(Exception):
    """The environment cannot be made; ``status`` is the exit status that says so."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


class Stamp(NamedTuple):
    """What an environment holds: group of packages, ``major.minor`` of its Python, SHA-256 of the lock."""

    group: str
    python: str
    lock: str


def enter_environment(root: str, argv: Sequence[str]) -> int | None:
    """Continue in the project's environment.

    Returns None when this interpreter is the environment's own and up to date (or GREENLANG_BOOTSTRAP=0);
    an exit status when the environment could not be made, after one message on stderr; otherwise does not
    return: the process image becomes the environment's Python on the same ``argv``.
    """
    if os.environ.get("GREENLANG_BOOTSTRAP") == "0":
        return None
    try:
        home = Path(os.environ.get("GREENLANG_HOME") or Path(root, ".greenlang")).absolute()
        environment = home / "env"
        changed = prepare(Path(root), home, argv)
        if not changed and runs_in(environment):
            return None
        continue_in(environment, argv)
    except BootstrapError as error:
        sys.stderr.write(f"{error}\n")
        return error.status
    except OSError as error:
        sys.stderr.write(f"{explain_os_error(error)}\n")
        return 1


def runs_in(environment: Path) -> bool:
    """Whether this interpreter is the environment's own."""
    return Path(sys.prefix).resolve() == environment.resolve()


def continue_in(environment: Path, argv: Sequence[str]) -> NoReturn:
    """Become the environment's Python; refuses to do so twice, which would go on for ever."""
    python = environment / "bin" / "python"
    marker = str(os.getpid())
    if os.environ.get("GREENLANG_BOOTSTRAPPED") == marker and not runs_in(environment):
        raise BootstrapError(f"{python} does not run as its own environment. Mend: remove {environment}.")
    sys.stdout.flush()
    os.execve(python, [str(python), *argv], {**os.environ, "GREENLANG_BOOTSTRAPPED": marker})


def prepare(root: Path, home: Path, argv: Sequence[str]) -> bool:
    """Make the environment hold what ``argv`` needs; True when something had to be done."""
    environment = home / "env"
    present = read_stamp(environment)
    if present is not None and present == wanted_stamp(root, argv, present):
        return False
    home.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(home / "bootstrap.lock") as lock:
        present = read_stamp(environment)
        wanted = wanted_stamp(root, argv, present)
        if present == wanted:
            return True
        build(root, home, wanted, present, lock)
    return True


def wanted_stamp(root: Path, argv: Sequence[str], present: Stamp | None) -> Stamp:
    """What the environment must hold; a development environment serves the product's commands too."""
    asked = os.environ.get("GREENLANG_GROUP", "")
    if asked and asked not in GROUPS:
        raise BootstrapError(f"GREENLANG_GROUP is {asked!r}. Mend: set it to one of {', '.join(GROUPS)}.")
    command = argv[1] if len(argv) > 1 else ""
    already = present is not None and present.group == "development"
    development = asked == "development" or command in DEVELOPMENT_COMMANDS or already
    group = "development" if development else "product"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Stamp(group, version, sha256_of_file(root / "requirements" / f"{group}.txt"))


def sha256_of_file(path: Path) -> str:
    """Hex digest of a lock file's bytes."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise BootstrapError(f"{path} is missing. Mend: take the project's whole tree.") from None


def read_stamp(environment: Path) -> Stamp | None:
    """The stamp of a finished environment whose Python is still there; None otherwise."""
    try:
        stamp = Stamp(**json.loads((environment / "stamp.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return stamp if (environment / "bin" / "python").exists() else None


def write_stamp(environment: Path, stamp: Stamp) -> None:
    """Put the stamp there in one step."""
    part = environment / "stamp.json.part"
    part.write_text(json.dumps(stamp._asdict()) + "\n")
    part.replace(environment / "stamp.json")


@contextmanager
def one_at_a_time(path: Path) -> Iterator[int]:
    """Hold the bootstrap's lock; installers inherit the yielded descriptor, so that a kill frees it last."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("another command is setting up the environment; waiting for it")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def build(root: Path, home: Path, wanted: Stamp, present: Stamp | None, lock: int) -> None:
    """Create or change the environment so that it holds exactly the locked packages."""
    environment = home / "env"
    requirements = root / "requirements" / f"{wanted.group}.txt"
    settings = {**os.environ, **index_settings(os.environ, pip_configuration(os.environ))}
    settings["UV_PYTHON_DOWNLOADS"] = "never"
    uv = find_uv() or install_uv(root, home, lock)
    (environment / "stamp.json").unlink(missing_ok=True)
    tell(f"setting up {environment} ({wanted.group} packages, Python {wanted.python})")
    if present is None or present.python != wanted.python:
        create = [uv, "venv", "--quiet", "--python", base_python(), str(environment)]
        if environment.exists():
            shutil.rmtree(environment)
        run(create, settings, lock)
    python = str(environment / "bin" / "python")
    run([uv, "pip", "sync", "--require-hashes", "--python", python, str(requirements)], settings, lock)
    write_stamp(environment, wanted)
    tell("the environment is ready")


def base_python() -> str:
    """The interpreter beneath any environment this one runs in."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def find_uv() -> str:
    """A usable ``uv`` on PATH, or an empty string."""
    uv = shutil.which("uv")
    if not uv:
        return ""
    answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)\.(\d+)", answer)
    return uv if version and tuple(int(part) for part in version.groups()) >= OLDEST_UV else ""


def install_uv(root: Path, home: Path, lock: int) -> str:
    """The installer of our own: a small environment that holds only uv, pinned by hash."""
    installer = home / "installer"
    requirements = root / "requirements" / "bootstrap.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = Stamp("bootstrap", version, sha256_of_file(requirements))
    uv = installer / "bin" / "uv"
    if read_stamp(installer) == wanted and uv.exists():
        return str(uv)
    if not can_make_environments():
        raise BootstrapError(f"apt install python{version}-venv", status=2)
    tell("fetching the installer")
    shutil.rmtree(installer, ignore_errors=True)
    run([base_python(), "-I", "-m", "venv", str(installer)], os.environ, lock)
    pip = [str(installer / "bin" / "python"), "-I", "-m", "pip", "install", "--quiet", "--no-user"]
    run([*pip, "--disable-pip-version-check", "--require-hashes", "-r", str(requirements)], os.environ, lock)
    write_stamp(installer, wanted)
    return str(uv)


def can_make_environments() -> bool:
    """Debian ships ``venv`` without ``ensurepip`` until python3-venv is installed."""
    try:
        import ensurepip  # noqa: PLC0415
        import venv  # noqa: PLC0415
    except ImportError:
        return False
    return hasattr(ensurepip, "version") and hasattr(venv, "create")


def run(command: Sequence[str], environment: Mapping[str, str], lock: int) -> None:
    """Run an installer; a terminal sees its progress, elsewhere its output only explains a failure."""
    shown = sys.stderr.isatty()
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        pass_fds=(lock,),
        check=False,
    )
    if done.returncode != 0:
        output = b"" if shown else done.stdout
        raise BootstrapError(explain_failure(command, output.decode(errors="replace"), done.returncode))


def explain_failure(command: Sequence[str], output: str, status: int) -> str:
    """One line: what failed, the installer's own reason, and the mend."""
    said = [line.strip() for line in output.splitlines() if line.strip()]
    reasons = [line for line in said if re.match(r"(error|ERROR|cause|Caused by)\b|× ", line)] or said[-1:]
    reason = "; ".join(dict.fromkeys(reasons)) or "see above"
    mend = next((mend for pattern, mend in MENDS if re.search(pattern, output, re.IGNORECASE)), OTHER_MEND)
    words = command[command.index("-m") + 1 :] if "-m" in command else [Path(command[0]).name, *command[1:]]
    tool = " ".join(word for word in words[:3] if not word.startswith(("-", "/")))
    return f"The environment could not be set up: {tool} ended with {status} ({reason}). Mend: {mend}."


def explain_os_error(error: OSError) -> str:
    """One line for a folder that cannot be written."""
    place = error.filename or "the environment's folder"
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    mend = "free some disk space" if full else "set GREENLANG_HOME to a folder you may write"
    return f"The environment could not be set up: {place}: {error.strerror}. Mend: {mend}."


def pip_configuration(environ: Mapping[str, str]) -> dict[str, str]:
    """What pip's configuration files say, read as pip does: later files win, ``install`` over ``global``."""
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return {}
    home = Path(environ.get("HOME") or "~").expanduser()
    shared = [Path(part, "pip/pip.conf") for part in environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")]
    own = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip/pip.conf"
    files = [*shared, Path("/etc/pip.conf"), home / ".pip/pip.conf", own, Path(sys.prefix, "pip.conf")]
    parser = configparser.RawConfigParser(strict=False)
    for path in [*files, *([Path(named)] if named else [])]:
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError, OSError):
            tell(f"{path} cannot be read and is passed over")
    sections = [section for section in ("global", "install") if parser.has_section(section)]
    return {key.replace("_", "-"): value for section in sections for key, value in parser.items(section)}


def index_settings(environ: Mapping[str, str], configuration: Mapping[str, str]) -> dict[str, str]:
    """uv's variables that say what pip's say; what the user set for uv stays as it is.

    pip weighs all its indexes alike, uv takes the first that knows a name: ``unsafe-best-match`` is pip's
    rule, and safe here, because every file must have the hash the lock names.
    """

    def pip(option: str) -> str:
        value = environ.get("PIP_" + option.upper().replace("-", "_")) or configuration.get(option, "")
        return " ".join(value.split())

    found: dict[str, str] = {}
    if not any(environ.get(name) for name in UV_INDEX_VARIABLES):
        found["UV_DEFAULT_INDEX"] = pip("index-url")
        found["UV_INDEX"] = pip("extra-index-url")
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match" if found["UV_INDEX"] else ""
    found["UV_FIND_LINKS"] = pip("find-links").replace(" ", ",")
    found["UV_NO_INDEX"] = "1" if pip("no-index").lower() in {"1", "true", "yes", "on"} else ""
    found["UV_INSECURE_HOST"] = pip("trusted-host")
    found["UV_HTTP_TIMEOUT"] = pip("timeout") or pip("default-timeout")
    found["ALL_PROXY"] = pip("proxy")
    authorities = pip("cert") or environ.get("REQUESTS_CA_BUNDLE", "") or environ.get("CURL_CA_BUNDLE", "")
    found["SSL_CERT_FILE"] = authorities
    if not authorities and not environ.get("SSL_CERT_FILE") and SYSTEM_CERTIFICATES.exists():
        found["UV_SYSTEM_CERTS"] = found["UV_NATIVE_TLS"] = "true"
    return {name: value for name, value in found.items() if value and not environ.get(name)}


def tell(message: str) -> None:
    """Progress goes to stderr: stdout belongs to the command."""
    sys.stderr.write(f"greenlang: {message}\n")
    sys.stderr.flush()
