"""Run as `python -m rihmasto`."""

from rihmasto.cli.main import main

main()
