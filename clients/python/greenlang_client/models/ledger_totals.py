from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ledger_totals_scopes import LedgerTotalsScopes
    from ..models.lines_document import LinesDocument


T = TypeVar("T", bound="LedgerTotals")


@_attrs_define
class LedgerTotals:
    """kg CO2e by scope (``1``, ``2-location``, ``2-market``, ``3``); the total has one method of scope 2."""

    gwp_set: str
    lines: str
    co2e: str
    scopes: LedgerTotalsScopes
    not_separable: LinesDocument
    """ How many lines, and their kg CO2e. """
    disclosures: list[str]
    co2e_market_based: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gwp_set = self.gwp_set

        lines = self.lines

        co2e = self.co2e

        scopes = self.scopes.to_dict()

        not_separable = self.not_separable.to_dict()

        disclosures = self.disclosures

        co2e_market_based = self.co2e_market_based

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gwp_set": gwp_set,
                "lines": lines,
                "co2e": co2e,
                "scopes": scopes,
                "not_separable": not_separable,
                "disclosures": disclosures,
            }
        )
        if co2e_market_based is not UNSET:
            field_dict["co2e_market_based"] = co2e_market_based

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ledger_totals_scopes import LedgerTotalsScopes  # noqa: PLC0415
        from ..models.lines_document import LinesDocument  # noqa: PLC0415

        d = dict(src_dict)
        gwp_set = d.pop("gwp_set")

        lines = d.pop("lines")

        co2e = d.pop("co2e")

        scopes = LedgerTotalsScopes.from_dict(d.pop("scopes"))

        not_separable = LinesDocument.from_dict(d.pop("not_separable"))

        disclosures = cast(list[str], d.pop("disclosures"))

        co2e_market_based = d.pop("co2e_market_based", UNSET)

        ledger_totals = cls(
            gwp_set=gwp_set,
            lines=lines,
            co2e=co2e,
            scopes=scopes,
            not_separable=not_separable,
            disclosures=disclosures,
            co2e_market_based=co2e_market_based,
        )

        ledger_totals.additional_properties = d
        return ledger_totals

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
