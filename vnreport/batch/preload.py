"""What the fork server loads before it makes workers: they share its memory, and are ready at once.

Importing this module is the point of it; nothing else imports it.
"""

from __future__ import annotations

import gc

from vnreport.batch.worker import warm_up
from vnreport.vocabulary import load_vocabulary

warm_up(load_vocabulary())
gc.freeze()  # a collection in a worker would write to each object, and so copy the pages shared
