"""Pages about what landlords were asked, what they answered and what was promised."""
