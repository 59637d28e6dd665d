"""The image, the compose file and the cluster's files: valid, closed, without a secret, and naming only what there is.

No container engine and no cluster runs here: what is checked is what can be read.
"""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import resolve

from apps.runtime.deployers.kubernetes.cluster import KINDS
from apps.runtime.deployers.kubernetes.manifests import manifests
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.tenants.health import health, ready
from tests.runtime.cluster_schemas import valid
from tests.runtime.released import release_made

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
BASE, EXAMPLE = DEPLOY / "kubernetes" / "base", DEPLOY / "kubernetes" / "example"
COMMANDS = {path.stem for path in (PROJECT / "greenlang" / "management" / "commands").glob("*.py")}
CALLERS = {"greenlang-web", "greenlang-worker", "greenlang-consume"}
"""What executes an agent: a request, a task, and what is asked for remotely."""
AUTHORITIES = "greenlang-authorities"
SECRETS = {"greenlang", "greenlang-owner"}
PRODUCTS = ("migrate", "web", "worker", "relay", "consume", "sweeper")
"""The compose file's containers that are made of the product's image."""
VARIABLE = re.compile(r"\b(?:GREENLANG|DATABASE|REDIS)_[A-Z_]+\b")

Json = dict[str, Any]


def documents(folder: Path) -> list[Json]:
    """Every object of a folder's resources."""
    listed = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
    files = [folder / name for name in listed if (folder / name).is_file()]
    return [each for file in files for each in yaml.safe_load_all(file.read_text())]


def pods() -> list[tuple[str, Json]]:
    """The name and the pod of everything that runs."""
    return [
        (each["metadata"]["name"], each["spec"]["template"]["spec"])
        for each in documents(BASE)
        if each["kind"] in {"Deployment", "Job"}
    ]


def containers(pod: Json) -> list[Json]:
    return [*pod.get("initContainers", []), *pod["containers"]]


def known_variables() -> set[str]:
    """Names of the environment that the product reads."""
    files = [*(PROJECT / "greenlang" / "settings").glob("*.py"), DEPLOYERS / "options.py", SUPPLIED]
    text = "".join(path.read_text() for path in files)
    return set(VARIABLE.findall(text)) | {"GREENLANG_DATA", "GREENLANG_AGENT_AUTHORITIES"}


DEPLOYERS = PROJECT / "apps" / "runtime" / "deployers" / "kubernetes"
SUPPLIED = PROJECT / "apps" / "reports" / "xbrl" / "supplied.py"


@pytest.mark.parametrize("cluster", [f"1.{minor}" for minor in range(30, 38)])
def test_every_object_of_the_product_is_valid_for_every_version_of_a_cluster(cluster: str) -> None:
    for each in [*documents(BASE), *documents(EXAMPLE)]:
        valid(each, cluster)


