"""``score serve``: the page on one's own machine; all of it is in ``scoring.web``."""

from scoring.web.command import run

__all__ = ["run"]
