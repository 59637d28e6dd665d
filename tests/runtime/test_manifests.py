"""An agent on a cluster: valid for every version of one, closed, restricted, and shaped by no stranger's text."""

import json
import uuid
from base64 import b64decode
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from apps.runtime.deployers.contract import Release
from apps.runtime.deployers.kubernetes.cluster import wire_bytes
from apps.runtime.deployers.kubernetes.manifests import Manifest, manifests
from apps.runtime.deployers.kubernetes.manifests.configuration import MOST_BYTES, PackTooLarge
from apps.runtime.deployers.kubernetes.names import Place
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.deployers.kubernetes.wishes import Wishes
from greenlang.errors import Refused
from tests.runtime.certificate_schema import CERTIFICATE
from tests.runtime.cluster_schemas import valid

CLUSTERS = [f"1.{minor}" for minor in range(30, 38)]
KINDS = [
    "Namespace", "NetworkPolicy", "ServiceAccount", "ConfigMap", "NetworkPolicy", "Service", "Certificate",
    "Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget",
]  # fmt: skip
OPTIONS = ClusterOptions(image="registry.example/greenlang:1.2", issuer="agents", gateway_namespace="greenlang")
TENANT = uuid.UUID("0191f3a2-0000-4000-8000-00000000000a")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
HOSTILE = [
    "a\nkind: Pod\nspec: {hostNetwork: true}", "---\nkind: Secret", "{{ .Values.x }}", "{% raw %}", "${IFS}",
    "$(GREENLANG)", "&anchor *anchor", "<<: *base", "!!python/object:os.system", "- item", "-rf /", "--privileged", "~",
    "null", "yes", "0x10", "1e3", "'\"`\\", "a\tb\rc", "\x85\u2028\u2029\ufeff", "\u202egnp.exe", "é🌍𝔘", "#comment",
    "%TAG ! x", "a: b", "@at", "`tick`", " ", "", "x" * 5000,
]  # fmt: skip
WISHES = st.dictionaries(
    TEXT | st.sampled_from(["replicas", "resources", "namespace", "image"]),
    TEXT | st.sampled_from(HOSTILE) | st.integers() | st.lists(TEXT),
    max_size=4,
)


def release(**more: Any) -> Release:
    given_: dict[str, Any] = {
        "tenant_id": TENANT,
        "agent": "boiler",
        "version": "1.0.0",
        "pack": b"\x1f\x8b pack",
        "pack_sha256": "ab" * 32,
        "signature": {"algorithm": "Ed25519"},
        "public_key": "cd" * 32,
    }
    return Release(**given_ | more)


PLAIN = Place.of(release(), "greenlang")


@cache
def plain_manifests() -> list[Manifest]:
    """Of an agent with a name like any."""
    return manifests(release(), OPTIONS)


def of_kind(made: list[Manifest], kind: str, name: str = "") -> Manifest:
    return next(each for each in made if each["kind"] == kind and each["metadata"]["name"].startswith(name))


def validate(manifest: Manifest, cluster: str) -> None:
    """Go on only where the API of that version takes it, every member known."""
    if manifest["kind"] == "Certificate":
        Draft202012Validator(CERTIFICATE).validate(manifest)
    else:
        valid(manifest, cluster)


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("encrypted", [True, False])
def test_every_object_is_valid_for_every_version_of_a_cluster(cluster: str, encrypted: bool) -> None:
    made = manifests(release(), OPTIONS if encrypted else replace(OPTIONS, issuer="", pull_secret="registry"))
    assert [each["kind"] for each in made] == [kind for kind in KINDS if encrypted or kind != "Certificate"]
    for manifest in made:
        validate(manifest, cluster)


def test_the_schema_of_certificates_refuses_what_is_none() -> None:
    good = of_kind(manifests(release(), OPTIONS), "Certificate")
    for broken in (
        {**good, "apiVersion": "cert-manager.io/v1alpha2"},
        {**good, "spec": {**good["spec"], "dnsNames": []}},
        {**good, "spec": {**good["spec"], "duration": "90 days"}},
        {**good, "spec": {name: value for name, value in good["spec"].items() if name != "issuerRef"}},
        {**good, "spec": {**good["spec"], "surprise": True}},
    ):
        assert list(Draft202012Validator(CERTIFICATE).iter_errors(broken))


