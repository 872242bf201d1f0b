"""Points, distances, geocoding and maps."""
