"""What a partner may send by mistake, or on purpose, is refused or kept as it is; nothing of it is a fault."""

from decimal import Decimal
from typing import Any

import pytest

from apps.pact.documents import moment_of, plain_numbers
from apps.pact.events import PUBLISHED, event_read
from greenlang.errors import InvalidInput

ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


def published(source: str = "//partner.example", **more: Any) -> dict[str, Any]:
    named = {"id": "1", "source": source, "time": "2025-01-01T00:00:00Z"}
    return {"specversion": "1.0", "type": PUBLISHED, **named, "data": {"pfIds": [ID], **more}}


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1899-12-31T00:00:00Z"])
def test_a_moment_far_from_any_product_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="must lie in a year"):
        moment_of(text)


def test_numbers_of_others_stay_numbers_where_every_reader_keeps_them() -> None:
    read = event_read(published(x=[Decimal("1.5"), Decimal("0.1"), 3, "2.50"]))
    assert read.data["x"] == [1.5, 0.1, 3, "2.50"]
    assert plain_numbers({"a": Decimal("-1e3")}) == {"a": -1000.0}
    for number in ("0.12345678901234567890", "1e99999999", "1e-400"):
        with pytest.raises(InvalidInput, match="/x: the number has more digits"):
            event_read(published(x=Decimal(number)))


def test_a_source_fits_into_an_index_in_whatever_script() -> None:
    assert event_read(published("x" * 2000)).source
    with pytest.raises(InvalidInput, match="says its source"):
        event_read(published("\u4e00" * 1900))
