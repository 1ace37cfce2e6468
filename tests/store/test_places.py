"""Where a store may lie."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from foidesk.errors import UserError
from foidesk.store import places
from foidesk.store.places import check_place


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in places._SYNC_VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def mounts(monkeypatch):
    """Pretend that other file systems are mounted."""
    read = Path.read_text

    def pretend(*lines):
        told = "\n".join(lines)
        monkeypatch.setattr(
            Path, "read_text", lambda self, *a, **k: told if str(self) == "/proc/self/mounts" else read(self, *a, **k)
        )

    return pretend


def test_a_plain_folder_is_accepted(tmp_path):
    check_place(tmp_path / "foidesk")


def test_a_folder_that_only_sounds_alike_is_accepted(tmp_path):
    check_place(tmp_path / "Dropboxes" / "onedriver")


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Midshire Police", "OneDrive"),
        ("OneDrive-MidshirePolice", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Midshire)", "Dropbox"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("GoogleDrive-jo@example.org", "Google Drive"),
        ("Syncthing", "Syncthing"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_of_a_cloud_service_is_refused_by_name(tmp_path, name, service):
    with pytest.raises(UserError, match=f"synchronised by {service}"):
        check_place(tmp_path / name / "work" / "foidesk")


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
    ],
)
def test_a_folder_below_a_services_mark_is_refused(tmp_path, mark, service):
    (tmp_path / mark).mkdir()
    with pytest.raises(UserError, match=f"synchronised by {service}"):
        check_place(tmp_path / "work" / "foidesk")


def test_dropboxs_own_file_in_the_home_folder_refuses_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".dropbox").mkdir()
    check_place(tmp_path / "foidesk")


def test_a_folder_that_the_system_calls_onedrive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Firm"))
    with pytest.raises(UserError, match="synchronised by OneDrive"):
        check_place(tmp_path / "Firm" / "foidesk")


def test_a_roaming_profile_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "os", SimpleNamespace(name="nt", environ=os.environ))
    with pytest.raises(UserError, match="roaming profile"):
        check_place(tmp_path / "C:\\Users\\jo\\AppData\\Roaming\\foidesk")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_file_system_is_refused(tmp_path, mounts, kind):
    mounts("/dev/sda1 / ext4 rw 0 0", f"server:/share {tmp_path} {kind} rw 0 0")
    with pytest.raises(UserError, match="network file system"):
        check_place(tmp_path / "foidesk")


def test_a_network_mount_with_a_blank_in_its_name_is_refused(tmp_path, mounts):
    share = tmp_path / "our share"
    share.mkdir()
    mounts("/dev/sda1 / ext4 rw 0 0", f"server:/share {str(share).replace(' ', chr(92) + '040')} cifs rw 0 0")
    with pytest.raises(UserError, match="network file system"):
        check_place(share / "foidesk")


def test_a_local_disk_inside_a_network_mount_is_accepted(tmp_path, mounts):
    local = tmp_path / "local"
    local.mkdir()
    mounts(f"server:/share {tmp_path} nfs rw 0 0", f"/dev/sdb1 {local} ext4 rw 0 0")
    check_place(local / "foidesk")


def test_a_network_mount_elsewhere_refuses_nothing(tmp_path, mounts):
    mounts("/dev/sda1 / ext4 rw 0 0", f"server:/share {tmp_path}-other nfs rw 0 0")
    check_place(tmp_path / "foidesk")


def test_a_share_by_its_own_name_is_refused():
    with pytest.raises(UserError, match="network share"):
        check_place(Path("//server/share/foidesk"))


def test_a_mapped_drive_of_windows_is_refused(tmp_path, monkeypatch):
    kernel = SimpleNamespace(GetDriveTypeW=lambda drive: 4)
    monkeypatch.setattr(places, "os", SimpleNamespace(name="nt", environ=os.environ))
    monkeypatch.setattr(places, "ctypes", SimpleNamespace(windll=SimpleNamespace(kernel32=kernel)))
    with pytest.raises(UserError, match="network drive"):
        check_place(tmp_path / "foidesk")
