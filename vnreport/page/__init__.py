"""The review page: an article beside its records, for eyes and hands.

Data flows one way here too: `evidence` finds the words behind each field, `marks` cuts the text by them,
`pictures` measures the bars, `model` gathers what a page shows, `render` fills the templates.
"""
