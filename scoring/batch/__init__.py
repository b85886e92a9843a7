"""Lines by the million: columns in, exact scores, totals and findings out.

Needs ``pip install 'jixiao[batch]'`` (NumPy, Polars, PyArrow).
"""
