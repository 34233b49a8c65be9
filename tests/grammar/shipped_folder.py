"""The grammars that ship, as their files have them, read once for all tests that ask them."""

from planparse.grammar.compile import read_folder
from planparse.grammar.files import folder

FOLDER = read_folder(folder())
