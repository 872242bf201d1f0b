"""The engine: schemes, cases and quotes as plain values. Knows neither Flask, database nor forms."""
