"""What users of the library hold in their hands: plans, nodes, comparisons, and what makes them.

The names that `import planparse` offers are defined here; all work is done below.
"""
