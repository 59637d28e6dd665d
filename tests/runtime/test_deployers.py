"""What every deployer keeps to, here and on a cluster, and what the cluster's keeps to besides."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from apps.runtime.deployers.contract import Deployer, Health, NotReady, Release, Stray
from apps.runtime.deployers.kubernetes.cluster import ATTEMPTS, ClusterRefuses, ClusterUnavailable
from apps.runtime.deployers.kubernetes.deployer import KubernetesDeployer
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.deployers.kubernetes.surveying import OWN
from apps.runtime.deployers.local import LocalDeployer
from tests.runtime.fake_cluster import FakeCluster, Fault, Json, connected, served
from tests.runtime.released import release_made

BROKEN = "greenlang:broken"
OPTIONS = ClusterOptions(issuer="agents", ready_seconds=10.0)


@dataclass
class Place:
    """A cluster with the product's way to it."""

    fake: FakeCluster
    url: str
    waited: list[float]

    def deployer(self, **options: object) -> KubernetesDeployer:
        return KubernetesDeployer(connected(self.url, self.waited.append), replace(OPTIONS, **options))  # type: ignore[arg-type]

    def scaled(self, replicas: int) -> None:
        """As the autoscaler does."""
        (deployment,) = self.fake.of_kind("Deployment")
        about = deployment["metadata"]
        self.deployer().cluster.scale(about["namespace"], about["name"], replicas)

    @property
    def pods(self) -> int:
        return len(self.fake.of_kind("Pod"))

    @property
    def image(self) -> str:
        (deployment,) = self.fake.of_kind("Deployment")
        return str(deployment["spec"]["template"]["spec"]["containers"][0]["image"])


@pytest.fixture
def place() -> Iterator[Place]:
    fake = FakeCluster(trouble=lambda image: "CrashLoopBackOff" if image == BROKEN else "")
    with served(fake) as url:
        yield Place(fake, url, [])


@pytest.fixture(params=["local", "kubernetes"])
def deployer(request: pytest.FixtureRequest) -> Iterator[Deployer]:
    if request.param == "local":
        yield LocalDeployer()
        return
    with served(FakeCluster()) as url:
        yield KubernetesDeployer(connected(url), OPTIONS)


@pytest.fixture
def release() -> Release:
    return release_made()


def quiet(said: str) -> None:
    """Nobody listens."""


# What every deployer keeps to.


def test_what_is_deployed_answers_and_has_an_address(deployer: Deployer, release: Release) -> None:
    said: list[str] = []
    assert deployer.deploy(release, said.append)
    assert deployer.standing(release).answers
    assert said


@pytest.mark.parametrize("verb", ["deploy", "start", "pause", "resume", "retire"])
def test_every_verb_may_be_said_twice(deployer: Deployer, release: Release, verb: str) -> None:
    deployer.deploy(release, quiet)
    said: Callable[[Release, Callable[[str], None]], object] = getattr(deployer, verb)
    said(release, quiet)
    first = deployer.standing(release)
    said(release, quiet)
    assert deployer.standing(release) == first


def test_what_was_paused_comes_up_again(deployer: Deployer, release: Release) -> None:
    deployer.deploy(release, quiet)
    deployer.pause(release, quiet)
    deployer.resume(release, quiet)
    assert deployer.standing(release).answers


@pytest.mark.parametrize("verb", ["pause", "retire"])
def test_what_was_never_deployed_can_be_paused_and_retired(deployer: Deployer, release: Release, verb: str) -> None:
    getattr(deployer, verb)(release, quiet)


def test_versions_stand_beside_each_other(deployer: Deployer, release: Release) -> None:
    other = release_made("site-fuels")
    addresses = {deployer.deploy(each, quiet) for each in (release, other)}
    assert len(addresses) == 2
    deployer.retire(release, quiet)
    assert deployer.standing(other).answers


def test_what_has_no_before_is_not_rolled_back(deployer: Deployer, release: Release) -> None:
    deployer.deploy(release, quiet)
    assert deployer.roll_back(release, quiet) is False
    assert deployer.standing(release).answers


def test_a_survey_tells_of_each_release_in_the_order_it_was_asked_about(deployer: Deployer, release: Release) -> None:
    other = release_made("site-fuels")
    for each in (release, other):
        deployer.deploy(each, quiet)
    survey = deployer.survey(release.tenant_id, [other, release])
    assert [standing.health for standing in survey.standings] == [Health.ANSWERS, Health.ANSWERS]
    assert all(standing.lacking == () for standing in survey.standings)
    assert survey.strays == ()


