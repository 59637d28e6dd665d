"""How much of an entity's emissions a company reports (GHG Protocol Corporate Standard, chapter 3). Pure."""

from decimal import Decimal
from typing import Literal

Approach = Literal["equity-share", "financial-control", "operational-control"]

WHOLE, NONE = Decimal(1), Decimal(0)


def consolidated_share(
    approach: str, *, equity_share: Decimal, financial_control: bool, operational_control: bool
) -> Decimal:
    """The exact part of an entity's emissions that counts, from 0 to 1.

    Args:
        approach: of the reporting company. By a control approach an entity counts wholly or not at all; by equity
            share it counts by the company's interest in it.
        equity_share: percent of the entity that the company owns.
        financial_control, operational_control: whether the company has it over the entity.
    """
    if approach == "equity-share":
        return equity_share.scaleb(-2)
    controlled = financial_control if approach == "financial-control" else operational_control
    return WHOLE if controlled else NONE
