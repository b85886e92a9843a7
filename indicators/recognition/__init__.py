"""Documents → forms: told by the words of their headings, never by position."""
