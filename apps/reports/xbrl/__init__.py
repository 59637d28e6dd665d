"""Reports in XBRL: an Inline XBRL report package and xBRL-JSON for each standard a mapping is here for.

Which number becomes which fact is data (``mappings/``); what is written is examined by Arelle before it is offered.
"""
