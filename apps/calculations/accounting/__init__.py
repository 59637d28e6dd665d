"""Accounting over calculations: totals, uncertainty, data quality, periods, Scope 2 instruments, impact, corrections.

Pure: values in, values out. Everything is exact (decimals and fractions) but the Monte Carlo report, the one place
that works in binary floats and says so; nothing here enters a hash of the ledger.
"""
