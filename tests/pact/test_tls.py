"""The web server speaks TLS itself where it has a certificate; nothing is then to be had in the clear."""

import http.client
import os
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from greenlang.management.serving import address_of, web_command
from greenlang.settings import BASE_DIR
from tests.journeys.product import free_port


def certificate_made(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own for the loopback, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret


PATHS = {
    "/auth/token": b"grant_type=client_credentials",  # 9
    "/3/footprints": None,  # 10
    "/3/footprints/3a6c14a7-4deb-498a-b5ea-16ce2535b576": None,  # 11
    "/3/events": b"{}",  # 17
}
"""What the conformance service asks for without TLS, by its cases, with a body where it is posted."""


@pytest.mark.thorough
def test_9_10_11_17_what_is_served_by_tls_is_not_served_in_the_clear(
    tmp_path: Path, settings: "pytest.FixtureRequest"
) -> None:
    settings.TLS = certificate, key = certificate_made(tmp_path)  # type: ignore[attr-defined]
    port = free_port()
    named = {"GREENLANG_TLS_CERTIFICATE": str(certificate), "GREENLANG_TLS_KEY": str(key)}
    env = {**os.environ, **named, "DJANGO_SETTINGS_MODULE": "greenlang.settings", "GREENLANG_DATA": str(tmp_path)}
    url, trust = address_of("127.0.0.1", port), ssl.create_default_context(cafile=str(certificate))
    assert url.startswith("https://")
    with subprocess.Popen(web_command("127.0.0.1", port, stop_seconds=5), env=env, cwd=BASE_DIR) as server:
        try:
            until = time.monotonic() + 60
            while True:
                try:
                    with urllib.request.urlopen(f"{url}/health", timeout=5, context=trust) as answer:
                        assert answer.status == 200
                    break
                except urllib.error.URLError:
                    assert time.monotonic() < until
                    time.sleep(0.1)
            for path, data in PATHS.items():
                with pytest.raises(urllib.error.HTTPError) as reached:
                    urllib.request.urlopen(f"{url}{path}", data, timeout=30, context=trust)
                assert (path, reached.value.code) == (path, 401), "it is there, and asks who calls"
                with pytest.raises((OSError, http.client.HTTPException)) as refused:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", data, timeout=5)
                assert not isinstance(refused.value, urllib.error.HTTPError), "nothing answers in the clear"
        finally:
            server.terminate()
            try:
                server.wait(timeout=30)
            finally:
                server.kill()
