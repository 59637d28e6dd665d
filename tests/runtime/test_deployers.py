"""What every deployer keeps to, here and on a cluster, and what the cluster's keeps to besides."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from apps.runtime.deployers.contract import Deployer, NotReady, Release
from apps.runtime.deployers.kubernetes.cluster import ATTEMPTS, ClusterRefuses, ClusterUnavailable
from apps.runtime.deployers.kubernetes.deployer import KubernetesDeployer
from apps.runtime.deployers.kubernetes.options import ClusterOptions
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


# What the cluster's deployer keeps to besides.


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


def test_a_cluster_that_gives_up_is_believed(place: Place, release: Release) -> None:
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
