"""Words searched for in plans, in memory or in a database that `batch` wrote."""
