"""Going through an archive: many articles, several processes, one output that is whole or not there.

    sources -> tasks -> crew of workers -> outcomes in order -> journal -> output

The journal beside the output holds what is done, on disk before the next batch is counted; the output is made
from it at the end. So a run that was killed goes on where it was, and ends in the same bytes.
"""
