"""The bootstrap: when it works and when it does not, what it asks of the installer, what it says."""

import ast
import errno
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from greenlang import bootstrap
from greenlang.errors import InvalidInput

ROOT = Path(__file__).parents[1]
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


class Installer:
    """Stands in for uv: makes an interpreter where ``uv venv`` would, and remembers the commands."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.commands: list[str] = []
        self.fails = False

    def run(self, command: Sequence[str], environment: dict[str, str], lock: int) -> None:
        self.commands.append(" ".join(command[1:3]))
        assert not (self.home / "env" / "stamp.json").exists(), "work in progress must not look finished"
        if self.fails:
            raise bootstrap.BootstrapError("no network")
        if command[1] == "venv":
            python = self.home / "env" / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()


@pytest.fixture(autouse=True)
def own_variables_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GREENLANG_GROUP", "GREENLANG_HOME", "GREENLANG_BOOTSTRAP", "GREENLANG_BOOTSTRAPPED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "requirements").mkdir(parents=True)
    for name in ("product", "development", "bootstrap"):
        (folder / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    return folder


@pytest.fixture
def installer(project: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    stand_in = Installer(project / ".greenlang")
    monkeypatch.setattr(bootstrap, "run", stand_in.run)
    monkeypatch.setattr(bootstrap, "find_uv", lambda: "uv")
    return stand_in


def prepared(project: Path, *arguments: str) -> bool:
    return bootstrap.prepare(project, project / ".greenlang", ["manage.py", *arguments])


def stamp(project: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((project / ".greenlang" / "env" / "stamp.json").read_text())
    return found


@pytest.fixture
def manage() -> ModuleType:
    spec = importlib.util.spec_from_file_location("manage", ROOT / "manage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_first_start_installs_and_a_second_does_nothing(project: Path, installer: Installer) -> None:
    assert prepared(project, "up") is True
    assert installer.commands == ["venv --quiet", "pip sync"]
    assert stamp(project)["group"] == "product"
    assert stamp(project)["python"] == HERE
    assert prepared(project, "up") is False
    assert len(installer.commands) == 2


def test_tests_add_the_development_group_and_it_serves_the_product_too(
    project: Path, installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(project, "up")
    assert prepared(project, "test") is True
    assert installer.commands[2:] == ["pip sync"]
    assert stamp(project)["group"] == "development"
    assert prepared(project, "up") is False
    monkeypatch.setenv("GREENLANG_GROUP", "product")
    assert prepared(project, "up") is False


def test_the_group_can_be_asked_for(project: Path, installer: Installer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENLANG_GROUP", "development")
    prepared(project, "up")
    assert stamp(project)["group"] == "development"
    monkeypatch.setenv("GREENLANG_GROUP", "everything")
    with pytest.raises(bootstrap.BootstrapError, match="one of product, development"):
        prepared(project, "up")


def test_a_changed_lock_is_installed_into_the_same_environment(project: Path, installer: Installer) -> None:
    prepared(project, "up")
    (project / "requirements" / "product.txt").write_text("product==2\n")
    assert prepared(project, "up") is True
    assert installer.commands[2:] == ["pip sync"]


def test_a_half_built_environment_is_built_again(project: Path, installer: Installer) -> None:
    prepared(project, "up")
    environment = project / ".greenlang" / "env"
    (environment / "stamp.json").unlink()
    (environment / "half").touch()
    assert prepared(project, "up") is True
    assert installer.commands[2:] == ["venv --quiet", "pip sync"]
    assert not (environment / "half").exists()


def test_an_interrupted_change_leaves_no_stamp(project: Path, installer: Installer) -> None:
    prepared(project, "up")
    (project / "requirements" / "product.txt").write_text("product==2\n")
    installer.fails = True
    with pytest.raises(bootstrap.BootstrapError, match="no network"):
        prepared(project, "up")
    assert bootstrap.read_stamp(project / ".greenlang" / "env") is None


@pytest.mark.parametrize("damage", ["other python", "python gone", "garbled stamp"])
def test_an_environment_that_does_not_fit_is_built_again(project: Path, installer: Installer, damage: str) -> None:
    prepared(project, "up")
    environment = project / ".greenlang" / "env"
    if damage == "other python":
        bootstrap.write_stamp(environment, bootstrap.Stamp(**{**stamp(project), "python": "3.10"}))
    elif damage == "python gone":
        (environment / "bin" / "python").unlink()
    else:
        (environment / "stamp.json").write_text('{"group": ')
    assert prepared(project, "up") is True
    assert installer.commands[2:] == ["venv --quiet", "pip sync"]


def test_the_bootstrap_can_be_left_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENLANG_BOOTSTRAP", "0")
    assert bootstrap.enter_environment(str(project), ["manage.py", "up"]) is None
    assert not (project / ".greenlang").exists()


def test_the_environment_s_python_goes_on_with_the_same_arguments(
    project: Path, installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, list[str]]] = []

    class Replaced(BaseException):
        """The process image was replaced."""

    def execve(program: Path, arguments: list[str], environment: dict[str, str]) -> None:
        calls.append((str(program), arguments))
        assert environment["GREENLANG_BOOTSTRAPPED"] == str(os.getpid())
        raise Replaced

    monkeypatch.setattr(os, "execve", execve)
    argv = ["manage.py", "run_agent", "a b", "--input", "-"]
    with pytest.raises(Replaced):
        bootstrap.enter_environment(str(project), argv)
    python = str(project / ".greenlang" / "env" / "bin" / "python")
    assert calls == [(python, [python, *argv])]


def test_an_environment_that_leads_elsewhere_does_not_loop(
    project: Path, installer: Installer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(project, "up")
    capsys.readouterr()
    monkeypatch.setenv("GREENLANG_BOOTSTRAPPED", str(os.getpid()))
    assert bootstrap.enter_environment(str(project), ["manage.py", "up"]) == 1
    assert "Mend: remove" in capsys.readouterr().err


def test_without_venv_exactly_the_apt_line_is_printed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "find_uv", lambda: "")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert bootstrap.enter_environment(str(project), ["manage.py", "up"]) == 2
    captured = capsys.readouterr()
    assert captured.err == f"apt install python{HERE}-venv\n"
    assert captured.out == ""


def test_a_read_only_project_is_one_clear_message(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path, **options: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert bootstrap.enter_environment(str(project), ["manage.py", "up"]) == 1
    assert capsys.readouterr().err == (
        f"The environment could not be set up: {project}/.greenlang: Read-only file system. "
        "Mend: set GREENLANG_HOME to a folder you may write.\n"
    )


def test_a_missing_lock_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "requirements" / "product.txt").unlink()
    assert bootstrap.enter_environment(str(project), ["manage.py", "up"]) == 1
    assert "requirements/product.txt is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "mend"),
    [
        ("error: Failed to fetch: https://index/x/\n  cause: dns error", "PIP_INDEX_URL"),
        ("error: Failed to fetch: x\n  cause: invalid peer certificate: UnknownIssuer", "SSL_CERT_FILE"),
        ("error: Failed to write\n  cause: No space left on device (os error 28)", "free disk space"),
        ("error: Hash mismatch for `x==1`", "use another"),
        ("something odd", "run the same command again"),
    ],
)
def test_a_failed_installation_says_why_and_what_to_do(output: str, mend: str) -> None:
    message = bootstrap.explain_failure(["/usr/bin/uv", "pip", "sync", "x"], output, 2)
    assert message.startswith("The environment could not be set up: uv pip sync ended with 2 (")
    assert mend in message.partition("Mend: ")[2]
    assert "\n" not in message


def test_installers_fail_with_one_message(tmp_path: Path) -> None:
    with bootstrap.one_at_a_time(tmp_path / "lock") as lock:
        bootstrap.run([sys.executable, "-c", ""], os.environ, lock)
        with pytest.raises(bootstrap.BootstrapError, match=r"ended with 3 \(error: no such thing\)"):
            bootstrap.run(
                [sys.executable, "-c", "print('error: no such thing'); raise SystemExit(3)"], os.environ, lock
            )


def test_pip_s_indexes_are_said_to_uv() -> None:
    files = {
        "extra-index-url": "\nhttps://one/simple\nhttps://two/simple",
        "find-links": "/a /b",
        "timeout": "9",
    }
    assert bootstrap.index_settings({"PIP_INDEX_URL": "https://main/simple", "PIP_CERT": "/ca.pem"}, files) == {
        "UV_DEFAULT_INDEX": "https://main/simple",
        "UV_INDEX": "https://one/simple https://two/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/a,/b",
        "UV_HTTP_TIMEOUT": "9",
        "SSL_CERT_FILE": "/ca.pem",
    }


def test_what_is_set_for_uv_stays() -> None:
    environ = {"UV_DEFAULT_INDEX": "https://uv/simple", "SSL_CERT_FILE": "/own.pem", "UV_FIND_LINKS": "/c"}
    files = {"index-url": "https://pip/simple", "cert": "/pip.pem", "find-links": "/a"}
    assert bootstrap.index_settings(environ, files) == {}


def test_pip_s_files_are_read_in_pip_s_order(tmp_path: Path) -> None:
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "pip.conf").write_text("[global]\nindex-url = https://user\ncert = /user.pem\n")
    named = tmp_path / "named.conf"
    named.write_text("[global]\nindex_url = https://named\n[install]\nindex_url = https://install\n")
    environ = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PIP_CONFIG_FILE": str(named)}
    found = bootstrap.pip_configuration(environ)
    assert found["index-url"] == "https://install"
    assert found["cert"] == "/user.pem"
    assert bootstrap.pip_configuration({**environ, "PIP_CONFIG_FILE": os.devnull}) == {}


def test_manage_parses_on_an_old_python_and_says_which_it_needs(
    manage: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "manage.py").read_text(), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    assert manage.main() == 2
    assert capsys.readouterr().err == (
        "GreenLang needs Python 3.11 or newer; this is Python 3.9.18. Mend: python3.11 manage.py\n"
    )


def test_errors_of_the_product_are_one_message_and_status_1(
    manage: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(argv: list[str]) -> None:
        raise InvalidInput("The unit is unknown.", where="row 7", mend="Say mmBtu.")

    monkeypatch.setattr("django.core.management.execute_from_command_line", fail)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "greenlang.settings")
    monkeypatch.delenv("GREENLANG_DEBUG", raising=False)
    assert manage.run_command() == 1
    assert capsys.readouterr().err == "Error: row 7: The unit is unknown. Say mmBtu.\n"
    monkeypatch.setenv("GREENLANG_DEBUG", "1")
    with pytest.raises(InvalidInput):
        manage.run_command()


def test_an_interruption_ends_with_130(manage: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(root: str, argv: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "enter_environment", interrupt)
    assert manage.main() == 130


def test_a_python_without_the_packages_is_told_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-E", str(ROOT / "manage.py"), "up"],
        env={"GREENLANG_BOOTSTRAP": "0", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Django cannot be imported")
    assert done.stderr.count("\n") == 1