def test_every_resource_that_is_named_is_there_and_every_file_is_named() -> None:
    for folder in (BASE, EXAMPLE):
        listed = set(yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"])
        assert all((folder / name).exists() for name in listed)
        assert {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"} == {
            name for name in listed if name.endswith(".yaml")
        }


def test_all_that_serves_the_product_runs() -> None:
    assert {name for name, _ in pods()} == {
        f"greenlang-{name}" for name in ("web", "worker", "relay", "consume", "sweeper", "migrate")
    }


@pytest.mark.parametrize(("name", "pod"), pods(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_pod_meets_the_restricted_standard(name: str, pod: Json) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in containers(pod):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
            "seccompProfile": {"type": "RuntimeDefault"},
        }
        assert set(container["resources"]) == {"requests", "limits"}
        assert {mount["name"] for mount in container["volumeMounts"]} <= {volume["name"] for volume in pod["volumes"]}


def test_only_the_migration_is_told_the_owner() -> None:
    told = {
        name: {each["secretRef"]["name"] for c in containers(pod) for each in c["envFrom"] if "secretRef" in each}
        for name, pod in pods()
    }
    assert told.pop("greenlang-migrate") == SECRETS
    assert all(names == {"greenlang"} for names in told.values())


def test_only_workers_may_ask_the_clusters_api_and_only_for_what_the_deployer_does() -> None:
    tokens = {name for name, pod in pods() if pod["automountServiceAccountToken"]}
    assert tokens == {"greenlang-worker"}
    (role,) = [each for each in documents(BASE) if each["kind"] == "ClusterRole"]
    allowed = {(group, kind) for rule in role["rules"] for group in rule["apiGroups"] for kind in rule["resources"]}
    asked = {("" if kind.root == "/api/v1" else kind.root.split("/")[2], kind.plural) for kind in KINDS.values()} | {
        ("apps", "deployments/scale")
    }
    assert allowed == asked
    verbs = {rule["resources"][0]: set(rule["verbs"]) for rule in role["rules"]}
    assert verbs["secrets"] == {"delete"}
    assert not any("*" in rule["verbs"] + rule["resources"] for rule in role["rules"])


def test_agents_admit_exactly_the_pods_that_call_them() -> None:
    made = manifests(release_made(), ClusterOptions())
    (policy,) = [m for m in made if m["kind"] == "NetworkPolicy" and m["metadata"]["name"] != "closed"]
    wanted = policy["spec"]["ingress"][0]["from"][0]["podSelector"]["matchLabels"]
    callers = {
        each["metadata"]["name"]: each["spec"]["template"]["spec"]
        for each in documents(BASE)
        if each["kind"] == "Deployment" and wanted.items() <= each["spec"]["template"]["metadata"]["labels"].items()
    }
    assert set(callers) == CALLERS
    # Where a pod's certificate is of a private authority, every caller can read that authority, where the example says.
    overlay = yaml.safe_load((EXAMPLE / "kustomization.yaml").read_text())
    (patch,) = [yaml.safe_load(each["patch"]) for each in overlay["patches"] if each["target"]["kind"] == "ConfigMap"]
    file = Path(patch["data"]["GREENLANG_AGENT_AUTHORITIES"])
    for pod in callers.values():
        (volume,) = [each["name"] for each in pod["volumes"] if each.get("configMap", {}).get("name") == AUTHORITIES]
        (container,) = pod["containers"]
        places = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
        assert file.parent == Path(places[volume])


def commands() -> list[list[str]]:
    """Every command that a container is started with."""
    composed = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())["services"]
    found = [c["command"] for _, pod in pods() for c in containers(pod) if "command" in c]
    found += [json.loads(rest) for name, rest in stages()[-1] if name == "CMD"]
    for service in composed.values():
        found += [service["command"]] if "command" in service else []
    return [each for command in found for each in told_to_shell(command)]


def told_to_shell(command: list[str]) -> list[list[str]]:
    """The product's commands in what a shell is told, or the command itself."""
    if command[:2] != ["sh", "-c"]:
        return [command]
    parts = re.split(r"&&|;|\buntil\b|\bdo\b|\bdone\b", command[2])
    words = [shlex.split(part.replace("> /dev/null", "")) for part in parts]
    return [each for each in words if each and each[0] != "sleep"]


def test_every_command_is_one_of_the_products() -> None:
    for command in commands():
        if command[:3] == ["python", "-m", "django"]:
            assert command[3] in COMMANDS
        else:
            assert command[0] in {"celery", "redis-server"}


def probes() -> list[tuple[str, Json]]:
    """Every probe over HTTP, and the names of its container's ports."""
    kinds = ("startupProbe", "readinessProbe", "livenessProbe")
    return [
        (name, container | {"probe": container[kind]})
        for name, pod in pods()
        for container in containers(pod)
        for kind in kinds
        if kind in container
    ]


def test_every_probe_asks_for_an_address_that_is_answered_without_signing_in() -> None:
    assert {name for name, _ in probes()} == {"greenlang-web"}
    settings_told = next(each for each in documents(BASE) if each["kind"] == "ConfigMap")["data"]
    for _, container in probes():
        asked = container["probe"]["httpGet"]
        assert resolve(asked["path"]).func in {health, ready}
        assert asked["port"] in {port["name"] for port in container["ports"]}
        (host,) = [header["value"] for header in asked["httpHeaders"] if header["name"] == "Host"]
        assert host in settings_told["GREENLANG_ALLOWED_HOSTS"].split(",")


def test_whoever_serves_waits_until_the_tables_are_as_it_knows_them() -> None:
    serving = [(name, pod) for name, pod in pods() if name != "greenlang-migrate"]
    assert len(serving) == 5
    for _, pod in serving:
        (first,) = pod["initContainers"]
        assert told_to_shell(first["command"]) == [["python", "-m", "django", "migrate", "--check"]]


def test_the_composed_webs_probe_is_answered_whatever_the_hosts_are_called() -> None:
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())["services"]
    assert "http://127.0.0.1:8000/ready" in services["web"]["healthcheck"]["test"][-1]
    assert services["web"]["environment"]["GREENLANG_ALLOWED_HOSTS"].endswith("},127.0.0.1")


def test_every_variable_is_one_that_the_product_reads() -> None:
    files = [DEPLOY / "Dockerfile", DEPLOY / "compose" / "compose.yaml", *BASE.glob("*.yaml"), *EXAMPLE.glob("*.yaml")]
    composes_own = {"GREENLANG_IMAGE", "GREENLANG_PORT", "GREENLANG_TAXONOMY_FOLDER"}
    for file in files:
        assert set(VARIABLE.findall(file.read_text())) - composes_own <= known_variables(), file.name


NOT_COMPOSED = {
    "GREENLANG_AGENT_": "how agents are put on a cluster", "GREENLANG_GATEWAY_": "the same",
    "GREENLANG_DEPLOYER": "the same", "GREENLANG_KUBECONFIG": "the same",
    "GREENLANG_DB_": "roles.sh names the roles", "GREENLANG_CHECKPOINTS": "the image says it",
    "GREENLANG_STATIC_ROOT": "the image's build says it",
    "DATABASE_BACKUP_URL": "a superuser's, told to nobody who serves",
    "GREENLANG_TLS_": "files that no container has; a proxy before them speaks TLS",
}  # fmt: skip
"""Settings, or how they begin, that the compose file does not hand on, and why."""


