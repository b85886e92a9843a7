"""A filed form put right: which cells change and why (``changes``), and the user's own workbook (``workbook``)."""
