"""A server of the Model Context Protocol over a folder of plans, which it only reads."""
