"""Pages about the best set of offers."""
