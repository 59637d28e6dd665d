from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.yes_no import YesNo, check_yes_no

if TYPE_CHECKING:
    from ..models.scope_change_document import ScopeChangeDocument


T = TypeVar("T", bound="RestatedChangeDocument")


@_attrs_define
class RestatedChangeDocument:
    """How a round differs from the one before; kg CO2e, ``percent`` empty where there was nothing before."""

    round_: str
    snapshot_hash: str
    reason: str
    of_base_year: YesNo
    """ * `yes` - yes
    * `no` - no """
    before: str
    after: str
    difference: str
    percent: str
    threshold: str
    exceeds: YesNo
    """ * `yes` - yes
    * `no` - no """
    by_scope: list[ScopeChangeDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        round_ = self.round_

        snapshot_hash = self.snapshot_hash

        reason = self.reason

        of_base_year: str = self.of_base_year

        before = self.before

        after = self.after

        difference = self.difference

        percent = self.percent

        threshold = self.threshold

        exceeds: str = self.exceeds

        by_scope = []
        for by_scope_item_data in self.by_scope:
            by_scope_item = by_scope_item_data.to_dict()
            by_scope.append(by_scope_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "round": round_,
                "snapshot_hash": snapshot_hash,
                "reason": reason,
                "of_base_year": of_base_year,
                "before": before,
                "after": after,
                "difference": difference,
                "percent": percent,
                "threshold": threshold,
                "exceeds": exceeds,
                "by_scope": by_scope,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.scope_change_document import ScopeChangeDocument  # noqa: PLC0415

        d = dict(src_dict)
        round_ = d.pop("round")

        snapshot_hash = d.pop("snapshot_hash")

        reason = d.pop("reason")

        of_base_year = check_yes_no(d.pop("of_base_year"))

        before = d.pop("before")

        after = d.pop("after")

        difference = d.pop("difference")

        percent = d.pop("percent")

        threshold = d.pop("threshold")

        exceeds = check_yes_no(d.pop("exceeds"))

        by_scope = []
        _by_scope = d.pop("by_scope")
        for by_scope_item_data in _by_scope:
            by_scope_item = ScopeChangeDocument.from_dict(by_scope_item_data)

            by_scope.append(by_scope_item)

        restated_change_document = cls(
            round_=round_,
            snapshot_hash=snapshot_hash,
            reason=reason,
            of_base_year=of_base_year,
            before=before,
            after=after,
            difference=difference,
            percent=percent,
            threshold=threshold,
            exceeds=exceeds,
            by_scope=by_scope,
        )

        restated_change_document.additional_properties = d
        return restated_change_document

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
