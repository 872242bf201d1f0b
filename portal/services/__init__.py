"""What is done with the links of households."""