def test_a_pod_meets_the_restricted_standard_and_may_do_nothing_else() -> None:
    made = manifests(release(), OPTIONS)
    labels = of_kind(made, "Namespace")["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"
    pod = of_kind(made, "Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "privileged": False,
        "readOnlyRootFilesystem": True,
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
    assert all(set(volume) & {"configMap", "emptyDir", "secret"} for volume in pod["volumes"])
    assert pod["automountServiceAccountToken"] is False
    assert of_kind(made, "ServiceAccount")["automountServiceAccountToken"] is False


def test_a_pod_is_told_no_secret_and_no_database() -> None:
    (container,) = of_kind(manifests(release(), OPTIONS), "Deployment")["spec"]["template"]["spec"]["containers"]
    assert {each["name"] for each in container["env"]} == {
        "GREENLANG_POD_AGENT",
        "GREENLANG_POD_VERSION",
        "GREENLANG_POD_PACK_SHA256",
        "GREENLANG_POD_PUBLIC_KEY",
    }
    assert "envFrom" not in container


def test_only_the_gateway_comes_in_and_nothing_goes_out() -> None:
    made = manifests(release(), OPTIONS)
    place = Place.of(release(), "greenlang")
    closed = of_kind(made, "NetworkPolicy", "closed")["spec"]
    assert closed == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "ingress": [], "egress": []}
    own = of_kind(made, "NetworkPolicy", "a-")["spec"]
    assert own["podSelector"] == {"matchLabels": place.labels}
    assert (own["egress"], own["policyTypes"]) == ([], ["Ingress", "Egress"])
    assert own["ingress"] == [
        {
            "from": [
                {
                    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "greenlang"}},
                    "podSelector": {"matchLabels": {"greenlang/calls-agents": "yes"}},
                }
            ],
            "ports": [{"port": 8443, "protocol": "TCP"}],
        }
    ]


def test_everything_of_a_tenant_is_in_its_own_namespace() -> None:
    one, other = manifests(release(), OPTIONS), manifests(release(tenant_id=uuid.uuid4()), OPTIONS)
    namespaces = [
        {each["metadata"].get("namespace") or each["metadata"]["name"] for each in made} for made in (one, other)
    ]
    assert [len(found) for found in namespaces] == [1, 1]
    assert namespaces[0] != namespaces[1]


def test_the_pack_is_mounted_as_it_is_and_never_changed() -> None:
    made = manifests(release(pack=bytes(range(256))), OPTIONS)
    configuration = of_kind(made, "ConfigMap")
    assert configuration["immutable"] is True
    assert b64decode(configuration["binaryData"]["pack.tar.gz"]) == bytes(range(256))
    assert json.loads(configuration["data"]["signature.json"]) == {"algorithm": "Ed25519"}
    with pytest.raises(PackTooLarge):
        manifests(release(pack=b"\0" * (MOST_BYTES + 1)), OPTIONS)