def test_mending_what_stands_changes_nothing(deployer: Deployer, release: Release) -> None:
    deployer.deploy(release, quiet)
    before = deployer.survey(release.tenant_id, [release])
    deployer.mend(release, quiet)
    assert deployer.survey(release.tenant_id, [release]) == before


def test_what_never_stood_can_be_cleared_and_forgotten(deployer: Deployer, release: Release) -> None:
    deployer.clear(release.tenant_id, Stray("a-gone", "boiler", "1.0.0", ("Deployment",)), quiet)
    deployer.forget(release.tenant_id, quiet)
    assert release.tenant_id not in deployer.tenants()


def test_a_pack_that_cannot_be_loaded_is_down_here(release: Release) -> None:
    broken = replace(release, pack=b"no archive", pack_sha256="00" * 32)
    (standing,) = LocalDeployer().survey(release.tenant_id, [broken]).standings
    assert (standing.health, bool(standing.reason)) == (Health.DOWN, True)


# What the cluster's deployer keeps to besides.


@pytest.mark.parametrize(
    "kind", [kind for kind in OWN if kind not in {"Deployment", "NetworkPolicy"}] + ["Deployment", "Namespace"]
)
def test_whatever_vanishes_is_noticed_and_put_back(place: Place, release: Release, kind: str) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    place.fake.vanish(kind)
    (standing,) = deployer.survey(release.tenant_id, [release]).standings
    assert kind in standing.lacking or kind == "Namespace"
    assert standing.health == (Health.DOWN if kind in {"Deployment", "Namespace"} else Health.DEGRADED)
    deployer.mend(release, quiet)
    (standing,) = deployer.survey(release.tenant_id, [release]).standings
    assert (standing.health, standing.lacking) == (Health.ANSWERS, ())


@pytest.mark.parametrize("name", ["a-", "closed"])
def test_a_network_policy_that_vanishes_or_is_opened_is_put_back(place: Place, release: Release, name: str) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    for harm in (vanished, opened):
        harm(place, name)
        (standing,) = deployer.survey(release.tenant_id, [release]).standings
        assert ["NetworkPolicy" in each for each in standing.lacking] == [True]
        deployer.mend(release, quiet)
        assert deployer.survey(release.tenant_id, [release]).standings[0].lacking == ()


def vanished(place: Place, name: str) -> None:
    place.fake.vanish("NetworkPolicy", name)


def opened(place: Place, name: str) -> None:
    for each in place.fake.objects.values():
        if each["kind"] == "NetworkPolicy" and each["metadata"]["name"].startswith(name):
            each["spec"]["ingress"] = [{}]


def test_pods_that_fail_after_they_were_ready_are_told_with_the_reason(place: Place, release: Release) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    place.scaled(2)
    for ready, health in ((1, Health.DEGRADED), (0, Health.DOWN)):
        place.fake.break_pods("CrashLoopBackOff", ready)
        (standing,) = deployer.survey(release.tenant_id, [release]).standings
        assert (standing.health, standing.reason) == (health, "CrashLoopBackOff: back-off")


def test_pods_that_are_still_being_added_are_no_trouble(place: Place, release: Release) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    place.scaled(2)
    place.fake.break_pods("ContainerCreating", ready=1)
    (standing,) = deployer.survey(release.tenant_id, [release]).standings
    assert (standing.ready, standing.health) == (1, Health.ANSWERS)


def test_what_somebody_scaled_to_nothing_gets_its_pods_back(place: Place, release: Release) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    deployer.pause(release, quiet)
    deployer.mend(release, quiet)
    assert place.pods == 1


def test_only_what_this_installation_put_there_is_a_stray_and_is_cleared(place: Place, release: Release) -> None:
    ours, theirs = place.deployer(), place.deployer(installation="another")
    other = release_made("site-fuels")
    ours.deploy(release, quiet)
    theirs.deploy(other, quiet)
    assert ours.survey(release.tenant_id, [release]).strays == ()
    (stray,) = ours.survey(release.tenant_id, []).strays
    assert (stray.agent, stray.version, stray.kinds) == (release.agent, release.version, OWN)
    ours.clear(release.tenant_id, stray, quiet)
    assert ours.survey(release.tenant_id, []).strays == ()
    assert theirs.survey(release.tenant_id, [other]).standings[0].answers


def test_a_tenants_place_is_forgotten_whole_and_only_by_whoever_made_it(place: Place, release: Release) -> None:
    ours, theirs = place.deployer(), place.deployer(installation="another")
    ours.deploy(release, quiet)
    assert [each.tenants() for each in (ours, theirs)] == [frozenset({release.tenant_id}), frozenset()]
    theirs.forget(release.tenant_id, quiet)
    assert place.pods == 1
    ours.forget(release.tenant_id, quiet)
    assert place.fake.objects == {}


