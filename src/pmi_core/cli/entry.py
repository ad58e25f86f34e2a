"""The entry point of the `pmi` command."""

import sys


def main() -> None:
    """Run the `pmi` command and exit with its code."""
    try:
        from pmi_core.cli.commands import pmi
        from pmi_core.cli.show import prepare_streams
    except ModuleNotFoundError as problem:
        if problem.name not in ("click", "rich"):
            raise
        sys.stderr.write(
            f"{problem.name} is missing; install it with: pip install 'pmi-core[cli]'\n"
        )
        raise SystemExit(2) from None
    prepare_streams()
    pmi.main(prog_name="pmi")
