"""List every public name with its signature, and compare the list with the one in the docs.

`docs/reference/api.txt` is what a release promises: a change of it is seen in review.
"""

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
LISTING = ROOT / "docs/reference/api.txt"


def listing() -> str:
    """The public names of the package, one line each, by module."""
    package = griffe.load("pmi_core", search_paths=[ROOT / "src"], resolve_aliases=True)
    lines = [package.path, *_facade(package), ""]
    for name in sorted(package.modules):
        lines.extend(_module(package.modules[name]))
    return "\n".join(lines)


def _facade(package: griffe.Object | griffe.Alias) -> Iterator[str]:
    """The names that can be imported from the top, each with the package it lives in."""
    for name in sorted(map(str, package.exports or ())):
        member = package.members[name]
        home = member.target_path.rpartition(".")[0] if isinstance(member, griffe.Alias) else ""
        yield f"    {name}" + (f" = {home}.{name}" if home else "")


def _module(module: griffe.Object | griffe.Alias) -> Iterator[str]:
    names = [str(name) for name in module.exports or ()]
    if names:
        yield module.path
        for name in sorted(names):
            yield from _member(module.members[name], 1)
        yield ""


def _member(member: griffe.Object | griffe.Alias, depth: int) -> Iterator[str]:
    target = member.final_target if isinstance(member, griffe.Alias) else member
    indent = "    " * depth
    match target:
        case griffe.Module() if member.name in target.members:  # a function named as its module
            yield from _member(target.members[member.name], depth)
        case griffe.Class():
            bases = ", ".join(str(base) for base in target.bases)
            yield f"{indent}class {member.name}({bases})".replace("()", "")
            for inner in target.members.values():
                if inner.is_public and not inner.is_alias:
                    yield from _member(inner, depth + 1)
        case griffe.Function():
            result = f" -> {target.returns}" if target.returns is not None else ""
            yield f"{indent}def {member.name}({_parameters(target)}){result}"
        case griffe.Attribute():
            kind = f": {target.annotation}" if target.annotation is not None else ""
            set_by_init = target.annotation is None and "class-attribute" not in target.labels
            set_by_init &= "instance-attribute" in target.labels
            value = "" if set_by_init or target.value is None else f" = {target.value}"
            yield indent + f"{member.name}{kind}{value}".replace("\n", " ")[:200]
        case _:
            yield f"{indent}{member.name}"


def _parameters(function: griffe.Function) -> str:
    parts: list[str] = []
    starred = False
    for parameter in function.parameters:
        kind = parameter.kind
        if kind is griffe.ParameterKind.keyword_only and not starred:
            parts.append("*")
        starred = starred or kind in (
            griffe.ParameterKind.keyword_only,
            griffe.ParameterKind.var_positional,
        )
        star = {
            griffe.ParameterKind.var_positional: "*",
            griffe.ParameterKind.var_keyword: "**",
        }.get(kind or griffe.ParameterKind.positional_or_keyword, "")
        note = f": {parameter.annotation}" if parameter.annotation is not None else ""
        shown = "" if star or parameter.default is None else f" = {parameter.default}"
        parts.append(f"{star}{parameter.name}{note}{shown}")
    return ", ".join(parts)


def main() -> int:
    """Compare, or write with `--write`; 1 when the lists differ."""
    now = listing()
    if "--write" in sys.argv[1:]:
        LISTING.parent.mkdir(parents=True, exist_ok=True)
        LISTING.write_text(now, encoding="utf-8")
        return 0
    before = LISTING.read_text(encoding="utf-8") if LISTING.exists() else ""
    difference = list(difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=0))
    if difference:
        print("\n".join(difference))
        print("The public names changed. If meant: `make api API=--write`, and the changelog.")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
