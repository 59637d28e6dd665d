from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sample_method import SampleMethod, check_sample_method
from ..types import UNSET, Unset

T = TypeVar("T", bound="SampleDocument")


@_attrs_define
class SampleDocument:
    """A sample with everything that draws the same lines again; ``co2e``: absolute kg CO2e of the population."""

    id: UUID
    period_id: UUID
    number: int
    method: SampleMethod
    """ * `random` - At random
    * `largest` - The largest
    * `weighted` - In proportion to size
    * `chosen` - Chosen by hand """
    rule: str
    """ How this way of drawing goes, in a sentence. """
    size: int
    lines: int
    co2e: str
    drawn: int
    """ Lines drawn. """
    concluded: int
    """ Lines that somebody has concluded on. """
    drawn_by: str
    drawn_at: datetime.datetime
    seed: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        period_id = str(self.period_id)

        number = self.number

        method: str = self.method

        rule = self.rule

        size = self.size

        lines = self.lines

        co2e = self.co2e

        drawn = self.drawn

        concluded = self.concluded

        drawn_by = self.drawn_by

        drawn_at = self.drawn_at.isoformat()

        seed = self.seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "number": number,
                "method": method,
                "rule": rule,
                "size": size,
                "lines": lines,
                "co2e": co2e,
                "drawn": drawn,
                "concluded": concluded,
                "drawn_by": drawn_by,
                "drawn_at": drawn_at,
            }
        )
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        number = d.pop("number")

        method = check_sample_method(d.pop("method"))

        rule = d.pop("rule")

        size = d.pop("size")

        lines = d.pop("lines")

        co2e = d.pop("co2e")

        drawn = d.pop("drawn")

        concluded = d.pop("concluded")

        drawn_by = d.pop("drawn_by")

        drawn_at = datetime.datetime.fromisoformat(d.pop("drawn_at"))

        seed = d.pop("seed", UNSET)

        sample_document = cls(
            id=id,
            period_id=period_id,
            number=number,
            method=method,
            rule=rule,
            size=size,
            lines=lines,
            co2e=co2e,
            drawn=drawn,
            concluded=concluded,
            drawn_by=drawn_by,
            drawn_at=drawn_at,
            seed=seed,
        )

        sample_document.additional_properties = d
        return sample_document

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