# Deploying, and what goes wrong with it.


def test_an_agents_address_is_its_service_over_tls(place: Place, release: Release) -> None:
    address = place.deployer().deploy(release, quiet)
    (service,) = place.fake.of_kind("Service")
    assert address == f"https://{service['metadata']['name']}.{service['metadata']['namespace']}.svc:8443"
    assert place.deployer(issuer="").deploy(release, quiet).startswith("http://")


def test_pausing_takes_the_pods_and_leaves_the_rest(place: Place, release: Release) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    before = {each["kind"] for each in place.fake.objects.values()}
    deployer.pause(release, quiet)
    assert place.pods == 0
    assert before - {each["kind"] for each in place.fake.objects.values()} == {"Pod"}
    assert not deployer.standing(release).answers
    deployer.resume(release, quiet)
    assert place.pods == 1


def test_applying_again_leaves_the_autoscalers_number_alone(place: Place, release: Release) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    (deployment,) = place.fake.of_kind("Deployment")
    about = deployment["metadata"]
    deployer.cluster.scale(about["namespace"], about["name"], 4)
    deployer.start(release, quiet)
    assert place.pods == 4


def test_retiring_leaves_nothing_but_the_closed_namespace(place: Place, release: Release) -> None:
    deployer = place.deployer()
    deployer.deploy(release, quiet)
    deployer.retire(release, quiet)
    assert sorted((each["kind"], each["metadata"]["name"][:6]) for each in place.fake.objects.values()) == [
        ("Namespace", "greenl"),
        ("NetworkPolicy", "closed"),
    ]
    assert deployer.standing(release).present is False


def test_pods_become_ready_after_a_while_and_each_change_is_told(place: Place, release: Release) -> None:
    place.fake.when_watched = True
    said: list[str] = []
    place.deployer().deploy(release, said.append)
    assert "Deployment, 8 of 10" in said
    assert said.index("0 of 1 pods are ready.") < said.index("1 of 1 pods are ready.")


@pytest.mark.parametrize("status", [410, 429, 500, 0])
def test_a_watch_that_ends_is_begun_again(place: Place, release: Release, status: int) -> None:
    place.fake.when_watched = True
    place.fake.faults = [Fault(status, times=2, method="GET", holds="watch=true")]
    place.deployer().deploy(release, quiet)
    assert sum("watch=true" in target for _, target in place.fake.requests) == 3


def test_a_first_deployment_that_does_not_come_up_says_why_and_leaves_nothing(place: Place, release: Release) -> None:
    with pytest.raises(NotReady, match=r"CrashLoopBackOff: back-off The mounted pack is another agent's\."):
        place.deployer(image=BROKEN).deploy(release, quiet)
    assert not place.fake.of_kind("Deployment")


def test_an_update_that_does_not_come_up_gives_way_to_what_was_there(place: Place, release: Release) -> None:
    place.deployer(image="greenlang:1").deploy(release, quiet)
    with pytest.raises(NotReady):
        place.deployer(image=BROKEN).start(release, quiet)
    assert place.image == "greenlang:1"
    assert place.deployer().standing(release).answers


def test_an_update_is_rolled_out_and_rolled_back(place: Place, release: Release) -> None:
    for image in ("greenlang:1", "greenlang:2"):
        place.deployer(image=image).deploy(release, quiet)
    assert place.image == "greenlang:2"
    assert place.deployer().roll_back(release, quiet) is True
    assert place.image == "greenlang:1"
    (deployment,) = place.fake.of_kind("Deployment")
    assert "pod-template-hash" not in deployment["spec"]["template"]["metadata"]["labels"]


def test_what_stood_is_not_removed_because_it_does_not_come_up_again(place: Place, release: Release) -> None:
    place.deployer().deploy(release, quiet)
    (deployment,) = place.fake.of_kind("Deployment")
    about = deployment["metadata"]
    place.fake.trouble = lambda image: "CrashLoopBackOff"
    place.deployer().cluster.scale(about["namespace"], about["name"], 2)
    with pytest.raises(NotReady):
        place.deployer().start(release, quiet)
    assert len(place.fake.of_kind("Deployment")) == 1


def test_wishes_that_are_not_granted_are_told(place: Place) -> None:
    said: list[str] = []
    place.deployer().deploy(replace(release_made(), wishes={"replicas": 100000}), said.append)
    assert said[0] == "Left at this installation's default: replicas."


