"""From the records of an archive to answers: one row a place, indicator and period; who holds which position.

`archive` loads what `batch` has written into an embedded engine, `names` knows which words are one place,
`wholes` which name an indicator as such, `stories` finds articles that tell the same, `said` puts in order
what is said of each cell, `cells` chooses and `conflicts` tells what disagrees, `boundaries` sums provinces,
`seats` follows positions, and `grids` writes what came out as a table of any format.
"""
