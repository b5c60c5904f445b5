"""How right the records are: annotated articles, matching, measures, intervals, comparison with a saved run.

    gold files -> articles -> outcomes (one a record) -> measures -> report

Every measure is counted from the outcomes alone, so a saved run holds all that a later one is compared with.
"""
