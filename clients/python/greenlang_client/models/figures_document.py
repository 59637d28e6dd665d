from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.basis_enum import BasisEnum, check_basis_enum

if TYPE_CHECKING:
    from ..models.amount_document import AmountDocument
    from ..models.category_amount import CategoryAmount
    from ..models.country_figure import CountryFigure
    from ..models.entity_figure import EntityFigure
    from ..models.figures_document_scopes import FiguresDocumentScopes
    from ..models.figures_document_totals import FiguresDocumentTotals
    from ..models.gas_figure import GasFigure
    from ..models.month_amount import MonthAmount
    from ..models.site_figure import SiteFigure
    from ..models.up_to_document import UpToDocument


T = TypeVar("T", bound="FiguresDocument")


@_attrs_define
class FiguresDocument:
    """A period's figures, consolidated; decimal strings, kg CO2e.

    ``total`` and every side count scope 2 by ``basis``; ``totals`` has both methods, ``scopes`` every scope. A total is
    null where bought energy has figures by the other method only.

    """

    period_id: UUID
    basis: BasisEnum
    """ * `location` - location
    * `market` - market """
    gwp_set: str
    as_of: UpToDocument
    """ Up to which entry of the ledger the figures are true, and how many follow. """
    total: AmountDocument | None
    totals: FiguresDocumentTotals
    scopes: FiguresDocumentScopes
    categories: list[CategoryAmount]
    gases: list[GasFigure]
    months: list[MonthAmount]
    sites: list[SiteFigure]
    sites_left_out: int
    entities: list[EntityFigure]
    countries: list[CountryFigure]
    lines_outside_boundary: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_document import AmountDocument  # noqa: PLC0415

        period_id = str(self.period_id)

        basis: str = self.basis

        gwp_set = self.gwp_set

        as_of = self.as_of.to_dict()

        total: dict[str, Any] | None
        if isinstance(self.total, AmountDocument):
            total = self.total.to_dict()
        else:
            total = self.total

        totals = self.totals.to_dict()

        scopes = self.scopes.to_dict()

        categories = []
        for categories_item_data in self.categories:
            categories_item = categories_item_data.to_dict()
            categories.append(categories_item)

        gases = []
        for gases_item_data in self.gases:
            gases_item = gases_item_data.to_dict()
            gases.append(gases_item)

        months = []
        for months_item_data in self.months:
            months_item = months_item_data.to_dict()
            months.append(months_item)

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        sites_left_out = self.sites_left_out

        entities = []
        for entities_item_data in self.entities:
            entities_item = entities_item_data.to_dict()
            entities.append(entities_item)

        countries = []
        for countries_item_data in self.countries:
            countries_item = countries_item_data.to_dict()
            countries.append(countries_item)

        lines_outside_boundary = self.lines_outside_boundary

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_id": period_id,
                "basis": basis,
                "gwp_set": gwp_set,
                "as_of": as_of,
                "total": total,
                "totals": totals,
                "scopes": scopes,
                "categories": categories,
                "gases": gases,
                "months": months,
                "sites": sites,
                "sites_left_out": sites_left_out,
                "entities": entities,
                "countries": countries,
                "lines_outside_boundary": lines_outside_boundary,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_document import AmountDocument  # noqa: PLC0415
        from ..models.category_amount import CategoryAmount  # noqa: PLC0415
        from ..models.country_figure import CountryFigure  # noqa: PLC0415
        from ..models.entity_figure import EntityFigure  # noqa: PLC0415
        from ..models.figures_document_scopes import FiguresDocumentScopes  # noqa: PLC0415
        from ..models.figures_document_totals import FiguresDocumentTotals  # noqa: PLC0415
        from ..models.gas_figure import GasFigure  # noqa: PLC0415
        from ..models.month_amount import MonthAmount  # noqa: PLC0415
        from ..models.site_figure import SiteFigure  # noqa: PLC0415
        from ..models.up_to_document import UpToDocument  # noqa: PLC0415

        d = dict(src_dict)
        period_id = UUID(d.pop("period_id"))

        basis = check_basis_enum(d.pop("basis"))

        gwp_set = d.pop("gwp_set")

        as_of = UpToDocument.from_dict(d.pop("as_of"))

        def _parse_total(data: object) -> AmountDocument | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                total_type_1 = AmountDocument.from_dict(data)

                return total_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountDocument | None, data)

        total = _parse_total(d.pop("total"))

        totals = FiguresDocumentTotals.from_dict(d.pop("totals"))

        scopes = FiguresDocumentScopes.from_dict(d.pop("scopes"))

        categories = []
        _categories = d.pop("categories")
        for categories_item_data in _categories:
            categories_item = CategoryAmount.from_dict(categories_item_data)

            categories.append(categories_item)

        gases = []
        _gases = d.pop("gases")
        for gases_item_data in _gases:
            gases_item = GasFigure.from_dict(gases_item_data)

            gases.append(gases_item)

        months = []
        _months = d.pop("months")
        for months_item_data in _months:
            months_item = MonthAmount.from_dict(months_item_data)

            months.append(months_item)

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = SiteFigure.from_dict(sites_item_data)

            sites.append(sites_item)

        sites_left_out = d.pop("sites_left_out")

        entities = []
        _entities = d.pop("entities")
        for entities_item_data in _entities:
            entities_item = EntityFigure.from_dict(entities_item_data)

            entities.append(entities_item)

        countries = []
        _countries = d.pop("countries")
        for countries_item_data in _countries:
            countries_item = CountryFigure.from_dict(countries_item_data)

            countries.append(countries_item)

        lines_outside_boundary = d.pop("lines_outside_boundary")

        figures_document = cls(
            period_id=period_id,
            basis=basis,
            gwp_set=gwp_set,
            as_of=as_of,
            total=total,
            totals=totals,
            scopes=scopes,
            categories=categories,
            gases=gases,
            months=months,
            sites=sites,
            sites_left_out=sites_left_out,
            entities=entities,
            countries=countries,
            lines_outside_boundary=lines_outside_boundary,
        )

        figures_document.additional_properties = d
        return figures_document

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
