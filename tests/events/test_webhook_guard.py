"""Where a tenant may have us connect to, and that a name cannot lead elsewhere afterwards."""

import ipaddress
import socket
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.events.webhooks.guard import (
    ForbiddenAddress,
    Guard,
    Unresolved,
    is_public,
    networks_of,
    resolve_by_system,
    target_of,
)
from apps.events.webhooks.transport import Transport
from greenlang.errors import InvalidInput
from tests.events.receiver import receiver

LOOPBACK = networks_of(["127.0.0.0/8"])


def answers(*addresses: str) -> Callable[[str, int], list[str]]:
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "0.0.0.9",
        "100.64.0.1", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001:0:53aa:64c::1", "::127.0.0.1", "fec0::1", "2001:db8::1", "100::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused_in_every_wrapping(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(ForbiddenAddress, match="no public address"):
        Guard(answers(address)).addresses("hooks.example.com", 443)
    with pytest.raises(ForbiddenAddress):
        Guard(answers("93.184.215.14", address)).addresses("hooks.example.com", 443)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_delivered_to(address: str) -> None:
    assert Guard(answers(address, address)).addresses("hooks.example.com", 443) == [address]


@given(st.ip_addresses())
def test_no_address_is_public_that_the_standard_library_calls_private(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(address) and getattr(address, "ipv4_mapped", None) is None and address not in TRANSLATED:
        assert not (address.is_private or address.is_loopback or address.is_link_local or address.is_multicast)


TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "::1", "localhost", "db.internal", "a.local"],
)
def test_a_url_that_names_such_an_address_is_refused_at_once(host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        Guard().check_literal(host)


def test_a_name_without_an_address_says_so() -> None:
    def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    for guard in (Guard(nothing), Guard(answers())):
        with pytest.raises(Unresolved, match=r"nowhere\.example"):
            guard.addresses("nowhere.example", 443)
    assert "127.0.0.1" in resolve_by_system("127.0.0.1", 443)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/", "ftp://hooks.example.com/", "https://", "https:///path", "hooks.example.com",
        "https://user:word@hooks.example.com/", "https://user@hooks.example.com/", "https://hooks.example.com/#part",
        "https://hooks.example.com:0/", "https://hooks.example.com:99999/", "https://hooks.example.com:x/",
        "https://hooks.example.com/\r\nX: y", "https://hooks.exämple.com/", "https://[::1/", "https://h/" + "a" * 1000,
        "file:///etc/passwd", "gopher://hooks.example.com/",
    ],
)  # fmt: skip
def test_what_is_no_https_url_is_not_subscribed(url: str) -> None:
    with pytest.raises(InvalidInput):
        target_of(url)


def test_a_url_is_taken_apart() -> None:
    target = target_of("https://Hooks.Example.com:8443/a/b?c=d")
    assert (target.host, target.port, target.path) == ("hooks.example.com", 8443, "/a/b?c=d")
    assert target.authority == "hooks.example.com:8443"
    assert target_of("https://hooks.example.com").authority == "hooks.example.com"
    assert target_of("https://[2606:4700::1111]/").authority == "[2606:4700::1111]"


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing() -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with receiver() as place:
        target = target_of(place.url, http=True)
        answer = Transport(Guard(rebinding, LOOPBACK)).post(target, {}, b"{}")
        assert (answer.status, asked) == (204, ["hooks.example.com"])
        assert place.heard[0][0]["host"] == f"hooks.example.com:{place.port}"
        # The second time it leads to the metadata service: refused before any connection.
        refused = Transport(Guard(rebinding, LOOPBACK)).post(target, {}, b"{}")
        assert refused.status == 0
        assert "169.254.169.254" in refused.detail
        assert len(place.heard) == 1


def test_a_redirect_is_not_followed_wherever_it_leads() -> None:
    with receiver() as inside, receiver((302, {"Location": f"http://127.0.0.1:{inside.port}/secret"})) as place:
        answer = Transport(Guard(answers("127.0.0.1"), LOOPBACK)).post(target_of(place.url, http=True), {}, b"{}")
        assert (answer.status, answer.accepted) == (302, False)
        assert "redirects are not followed" in answer.detail
        assert inside.heard == []


def test_a_receiver_that_says_nothing_is_left() -> None:
    with receiver((0, {})) as place:
        transport = Transport(Guard(answers("127.0.0.1"), LOOPBACK), total_seconds=0.3)
        answer = transport.post(target_of(place.url, http=True), {}, b"{}")
        assert (answer.status, answer.detail) == (0, "no answer within 0.3 seconds")


def test_the_next_address_is_tried_where_the_first_does_not_answer() -> None:
    with receiver() as place:
        guard = Guard(answers("127.0.0.99", "127.0.0.1"), LOOPBACK)
        assert Transport(guard).post(target_of(place.url, http=True), {}, b"{}").accepted


def test_where_nobody_listens_the_answer_says_why() -> None:
    with receiver() as place:
        target = target_of(place.url, http=True)
    answer = Transport(Guard(answers("127.0.0.1"), LOOPBACK)).post(target, {}, b"{}")
    assert answer.status == 0
    assert "refused" in answer.detail.lower()


def test_https_is_spoken_to_the_name_and_an_unknown_certificate_is_no_receiver() -> None:
    with receiver() as place:
        target = target_of(place.url.replace("http:", "https:"))
        answer = Transport(Guard(answers("127.0.0.1"), LOOPBACK)).post(target, {}, b"{}")
    assert answer.status == 0
    assert "SSL" in answer.detail
