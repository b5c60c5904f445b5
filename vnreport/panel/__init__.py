"""From the records of an archive to answers: one row a place, indicator and period; who holds which position.

`archive` loads what `batch` has written into an embedded engine, `stories` finds articles that tell the same,
`cells` chooses among what is said of one cell, `boundaries` sums provinces, `seats` follows positions, and
`grids` writes what came out as a table of any format.
"""
