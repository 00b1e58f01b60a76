"""A release on disk: its stage, its files, its manifest, and whether it is intact."""
