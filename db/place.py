"""Where a ledger may lie 存放位置: on a disk of this machine, never on a network drive.

SQLite's write-ahead log needs shared memory and honest locks; over SMB or NFS two machines would damage the ledger without any message.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wangge.errors import WanggeError

NETWORK_KINDS = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "9p", "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs2", "webdav"}
)


def refuse_network(path: Path) -> None:
    """Raise `office_network` when `path` lies on a network drive."""
    kind = network_kind(path.resolve())
    if kind:
        raise WanggeError("office_network", path=path, kind=kind)


def network_kind(path: Path) -> str:
    """The kind of network drive that `path` lies on; empty for a local disk or where nobody can tell."""
    if sys.platform == "win32":
        import ctypes

        if str(path).startswith("\\\\"):
            return "UNC"
        remote = 4
        return "网络驱动器" if ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\") == remote else ""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return mounted_kind(path, lines)


def mounted_kind(path: Path, mounts: list[str]) -> str:
    """The network kind of the mount that holds `path`, of lines as in `/proc/mounts`; empty for a local one."""
    best, kind = "", ""
    for line in mounts:
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if (str(path) == point or str(path).startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, found
    return kind if kind in NETWORK_KINDS else ""
