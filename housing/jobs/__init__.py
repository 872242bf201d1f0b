"""What workers do for housing: one module a noun."""
