"""The page on one's own machine (``score serve``): drop a form, see what is wrong, mend a value, take the form back."""
