"""The difference between two rounds is exact, and exceeds a threshold exactly where it is larger."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.inventory.signing_off.change import Change, change_document

FIGURES = st.decimals(-(10**9), 10**12, places=25)


@settings(max_examples=50)
@given(before=FIGURES, after=FIGURES)
def test_before_and_difference_make_after(before: Decimal, after: Decimal) -> None:
    document = change_document(
        {"1": str(before), "total": str(before)}, {"3": "0", "total": str(after)}, threshold=Decimal(5)
    )
    assert Fraction(str(document["difference"])) == Fraction(after) - Fraction(before)
    assert {row["scope"] for row in document["by_scope"]} == {"1", "3"}  # type: ignore[attr-defined]


def test_the_threshold_itself_is_not_exceeded() -> None:
    assert not Change(Decimal(1000), Decimal(1050)).exceeds(Decimal(5))
    assert Change(Decimal(1000), Decimal("949.999999999999999999999999999999")).exceeds(Decimal(5))
    assert Change(Decimal(0), Decimal(1)).exceeds(Decimal(5))
    assert not Change(Decimal(0), Decimal(0)).exceeds(Decimal(5))
