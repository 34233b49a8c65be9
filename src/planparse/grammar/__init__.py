"""YAML files → a lexicon: their schema, loading with places in messages, compilation, spellings."""