def test_what_is_resumed_and_does_not_come_up_stays_paused(place: Place, release: Release) -> None:
    place.deployer(image="greenlang:1").deploy(release, quiet)
    place.deployer().pause(release, quiet)
    with pytest.raises(NotReady):
        place.deployer(image=BROKEN).resume(release, quiet)
    assert place.pods == 0


def test_waiting_ends_with_the_reason(place: Place, release: Release) -> None:
    place.fake.trouble = lambda image: "ImagePullBackOff"
    with pytest.raises(NotReady, match="ImagePullBackOff"):
        place.deployer(ready_seconds=1.0).deploy(release, quiet)


def test_a_cluster_that_gives_up_is_believed(place: Place, release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.runtime.deployers.kubernetes.deployer.WATCH_SECONDS", 0.2)
    place.fake.trouble = lambda image: "ContainerCreating"
    began = itertools.count()

    def give_up(said: str) -> None:
        if next(began) > 9:
            for deployment in place.fake.objects.values():
                if deployment["kind"] == "Deployment":
                    deployment["status"]["conditions"] = [
                        {"type": "Progressing", "reason": "ProgressDeadlineExceeded", "message": "has timed out"}
                    ]

    with pytest.raises(NotReady, match="has timed out"):
        place.deployer(ready_seconds=60.0).deploy(release, give_up)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("status", [409, 429, 503, 0])
def test_what_the_api_refuses_for_a_moment_is_tried_again(
    place: Place, release: Release, status: int, after: bool
) -> None:
    """Conflicts, throttling, outages and lost connections; also where the request was done and its answer lost."""
    place.fake.faults = [Fault(status, times=3, method="PATCH", holds="/deployments/", after=after)]
    place.deployer().deploy(release, quiet)
    assert place.deployer().standing(release).answers
    assert place.pods == 1
    assert len(place.waited) >= 3


def test_throttling_is_waited_out_as_long_as_it_asks_for(place: Place, release: Release) -> None:
    place.fake.faults = [Fault(429, times=2, method="PATCH", holds="/services/", headers={"Retry-After": "7"})]
    place.deployer().deploy(release, quiet)
    assert place.waited.count(7.0) == 2


def test_an_api_that_stays_away_is_told_by_its_place(place: Place, release: Release) -> None:
    place.fake.faults = [Fault(503, times=1000)]
    with pytest.raises(ClusterUnavailable, match="in 6 attempts: 503 try again"):
        place.deployer().deploy(release, quiet)
    assert len(place.fake.requests) == ATTEMPTS


def test_an_answer_that_does_not_come_is_not_waited_for_without_end(place: Place, release: Release) -> None:
    deployer = place.deployer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("apps.runtime.deployers.kubernetes.cluster.READ_SECONDS", 0.2)
        place.fake.faults = [Fault(0, times=1000, hangs=0.5)]
        with pytest.raises(ClusterUnavailable, match="ReadTimeoutError"):
            deployer.deploy(release, quiet)


@pytest.mark.parametrize("status", [400, 401, 403, 422])
def test_what_the_api_refuses_for_good_is_told_in_its_words(place: Place, release: Release, status: int) -> None:
    place.fake.faults = [Fault(status, times=1000, holds="/configmaps/")]
    with pytest.raises(ClusterRefuses, match=f"{status}: try again"):
        place.deployer().deploy(release, quiet)


def test_a_cluster_without_certificates_says_so(place: Place, release: Release) -> None:
    place.fake.faults = [Fault(404, times=1000, holds="/certificates/")]
    with pytest.raises(ClusterRefuses, match="no place for this Certificate"):
        place.deployer().deploy(release, quiet)


class Crash(BaseException):
    """The process is gone."""


def test_a_crash_at_any_step_is_mended_by_doing_it_again(release: Release) -> None:
    def crashing(at: int) -> Callable[[str], None]:
        steps = itertools.count()

        def tell(said: str) -> None:
            if next(steps) == at:
                raise Crash

        return tell

    whole: list[dict[str, Json]] = []
    for at in (1000, *range(11)):
        fake = FakeCluster()
        with served(fake) as url:
            deployer = KubernetesDeployer(connected(url), OPTIONS)
            try:
                deployer.deploy(release, crashing(at))
            except Crash:
                KubernetesDeployer(connected(url), OPTIONS).deploy(release, quiet)
            whole.append({path: without_numbers(each) for path, each in fake.objects.items()})
    assert len(whole) == 12
    assert all(each == whole[0] for each in whole)


def without_numbers(document: Json) -> Json:
    about = {name: value for name, value in document["metadata"].items() if name != "resourceVersion"}
    return {**document, "metadata": about}
