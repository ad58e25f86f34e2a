"""The entry point of the `pmi` command."""

import sys
from typing import Final

_INTERRUPTED: Final = 130
_NOT_WRITTEN: Final = 5


def main() -> None:
    """Run the `pmi` command and exit with its code, whatever happens to its streams."""
    try:
        raise SystemExit(_run())
    except KeyboardInterrupt:  # while it was still being imported
        raise SystemExit(_INTERRUPTED) from None


def _run() -> int:
    try:
        from click import Abort, ClickException

        from pmi_core.cli.commands import pmi
        from pmi_core.cli.show import abandon_streams, prepare_streams
    except ModuleNotFoundError as problem:
        if problem.name not in ("click", "rich"):
            raise
        sys.stderr.write(
            f"{problem.name} is missing; install it with: pip install 'pmi-core[cli]'\n"
        )
        return 2
    prepare_streams()
    code = _NOT_WRITTEN  # of help or version, where a stream takes no more
    try:
        try:
            return int(pmi.main(prog_name="pmi", standalone_mode=False) or 0)
        except Abort:
            return _INTERRUPTED
        except ClickException as problem:
            code = problem.exit_code
            problem.show()
    except OSError:
        abandon_streams()
    return code
