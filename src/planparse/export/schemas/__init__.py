"""What is printed, as models, and the JSON Schema of each printed form.

A model has the fields that are printed and no others; its docstring is printed as the
description in the schema.
"""
