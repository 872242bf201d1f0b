"""The ground floor: what every room stands on. Imports nothing from the packages above."""
