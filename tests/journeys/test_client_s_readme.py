"""The example of the Python client's README does what it says, against the product itself."""

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import httpx

from tests.journeys.product import PROJECT, Product

CLIENT = PROJECT / "clients" / "python"


def key_of(product: Product) -> str:
    """A key of the demonstration's analyst, as an admin makes it over the API."""
    email = "admin@acme.demo.greenlang.example"
    with httpx.Client(base_url=f"{product.url}/api/v1") as api:
        token = api.post("/auth/token", json={"email": email, "password": product.password}).json()["access"]
        made = api.post(
            "/keys", json={"name": "client", "role": "analyst"}, headers={"authorization": f"Bearer {token}"}
        )
        return str(made.json()["key"])


def test_the_example_sends_rows_runs_an_agent_and_has_the_report(product: Product, tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (CLIENT / "README.md").read_text(), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(CLIENT), "GREENLANG_URL": product.url, "GREENLANG_KEY": key_of(product)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    taken, sent, total, listed = done.stdout.splitlines()
    assert taken == "2 rows accepted, 0 rejected"
    assert sent.startswith("1 of 2 rows accepted: ")
    assert "2024-04-31" in sent
    kilograms, lines = re.fullmatch(r"([0-9.]+) kg CO2e from ([0-9]+) lines", total).groups()  # type: ignore[union-attr]
    assert lines == "3"
    # 1,171.3 mmBtu of natural gas at 53.06 kg CO2, 0.001 kg CH4 and 0.0001 kg N2O each.
    assert Decimal(kilograms) == Decimal("1171.3") * (
        Decimal("53.06") + 28 * Decimal("0.001") + 265 * Decimal("0.0001")
    )
    assert listed == "2024", "the report, among the pages of all"
    assert (tmp_path / "inventory-2024.xlsx").read_bytes().startswith(b"PK")
