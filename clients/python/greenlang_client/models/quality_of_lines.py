from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.proposal_of_score import ProposalOfScore


T = TypeVar("T", bound="QualityOfLines")


@_attrs_define
class QualityOfLines:
    """Lines that fit their factor the same way; ``steps`` say how it was found."""

    scope: str
    factor_id: str
    category: str
    activity: str
    region: str
    wanted_region: str
    data_year: str
    activity_year: str
    steps: list[str]
    lines: str
    co2e: str
    proposals: list[ProposalOfScore]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scope = self.scope

        factor_id = self.factor_id

        category = self.category

        activity = self.activity

        region = self.region

        wanted_region = self.wanted_region

        data_year = self.data_year

        activity_year = self.activity_year

        steps = self.steps

        lines = self.lines

        co2e = self.co2e

        proposals = []
        for proposals_item_data in self.proposals:
            proposals_item = proposals_item_data.to_dict()
            proposals.append(proposals_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scope": scope,
                "factor_id": factor_id,
                "category": category,
                "activity": activity,
                "region": region,
                "wanted_region": wanted_region,
                "data_year": data_year,
                "activity_year": activity_year,
                "steps": steps,
                "lines": lines,
                "co2e": co2e,
                "proposals": proposals,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.proposal_of_score import ProposalOfScore  # noqa: PLC0415

        d = dict(src_dict)
        scope = d.pop("scope")

        factor_id = d.pop("factor_id")

        category = d.pop("category")

        activity = d.pop("activity")

        region = d.pop("region")

        wanted_region = d.pop("wanted_region")

        data_year = d.pop("data_year")

        activity_year = d.pop("activity_year")

        steps = cast(list[str], d.pop("steps"))

        lines = d.pop("lines")

        co2e = d.pop("co2e")

        proposals = []
        _proposals = d.pop("proposals")
        for proposals_item_data in _proposals:
            proposals_item = ProposalOfScore.from_dict(proposals_item_data)

            proposals.append(proposals_item)

        quality_of_lines = cls(
            scope=scope,
            factor_id=factor_id,
            category=category,
            activity=activity,
            region=region,
            wanted_region=wanted_region,
            data_year=data_year,
            activity_year=activity_year,
            steps=steps,
            lines=lines,
            co2e=co2e,
            proposals=proposals,
        )

        quality_of_lines.additional_properties = d
        return quality_of_lines

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
