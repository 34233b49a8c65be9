"""`python -m planparse`."""

from planparse.cli import main

main()
