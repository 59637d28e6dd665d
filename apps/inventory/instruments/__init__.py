"""Contractual instruments of scope 2, and the board that gives each kWh of a period to one of them or to the grid."""
