"""Makes the invented dossier `examples/jabar-semester-2-2024`, the same bytes every time."""
