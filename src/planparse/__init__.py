"""planparse reads Chinese official plans into trees of numbered work points."""

__version__ = "0.1.0"
