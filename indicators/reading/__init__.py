"""The readers: the only modules, with ``load``, that open input files."""
