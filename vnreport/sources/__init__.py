"""Where articles come from: files, folders, tables and archives, read one article at a time.

`walk.items(sources, options)` gives an `Item` for each article in the order of the sources. Nothing is
unpacked to disk, and of an archive only the article that is being read is in memory. What cannot be read is
an item too: its `read` raises the `ReadError` that says why.
"""
