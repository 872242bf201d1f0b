"""The languages that families read and speak. Pure."""

# Those met most among the people served; a further one only needs its ISO 639 code here.
CODES = ("el", "en", "ar", "fa", "fr", "so", "ku", "uk", "ru", "ur", "ps", "am", "ti", "tr", "bn", "sq", "es", "ln")
