"""The jobs of the command, one a module: ``run(arguments, language)`` does it and gives the exit code."""
