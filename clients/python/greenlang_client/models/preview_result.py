from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.impact_of_line import ImpactOfLine
    from ..models.impact_sum import ImpactSum
    from ..models.preview_result_by_scope import PreviewResultByScope
    from ..models.previewed_factor import PreviewedFactor
    from ..models.reason_document import ReasonDocument


T = TypeVar("T", bound="PreviewResult")


@_attrs_define
class PreviewResult:
    """Sums before and after, kg CO2e, decimal strings; the factors and lines that move most."""

    total: ImpactSum
    """ Lines added up, kg CO2e. Lines that cannot be calculated under the change are in none of the first four. """
    by_scope: PreviewResultByScope
    by_factor: list[PreviewedFactor]
    factors_left_out: int
    lines: list[ImpactOfLine]
    refused: list[ReasonDocument]
    not_rebased: list[ReasonDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total.to_dict()

        by_scope = self.by_scope.to_dict()

        by_factor = []
        for by_factor_item_data in self.by_factor:
            by_factor_item = by_factor_item_data.to_dict()
            by_factor.append(by_factor_item)

        factors_left_out = self.factors_left_out

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        refused = []
        for refused_item_data in self.refused:
            refused_item = refused_item_data.to_dict()
            refused.append(refused_item)

        not_rebased = []
        for not_rebased_item_data in self.not_rebased:
            not_rebased_item = not_rebased_item_data.to_dict()
            not_rebased.append(not_rebased_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "by_scope": by_scope,
                "by_factor": by_factor,
                "factors_left_out": factors_left_out,
                "lines": lines,
                "refused": refused,
                "not_rebased": not_rebased,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.impact_of_line import ImpactOfLine  # noqa: PLC0415
        from ..models.impact_sum import ImpactSum  # noqa: PLC0415
        from ..models.preview_result_by_scope import PreviewResultByScope  # noqa: PLC0415
        from ..models.previewed_factor import PreviewedFactor  # noqa: PLC0415
        from ..models.reason_document import ReasonDocument  # noqa: PLC0415

        d = dict(src_dict)
        total = ImpactSum.from_dict(d.pop("total"))

        by_scope = PreviewResultByScope.from_dict(d.pop("by_scope"))

        by_factor = []
        _by_factor = d.pop("by_factor")
        for by_factor_item_data in _by_factor:
            by_factor_item = PreviewedFactor.from_dict(by_factor_item_data)

            by_factor.append(by_factor_item)

        factors_left_out = d.pop("factors_left_out")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ImpactOfLine.from_dict(lines_item_data)

            lines.append(lines_item)

        refused = []
        _refused = d.pop("refused")
        for refused_item_data in _refused:
            refused_item = ReasonDocument.from_dict(refused_item_data)

            refused.append(refused_item)

        not_rebased = []
        _not_rebased = d.pop("not_rebased")
        for not_rebased_item_data in _not_rebased:
            not_rebased_item = ReasonDocument.from_dict(not_rebased_item_data)

            not_rebased.append(not_rebased_item)

        preview_result = cls(
            total=total,
            by_scope=by_scope,
            by_factor=by_factor,
            factors_left_out=factors_left_out,
            lines=lines,
            refused=refused,
            not_rebased=not_rebased,
        )

        preview_result.additional_properties = d
        return preview_result

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
