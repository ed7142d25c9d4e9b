"""Course library: checked course records in, a static site and an offline search index out.

Data flows one way: content → library → (curricula, search, pages) → site. The rooms below import only
from rooms to their left in that line; MkDocs, Whoosh and the command line stand at the edges.
"""

__version__ = "0.1.0"
