"""The official form (绩效自评表) laid out once: ``official`` makes the page that xlsx, docx and HTML draw.

What is written is what the unit filed: to print, sign and stamp. ``corrected`` has the rule's scores put in first.
"""

from scoring.report.official.layout import official
from scoring.report.official.sheet import Box, Section, Sheet

__all__ = ["Box", "Section", "Sheet", "official"]
