"""Writes `examples/jabar-semester-2-2024`: `python -m examples.generate_jabar_semester_2_2024`.

The output is the same bytes on each run; `dossier.toml` is written by hand.
"""

from pathlib import Path

from examples.jabar_generator.folder import write

if __name__ == "__main__":
    here = Path(__file__).parent
    write(here / "jabar-semester-2-2024", here / "jabar-semester-2-2024.planted.toml")
