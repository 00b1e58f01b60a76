"""What git says of the files of a repository."""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Callable

from khobao.errors import UnavailableError, UsageError


def changed_since(revision: str) -> Callable[[str], bool]:
    """Whether a path is one that changed between the merge base of `revision` and HEAD, and the working tree.

    Paths are seen from the current folder, whose repository is asked. Files that git does not know count, unless it
    ignores them; of a file that was removed or renamed, the old name counts too. Raises :class:`UsageError` if there is
    no repository, no such revision or no merge base, and for a path outside; :class:`UnavailableError` without git.
    """
    top = os.fsdecode(_git("git/no-repository", "rev-parse", "--show-toplevel").removesuffix(b"\n"))
    named = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git("git/unknown-revision", *named, silent=f"there is no commit {revision!r}").decode().strip()
    apart = f"{revision!r} and HEAD have no commit in common"
    base = _git("git/no-merge-base", "merge-base", commit, "HEAD", silent=apart).decode().strip()
    known = ("diff", "--name-only", "--no-renames", "-z", base, "--")
    new = ("ls-files", "--others", "--exclude-standard", "-z")
    names = b"".join(_git("git/no-repository", "-C", top, *arguments) for arguments in (known, new))
    changed = {os.path.join(top, os.fsdecode(name)) for name in names.split(b"\0") if name}
    real = functools.cache(os.path.realpath)

    def is_changed(path: str) -> bool:
        folder, name = os.path.split(path)
        there = os.path.join(real(folder or "."), name)
        if os.path.commonpath((there, top)) != top:
            raise UsageError("git/no-repository", f"the file is not in the repository {top}", path)
        # A link changes when it is set to another file and when that file changes.
        return there in changed or (os.path.islink(path) and os.path.realpath(path) in changed)

    return is_changed


def _git(code: str, *arguments: str, silent: str = "") -> bytes:
    """What git prints. Raises :class:`UsageError` with `code` and its words if it fails, or `silent` if it has none."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise UnavailableError("git/missing", f"git does not run: {error.strerror}", "git") from error
    if done.returncode:
        raise UsageError(code, os.fsdecode(done.stderr).strip().split("\n")[0] or silent, ".")
    return done.stdout
