"""How quick foidesk is, as ratios to a floor that is measured in the same interleaved run: `make bench`."""