def test_the_number_of_pods_is_the_autoscalers() -> None:
    wishes = {"replicas": {"min": 2, "max": 5}, "resources": {"requests": {"cpu": "250m", "memory": "1Gi"}}}
    made = manifests(release(wishes=wishes), OPTIONS)
    deployment, scaler = of_kind(made, "Deployment"), of_kind(made, "HorizontalPodAutoscaler")
    assert "replicas" not in deployment["spec"]
    assert (scaler["spec"]["minReplicas"], scaler["spec"]["maxReplicas"]) == (2, 5)
    assert scaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert container["resources"]["requests"] == {"cpu": "250m", "memory": "1024Mi"}
    assert deployment["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


def test_the_same_release_gives_the_same_objects_and_another_version_other_ones() -> None:
    assert manifests(release(), OPTIONS) == manifests(release(), OPTIONS)
    shared = {"closed", Place.of(release(), "greenlang").namespace}
    names = [
        {each["metadata"]["name"] for each in manifests(release(version=version), OPTIONS)} - shared
        for version in ("1.0.0", "1.0.1")
    ]
    assert not names[0] & names[1]


# Each example makes ten objects: a quarter of the usual number.
@settings(max_examples=settings().max_examples // 4)
@given(TEXT | st.sampled_from(HOSTILE), TEXT | st.sampled_from(HOSTILE), WISHES)
def test_no_text_of_a_specification_leaves_the_place_it_is_given(agent: str, version: str, wishes: object) -> None:
    """It stands whole in annotations and variables, and nothing else of an object says any of it."""
    made = manifests(release(agent=agent, version=version, wishes=wishes), OPTIONS)
    for manifest, plain in zip(made, plain_manifests(), strict=True):
        assert shape(manifest) == shape(plain)
        name = Place.of(release(agent=agent, version=version), "greenlang").name
        differ = {at for at, text in texts(manifest, name) ^ texts(plain, PLAIN.name)}
        assert all("/annotations/greenlang/" in at or at.endswith("/env/value") for at in differ), differ
    deployment = of_kind(made, "Deployment")
    about = deployment["spec"]["template"]["metadata"]["annotations"]
    assert [about["greenlang/agent"], about["greenlang/version"]] == [agent, version]
    variables = deployment["spec"]["template"]["spec"]["containers"][0]["env"]
    assert [each["value"].replace("$$", "$") for each in variables[:2]] == [agent, version]
    assert not any("$" in each["value"].replace("$$", "") for each in variables)


@given(st.dictionaries(TEXT, TEXT | st.sampled_from(HOSTILE), max_size=2))
def test_what_is_sent_is_the_same_document_to_a_reader_of_yaml(document: dict[str, str]) -> None:
    """An apply is read as YAML."""
    assert yaml.load(wire_bytes([document]), yaml.CSafeLoader) == json.loads(wire_bytes([document])) == [document]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_an_agent_is_called_what_it_likes_and_every_version_of_a_cluster_takes_it(text: str) -> None:
    for manifest in manifests(release(agent=text, version=text), OPTIONS):
        for cluster in (CLUSTERS[0], CLUSTERS[-1]):
            validate(manifest, cluster)


def texts(value: Any, name: str, at: str = "") -> set[tuple[str, str]]:
    """Each text of a document with its place; the object's own name, which is a hash, as one."""
    if isinstance(value, dict):
        return {found for key, each in value.items() for found in texts(each, name, f"{at}/{key}")}
    if isinstance(value, list):
        return {found for each in value for found in texts(each, name, at)}
    return {(at, str(value).replace(name, "NAME").replace(name[:55], "NAME"))}


def shape(value: Any) -> Any:
    """The members of a document without its texts; names on the cluster by the form they must have."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return type(value).__name__


@given(TEXT, TEXT)
def test_names_are_labels_of_the_domain_name_system_whatever_an_agent_is_called(agent: str, version: str) -> None:
    place = Place.of(release(agent=agent, version=version), "greenlang")
    for name in (place.name, place.namespace):
        assert len(name) <= 63
        assert name.isascii()
        assert all(each.isalnum() or each == "-" for each in name)
        assert name == name.lower()
        assert name[0].isalpha()
        assert name[-1].isalnum()
    assert len(f"{place.host}.cluster.local") <= 253


@pytest.mark.parametrize(
    ("wishes", "refused"),
    [
        ({"replicas": 3, "cpu_request": "500m", "memory_limit": "2Gi"}, ()),
        ({"replicas": 100000}, ("replicas",)),
        ({"replicas": "3; rm"}, ("replicas",)),
        ({"resources": {"limits": {"cpu": "64"}}}, ("resources.limits.cpu",)),
        ({"memory_request": "1Ei"}, ("memory_request",)),
        ({"replicas": True}, ("replicas",)),
        ("nonsense", ()),
    ],
)
def test_wishes_are_numbers_within_bounds_or_named_as_refused(wishes: object, refused: tuple[str, ...]) -> None:
    read = Wishes.read(wishes, OPTIONS)
    assert read.refused == refused
    assert OPTIONS.least <= read.least <= read.most <= OPTIONS.most
    assert (read.cpu_limit >= read.cpu, read.memory_limit >= read.memory) == (True, True)


@pytest.mark.parametrize(
    "environment",
    [
        {"GREENLANG_AGENT_IMAGE": "image with blanks"},
        {"GREENLANG_AGENT_PODS": "many"},
        {"GREENLANG_AGENT_PODS": "5-1"},
        {"GREENLANG_AGENT_READY_SECONDS": "soon"},
    ],
)
def test_a_setting_that_says_no_such_thing_is_refused_by_its_name(environment: dict[str, str]) -> None:
    with pytest.raises(Refused, match=next(iter(environment))):
        ClusterOptions.from_environment(environment)