def test_every_setting_reaches_every_container_of_the_product() -> None:
    settings = "".join(file.read_text() for file in (*(PROJECT / "greenlang" / "settings").glob("*.py"), SUPPLIED))
    quoted = re.findall(rf'"({VARIABLE.pattern})"', settings)
    read = {name for name in quoted if not name.startswith(tuple(NOT_COMPOSED))}
    assert len(read) > 30
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())["services"]
    for name in PRODUCTS:
        told = set(services[name]["environment"]) | {"DATABASE_OWNER_URL"}
        assert read <= told, f"{name} is not told {sorted(read - told)}"


def test_whoever_writes_reports_reads_the_official_taxonomies_where_the_setting_says() -> None:
    told = next(each for each in documents(BASE) if each["kind"] == "ConfigMap")["data"]["GREENLANG_TAXONOMY_PACKAGES"]
    for name in ("greenlang-web", "greenlang-worker"):
        pod = dict(pods())[name]
        (container,) = pod["containers"]
        (mount,) = [each for each in container["volumeMounts"] if each["name"] == "taxonomies"]
        assert (mount["mountPath"], mount["readOnly"]) == (told, True)
        assert {"name": "taxonomies", "emptyDir": {}} in pod["volumes"], "without a package reports are written too"
    overlay = yaml.safe_load((EXAMPLE / "kustomization.yaml").read_text())
    (patched,) = [each for each in overlay["patches"] if each["target"]["kind"] == "Deployment"]
    assert all(re.fullmatch(patched["target"]["name"], name) for name in ("greenlang-web", "greenlang-worker"))
    (volume,) = yaml.safe_load(patched["patch"])["spec"]["template"]["spec"]["volumes"]
    (claim,) = [each for each in documents(EXAMPLE) if each["kind"] == "PersistentVolumeClaim"]
    assert volume["name"] == "taxonomies"
    assert volume["emptyDir"] is None, "a volume is of one kind"
    assert volume["persistentVolumeClaim"] == {"claimName": claim["metadata"]["name"], "readOnly": True}
    composed = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
    for name in PRODUCTS:
        service = composed["services"][name]
        assert service["environment"]["GREENLANG_TAXONOMY_PACKAGES"] == told
        assert f"${{GREENLANG_TAXONOMY_FOLDER:-taxonomies}}:{told}:ro" in service["volumes"]
    assert "taxonomies" in composed["volumes"]


def test_no_secret_is_written_in_any_file() -> None:
    assert not [each for each in [*documents(BASE), *documents(EXAMPLE)] if each["kind"] == "Secret"]
    composed = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
    for service in composed["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or (
                name.endswith(("_KEY", "_URL")) and "PUBLIC" not in name and "redis" not in value
            ):
                assert re.search(r"\$\{[A-Z_]+:([?-]|-console:)\}", value), name


def test_the_composed_product_is_closed_and_made_of_one_image() -> None:
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())["services"]
    own = {name: each for name, each in services.items() if name not in {"postgres", "redis"}}
    assert set(own) == {"migrate", "web", "worker", "relay", "consume", "sweeper"}
    assert len({each["image"] for each in own.values()}) == 1
    for name, each in own.items():
        assert (each["read_only"], each["cap_drop"]) == (True, ["ALL"])
        assert "privileged" not in each
        assert ("DATABASE_OWNER_URL" in each["environment"]) == (name == "migrate")
    assert [name for name, each in services.items() if "ports" in each] == ["web"]


def stages() -> list[list[tuple[str, str]]]:
    """The image's stages, each as its instructions."""
    text = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text())
    lines = [line.split(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    found: list[list[tuple[str, str]]] = []
    for name, rest in lines:
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


def test_the_last_stage_of_the_image_builds_nothing_and_runs_as_nobody_special() -> None:
    last = stages()[-1]
    assert {name for name, _ in last} <= {"FROM", "COPY", "WORKDIR", "ENV", "USER", "EXPOSE", "CMD"}
    assert all("--from=" in rest for name, rest in last if name == "COPY")
    assert [rest for name, rest in last if name == "USER"] == ["10001:10001"]


def test_packages_are_installed_as_they_are_locked_and_none_is_compiled() -> None:
    (install,) = [rest for stage in stages() for name, rest in stage if name == "RUN" and "pip install" in rest]
    assert {"--require-hashes", "--no-deps", "--only-binary", ":all:"} <= set(install.split())


def test_everything_that_is_copied_into_the_image_is_there() -> None:
    for stage in stages():
        for name, rest in stage:
            if name == "COPY" and "--from" not in rest:
                *sources, _ = rest.split()
                assert all((PROJECT / source).exists() for source in sources)


def test_a_pods_command_runs_in_the_same_image_as_the_same_user() -> None:
    (deployment,) = [m for m in manifests(release_made(), ClusterOptions()) if m["kind"] == "Deployment"]
    pod = deployment["spec"]["template"]["spec"]
    assert f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}" == "10001:10001"
    module = pod["containers"][0]["command"][2]
    assert (PROJECT / Path(*module.split(".")) / "__main__.py").is_file()
