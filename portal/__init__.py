"""The household's own pages, reached by a personal link."""
