"""A run in partitions: split, handed to workers, calculated under guard, committed once, aggregated.

The database decides who works on what (`leases`), the broker only says that there is something to do (`telling`), and
the sweeper (`sweeping`) finds what either of them lost.
"""
