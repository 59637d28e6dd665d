from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.scope_total_document_embedded import ScopeTotalDocumentEmbedded
    from ..models.scope_total_document_gases import ScopeTotalDocumentGases
    from ..models.scope_total_document_memo import ScopeTotalDocumentMemo


T = TypeVar("T", bound="ScopeTotalDocument")


@_attrs_define
class ScopeTotalDocument:
    """One scope, kg CO2e; biogenic CO2 (kg) and memo gases are not in it. ``embedded`` by the GWP set embedded."""

    co2e: str
    gases: ScopeTotalDocumentGases
    co2_biogenic: str
    memo: ScopeTotalDocumentMemo
    embedded: ScopeTotalDocumentEmbedded
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        co2e = self.co2e

        gases = self.gases.to_dict()

        co2_biogenic = self.co2_biogenic

        memo = self.memo.to_dict()

        embedded = self.embedded.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "co2e": co2e,
                "gases": gases,
                "co2_biogenic": co2_biogenic,
                "memo": memo,
                "embedded": embedded,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.scope_total_document_embedded import ScopeTotalDocumentEmbedded  # noqa: PLC0415
        from ..models.scope_total_document_gases import ScopeTotalDocumentGases  # noqa: PLC0415
        from ..models.scope_total_document_memo import ScopeTotalDocumentMemo  # noqa: PLC0415

        d = dict(src_dict)
        co2e = d.pop("co2e")

        gases = ScopeTotalDocumentGases.from_dict(d.pop("gases"))

        co2_biogenic = d.pop("co2_biogenic")

        memo = ScopeTotalDocumentMemo.from_dict(d.pop("memo"))

        embedded = ScopeTotalDocumentEmbedded.from_dict(d.pop("embedded"))

        scope_total_document = cls(
            co2e=co2e,
            gases=gases,
            co2_biogenic=co2_biogenic,
            memo=memo,
            embedded=embedded,
        )

        scope_total_document.additional_properties = d
        return scope_total_document

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
