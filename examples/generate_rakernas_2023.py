"""Writes `examples/rakernas-2023` anew: `python -m examples.generate_rakernas_2023`.

The output is the same bytes on each run; `dossier.toml` and `meeting.json` are written by hand.
"""

from pathlib import Path

from examples.rakernas_generator.folder import write

if __name__ == "__main__":
    here = Path(__file__).parent
    write(here / "rakernas-2023", here / "rakernas-2023.planted.toml")
