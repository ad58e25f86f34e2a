"""Makes the invented dossier `examples/rakernas-2023`, the same bytes every time."""
