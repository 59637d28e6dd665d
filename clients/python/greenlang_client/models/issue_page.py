from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.issue_document import IssueDocument
    from ..models.issue_page_states import IssuePageStates
    from ..models.stake_document import StakeDocument


T = TypeVar("T", bound="IssuePage")


@_attrs_define
class IssuePage:
    """Issues by what is at stake, the most first; what is at stake in all that the filters leave; how many in which
    state.

    """

    results: list[IssueDocument]
    next_: None | str
    stake: StakeDocument
    """ How many issues the filters leave, kg CO2e at stake in them, and of how many that is not known. """
    states: IssuePageStates
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        next_: None | str
        next_ = self.next_

        stake = self.stake.to_dict()

        states = self.states.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "results": results,
                "next": next_,
                "stake": stake,
                "states": states,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.issue_document import IssueDocument  # noqa: PLC0415
        from ..models.issue_page_states import IssuePageStates  # noqa: PLC0415
        from ..models.stake_document import StakeDocument  # noqa: PLC0415

        d = dict(src_dict)
        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = IssueDocument.from_dict(results_item_data)

            results.append(results_item)

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        stake = StakeDocument.from_dict(d.pop("stake"))

        states = IssuePageStates.from_dict(d.pop("states"))

        issue_page = cls(
            results=results,
            next_=next_,
            stake=stake,
            states=states,
        )

        issue_page.additional_properties = d
        return issue_page

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
