"""Forms written back out."""
