"""Figures of the ledger that are kept ready: its entries by what they are found by, and exact sums of them.

The ledger itself is only appended to; which of its entries counts, and what a period amounts to, would have to be found
among all of them for every page. It is kept here instead, brought up to date by whoever comes first: a worker after a
run, or a page while little is new. It never stands for more than it says: `FigureState.sequence` is the last entry of
the ledger that is in it. Everything can be made anew from the ledger.
"""
