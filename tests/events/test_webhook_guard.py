"""Where a tenant may have us connect to, and that a name cannot lead elsewhere afterwards."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, repeat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
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
from greenlang.errors import InvalidInput, Refused
from greenlang.settings.environment import networks
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
        "2001:0:53aa:64c::1", "::127.0.0.1", "fec0::1", "2001:db8::1", "100::1", "0.0.0.0", "168.63.129.16",  # noqa: S104 - looked at, not bound to
        "100.100.100.200", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1",
        "2002:a9fe:a9fe::", "2002:0a00:0001::1", "5f00::1", "3fff::1", "ff0e::1", "fe80::1%lo",
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


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "017700000001", "0x7f.1", "0", "127.0.0.1"])
def test_a_number_that_the_system_reads_as_an_address_is_refused_where_it_is_delivered_to_too(host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        Guard().addresses(host, 443)


def test_a_dot_that_ends_a_name_changes_nothing() -> None:
    for host in ("localhost", "127.0.0.1", "db.internal", "metadata.google.internal"):
        with pytest.raises(ForbiddenAddress):
            Guard().check_literal(target_of(f"https://{host}./").host)
    target = target_of("https://hooks.example.com./")
    assert (target.host, target.authority) == ("hooks.example.com", "hooks.example.com")


def test_of_many_addresses_few_are_tried_and_all_are_looked_at() -> None:
    many = [f"8.8.8.{number}" for number in range(1, 20)]
    assert Guard(answers(*many)).addresses("hooks.example.com", 443) == many[:4]
    with pytest.raises(ForbiddenAddress):
        Guard(answers(*many, "10.0.0.1")).addresses("hooks.example.com", 443)


def test_what_a_name_leads_to_inside_is_not_told_to_whom_it_concerns_least() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    told = set()
    for found in (answers("10.20.30.40"), answers("127.0.0.1"), answers(), unknown):
        with pytest.raises(Refused) as refused:
            Guard(found).addresses("db.corporation.example", 443)
        told.add(str(refused.value))
    assert len(told) == 1
    assert "db.corporation.example leads to no public address" in told.pop()


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
        "file:///etc/passwd", "gopher://hooks.example.com/", "https://hooks.example.com:22/", "https://h.example:25/",
        "https://hooks.example.com:80/", "https://127.0.0.1\\.example.com/", "https://a..b/", "https://-a.example/",
        "https://127.0.0.%31/", "https://hooks.example.com\\@10.0.0.1/", "https://[::1%25lo]/", "https://[v1.a]/",
        "https://*.example.com/", "https://./",
    ],
)  # fmt: skip
def test_what_is_no_https_url_is_not_subscribed(url: str) -> None:
    with pytest.raises(InvalidInput):
        target_of(url)


@pytest.mark.parametrize(
    "url", ["http://h.example/", "http://h.example:80/", "http://h.example:1023/", "https://h.example:80/"]
)
def test_a_port_below_1024_is_refused_for_plain_http_too(url: str) -> None:
    with pytest.raises(InvalidInput, match="from 1024 on"):
        target_of(url, http=True)


def test_a_refusal_names_the_setting_that_allows_it() -> None:
    with pytest.raises(InvalidInput, match="GREENLANG_WEBHOOK_PLAIN_HTTP=1"):
        target_of("http://hooks.example.com:8000/")
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(ForbiddenAddress, match="GREENLANG_WEBHOOK_NETWORKS"):
            Guard().check_literal(host)


def test_a_setting_that_is_no_network_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENLANG_WEBHOOK_NETWORKS", "10.1.0.0/16, nonsense")
    with pytest.raises(Refused, match="GREENLANG_WEBHOOK_NETWORKS: “nonsense”"):
        networks("GREENLANG_WEBHOOK_NETWORKS", mend="")


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
        assert "no public address" in refused.detail
        assert len(place.heard) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_wherever_it_leads(status: int) -> None:
    with receiver() as inside, receiver((status, {"Location": f"http://127.0.0.1:{inside.port}/secret"})) as place:
        answer = Transport(Guard(answers("127.0.0.1"), LOOPBACK)).post(target_of(place.url, http=True), {}, b"{}")
        assert (answer.status, answer.accepted) == (status, False)
        assert "redirects are not followed" in answer.detail
        assert inside.heard == []


def test_a_receiver_that_says_nothing_is_left() -> None:
    with receiver((0, {})) as place:
        transport = Transport(Guard(answers("127.0.0.1"), LOOPBACK), total_seconds=0.3)
        answer = transport.post(target_of(place.url, http=True), {}, b"{}")
        assert (answer.status, answer.detail) == (0, "no answer within 0.3 seconds")


def endless_headers() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    yield from (b"X-%d: %b\r\n" % (number, b"a" * 60_000) for number in count())


def endless_interim() -> Iterator[bytes]:
    yield from repeat(b"HTTP/1.1 100 Continue\r\n\r\n")


def slow() -> Iterator[bytes]:
    for byte in cycle(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1000):
        time.sleep(0.05)
        yield bytes([byte])


def endless_line() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 "
    yield from repeat(b"a" * 60_000)


@contextmanager
def talking(words: Callable[[], Iterator[bytes]]) -> Iterator[int]:
    """A server that says this to whoever comes, as long as it is listened to; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            with suppress(OSError):
                taken, _ = server.accept()
                with taken:
                    for word in words():
                        taken.sendall(word)

        thread = threading.Thread(target=talk)
        thread.start()
        yield server.getsockname()[1]
    thread.join()


