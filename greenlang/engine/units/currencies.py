"""Currencies by their ISO 4217 codes; each is a dimension of its own, for rates between them change every day."""

CURRENCIES = (
    "AED", "ARS", "AUD", "BDT", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CRC", "CZK", "DKK", "DOP",
    "DZD", "EGP", "ETB", "EUR", "GBP", "GEL", "GHS", "GTQ", "HKD", "HNL", "HUF", "IDR", "ILS", "INR", "IQD", "ISK",
    "JMD", "JOD", "JPY", "KES", "KRW", "KWD", "KZT", "LKR", "MAD", "MUR", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR",
    "PAB", "PEN", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SEK", "SGD", "THB", "TND",
    "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VND", "XAF", "XOF", "ZAR", "ZMW",
)  # fmt: skip
