"""Days that matter, as calendar files and as private feeds. Each package contributes its own through the panels."""