@pytest.mark.parametrize("words", [endless_headers, endless_interim, endless_line, slow])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_receiver_that_never_comes_to_an_end_is_left(scheme: str, words: Callable[[], Iterator[bytes]]) -> None:
    with talking(words) as port:
        target = target_of(f"{scheme}://hooks.example.com:{port}/", http=True)
        began = time.monotonic()
        answer = Transport(Guard(answers("127.0.0.1"), LOOPBACK), total_seconds=0.4).post(target, {}, b"{}")
    assert answer.status == 0
    assert time.monotonic() - began < 10  # a hang guard


def test_a_body_is_not_read_however_long_it_is() -> None:
    def body() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n"
        yield from repeat(b"a" * 60_000)

    with talking(body) as port:
        target = target_of(f"http://hooks.example.com:{port}/", http=True)
        assert Transport(Guard(answers("127.0.0.1"), LOOPBACK)).post(target, {}, b"{}").accepted


def test_addresses_that_do_not_answer_are_left_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def swallowed(place: tuple[str, int], seconds: float) -> socket.socket:
        tried.append(place[0])
        time.sleep(seconds)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", swallowed)
    guard = Guard(answers("127.0.0.1", "127.0.0.2", "127.0.0.3"), LOOPBACK)
    answer = Transport(guard, total_seconds=0.2).post(target_of("https://hooks.example.com/"), {}, b"{}")
    assert (answer.status, answer.detail) == (0, "no answer within 0.2 seconds")
    assert tried == ["127.0.0.1"]


@pytest.mark.parametrize(("said", "seconds"), [("120", 120), ("²", 0), ("-1", 0), ("9999999", 0), ("soon", 0)])
def test_when_to_come_again_is_a_plain_number_of_seconds_or_nothing(said: str, seconds: int) -> None:
    with receiver((503, {"Retry-After": said})) as place:
        answer = Transport(Guard(answers("127.0.0.1"), LOOPBACK)).post(target_of(place.url, http=True), {}, b"{}")
    assert (answer.status, answer.retry_after) == (503, seconds)


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as proxy, receiver() as place:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        transport = Transport(Guard(answers("127.0.0.1"), LOOPBACK))
        assert transport.post(target_of(place.url, http=True), {}, b"{}").accepted
        assert (len(proxy.heard), len(place.heard)) == (0, 1)


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


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side with a certificate for a name, and a client's side that trusts whoever signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(own)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(Encoding.PEM)
    both = folder / "receiver.pem"
    both.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(both)
    return server, ssl.create_default_context(cadata=pem.decode())


def test_a_certificate_must_be_the_subscribed_names_own_whatever_address_was_connected_to(tmp_path: Path) -> None:
    server, trusting = certified(tmp_path, "hooks.example.com")
    transport = Transport(Guard(answers("127.0.0.1"), LOOPBACK), trusting)
    with receiver(tls=server) as place:
        own, others, address = (
            transport.post(target_of(f"https://{host}:{place.port}/"), {}, b"{}")
            for host in ("hooks.example.com", "other.example.com", "127.0.0.1")
        )
        assert own.accepted
        assert (others.status, address.status, len(place.heard)) == (0, 0, 1)
        assert "Hostname mismatch" in others.detail
        assert "IP address mismatch" in address.detail
        dotted = transport.post(target_of(f"https://hooks.example.com.:{place.port}/"), {}, b"{}")
        assert dotted.accepted
