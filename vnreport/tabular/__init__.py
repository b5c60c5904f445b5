"""Records as tables: the flat columns, the shape of the record definition, and schemas made from both."""
