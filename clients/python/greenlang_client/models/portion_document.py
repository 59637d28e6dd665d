from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.day_count import DayCount
    from ..models.interval_document import IntervalDocument


T = TypeVar("T", bound="PortionDocument")


@_attrs_define
class PortionDocument:
    """Inputs of a method that pro-rates: the quantity as metered times ``days`` by ``metered_days``.

    ``amount`` is that product where it is a finite decimal, else null: nothing is rounded in its place.

    """

    quantity: DayCount
    """ A quantity as the ledger has it. """
    days: DayCount
    """ A quantity as the ledger has it. """
    metered_days: DayCount
    """ A quantity as the ledger has it. """
    metered: IntervalDocument
    """ Both days included. """
    period: IntervalDocument
    """ Both days included. """
    share: str
    amount: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        quantity = self.quantity.to_dict()

        days = self.days.to_dict()

        metered_days = self.metered_days.to_dict()

        metered = self.metered.to_dict()

        period = self.period.to_dict()

        share = self.share

        amount: None | str
        amount = self.amount

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "quantity": quantity,
                "days": days,
                "metered_days": metered_days,
                "metered": metered,
                "period": period,
                "share": share,
                "amount": amount,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.day_count import DayCount  # noqa: PLC0415
        from ..models.interval_document import IntervalDocument  # noqa: PLC0415

        d = dict(src_dict)
        quantity = DayCount.from_dict(d.pop("quantity"))

        days = DayCount.from_dict(d.pop("days"))

        metered_days = DayCount.from_dict(d.pop("metered_days"))

        metered = IntervalDocument.from_dict(d.pop("metered"))

        period = IntervalDocument.from_dict(d.pop("period"))

        share = d.pop("share")

        def _parse_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        amount = _parse_amount(d.pop("amount"))

        portion_document = cls(
            quantity=quantity,
            days=days,
            metered_days=metered_days,
            metered=metered,
            period=period,
            share=share,
            amount=amount,
        )

        portion_document.additional_properties = d
        return portion_document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
