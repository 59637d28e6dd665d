"""What each role may do is what the page says, and a refusal names who may."""

from itertools import takewhile

import pytest

from apps.tenants.models.roles import Action, Role, may_not, role_allows
from greenlang.settings import BASE_DIR
from tests.house import House


def test_the_page_has_what_each_role_may_do() -> None:
    lines = (BASE_DIR / "docs/api-access.md").read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| action | what |"))
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in takewhile(bool, lines[start:])]
    roles = rows[0][2:]
    assert set(roles) == set(Role.values)
    assert [row[0] for row in rows[2:]] == Action.values
    for action, _, *marks in rows[2:]:
        for role, mark in zip(roles, marks, strict=True):
            assert (mark == "yes") == role_allows(role, Action(action)), f"{role} and {action}"


@pytest.mark.parametrize(
    ("role", "action", "may"),
    [
        (Role.AUDITOR, Action.CALCULATE, "analyst and operator and admin may"),
        (Role.ANALYST, Action.ADMINISTER, "admin may"),
    ],
)
def test_a_refusal_names_the_roles_that_may(role: Role, action: Action, may: str) -> None:
    assert f"The role {role.value} may not {action.value}; {may}." in may_not(role, action)


def test_the_api_says_it(house: House) -> None:
    for path in ("webhooks", "keys"):
        answer = house.api("analyst@alpha").get(f"/{path}")
        assert answer.status_code == 403
        assert "The role analyst may not administer; admin may." in answer.json()["detail"]
