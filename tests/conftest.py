"""Hypothesis profiles, chosen by ``HYPOTHESIS_PROFILE``: quick while editing, ci for every change, deep at night."""

import os

from hypothesis import settings

# No deadlines: a loaded machine is no bug. Only ci repeats itself; the others are there to find something new.
settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
