"""The layers of the builder."""

import ast
from pathlib import Path

import khobao

# Each module imports only from those above it.
LAYERS = (
    "wording", "codes", "errors", "text", "legacy", "sketches", "similarity", "splits", "strict_json", "strict_yaml",
    "schema", "columns", "explanations", "mistakes", "projections", "metadata", "markup", "silences", "pages",
    "structure", "annotate", "flat", "marks", "measured", "checks", "fields", "locating", "articles", "versions",
    "sources", "card", "readme", "release", "croissant", "repeats", "evaluation", "findings", "report", "webpage",
    "engines", "validation", "pipeline", "scaffold", "verification", "repository", "options", "cli", "__main__",
)  # fmt: skip
PACKAGE = Path(khobao.__file__).parent


def imports(path: Path) -> set[str]:
    """The modules of khobao that the module at `path` imports, at the top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "khobao":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("khobao."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("khobao.")}
    return found - {"__version__"}


def test_every_module_imports_only_from_the_layers_above_it() -> None:
    """A module imports from modules that stand before it in LAYERS, and every module stands there."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if module == "__init__":
            continue
        for imported in imports(path) - {module}:
            assert LAYERS.index(imported) < LAYERS.index(module), (module, imported)


def test_only_cli_prints_reads_the_environment_or_exits() -> None:
    """No other module calls print, exit or input, or touches sys.argv, os.environ, the clock or randomness."""
    forbidden = {"print", "input", "exit", "environ", "getenv", "argv", "now", "today", "utcnow", "time_ns", "urandom"}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name in ("cli.py", "__main__.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
            assert name not in forbidden, (path.name, name)
            if isinstance(node, ast.Import):
                assert not {alias.name for alias in node.names} & {"random", "secrets", "time", "uuid"}, path.name


def test_functions_and_modules_stay_short() -> None:
    """No function has more than 60 lines and no module more than 320."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text("utf-8")
        assert source.count("\n") <= 320, path.name
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, (path.name, node.name)
