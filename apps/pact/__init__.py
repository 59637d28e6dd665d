"""Product footprints, exchanged with partners as PACT's technical specifications version 3 say.

A footprint is entered by people or imported as they have it. Nothing here knows of inventories: to divide one by a
number of products makes no footprint of a product.
"""
