"""Excel workbooks (.xlsx), read as a stream of events and never as a whole. Pure.

Not openpyxl: it makes floats of the numbers, and gives an empty cell for a formula without a value.
"""
