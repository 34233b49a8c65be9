"""What the server can be asked, a module each: the answer as a value, and in words."""
