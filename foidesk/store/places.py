"""Where a store may lie: on this computer's own disk, and nowhere that copies or shares it (decision 3)."""

import ctypes
import os
import re
from pathlib import Path

from foidesk.errors import UserError

_SYNCED_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "syncthing": "Syncthing",
}
_SYNC_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync.ffs_db": "FreeFileSync",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
}
_SYNC_VARIABLES = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
_NETWORK_MOUNTS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "davfs",
    "afpfs",
    "ceph",
    "glusterfs",
}


def check_place(folder: Path) -> None:
    """Refuse a folder that a cloud service synchronises, a roaming profile, or a network share. Raises UserError with the reason."""
    full = folder.expanduser().absolute()
    service = synced_by(full)
    if service:
        raise UserError(
            f"{full} is synchronised by {service}. A store there would be copied piece by piece and lost or leaked. "
            "Choose a folder on this computer alone; backups may go elsewhere."
        )
    if os.name == "nt" and "\\appdata\\roaming" in str(full).lower():
        raise UserError(
            f"{full} is in a roaming profile, which is copied at each log-on. Choose a folder that stays on this computer."
        )
    share = _network(full)
    if share:
        raise UserError(f"{full} lies on {share}. The store must lie on this computer's own disk; backups may go to a share.")


def synced_by(full: Path) -> str | None:
    """The service that synchronises a folder (an absolute path), as far as names and marks tell; None if none is known to."""
    for part in full.parts:
        # "OneDrive - Midshire", "Dropbox (Midshire)"; on macOS "OneDrive-Midshire" and "GoogleDrive-name" under CloudStorage.
        bare = re.split(r" - | \(|-", part.lower())[0].strip()
        if bare in _SYNCED_NAMES:
            return _SYNCED_NAMES[bare]
    for variable, service in _SYNC_VARIABLES.items():
        root = os.environ.get(variable)
        if root and Path(root).absolute() in (full, *full.parents):
            return service
    for parent in (full, *full.parents):
        for mark, service in _SYNC_MARKS.items():
            # Dropbox and others also keep a file of that name in the home folder, which is not itself synchronised.
            if _there(parent / mark) and parent != Path.home():
                return service
    return None


def _there(path: Path) -> bool:
    """Whether something is there, as far as this user may see."""
    try:
        return path.exists()
    except OSError:
        return False


def _network(full: Path) -> str | None:
    if str(full).startswith(("\\\\", "//")):
        return "a network share"
    existing = next((parent for parent in (full, *full.parents) if _there(parent)), None)
    if existing is None:
        return None
    return _network_on_windows(existing) if os.name == "nt" else _network_on_unix(existing)


def _network_on_unix(existing: Path) -> str | None:
    """By the longest mount point that holds the folder; /proc tells the kind of each."""
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    mounts = [(fields[1].replace("\\040", " "), fields[2]) for line in lines if len(fields := line.split()) >= 3]
    resolved = existing.resolve()
    holding = [(point, kind) for point, kind in mounts if Path(point) == resolved or Path(point) in resolved.parents]
    if not holding:
        return None
    kind = max(holding, key=lambda item: len(item[0]))[1]
    return f"a network file system ({kind})" if kind in _NETWORK_MOUNTS else None


def _network_on_windows(existing: Path) -> str | None:
    """GetDriveTypeW says 4 for a remote drive."""
    drive = existing.drive + "\\"
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    return "a network drive" if kernel.GetDriveTypeW(drive) == 4 else None
