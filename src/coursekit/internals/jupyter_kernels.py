"""jupyter_client: a provisioner's place in a kernel manager, and a client's way to know that a kernel is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import TraitError
from traitlets.config import Config

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "PROMISES",
    "SOCKETS",
    "BlockingKernelClient",
    "OwnProvisioner",
    "encrypted",
    "look_up_provisioners",
    "take_reply",
]
SOCKETS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
"""The names of a kernel's sockets in its connection file."""


class OwnProvisioner(LocalProvisioner):
    """Starts a kernel whose sockets are files; the process that it gives may be of any kind that looks like one."""

    async def prepared(self, ip: str, client: type[BlockingKernelClient], **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - jupyter_client's
        """Choose the sockets and the key, and write the connection file for this side.

        Args:
            ip: how the paths of the sockets begin.
            client: the class of blocking clients, unless the manager's owner has chosen another.
            kwargs: as ``pre_launch`` has them.

        Returns:
            What ``launch_kernel`` will be called with; ``cmd`` is the kernelspec's command, with ``file_name()`` in it.
        """
        manager: Any = self.parent
        manager.transport = "ipc"
        manager.ip = ip
        if manager.client_factory is BlockingKernelClient:
            manager.client_factory = client
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        # Not the parent's own: it would start on a port of this machine.
        return await KernelProvisionerBase.pre_launch(self, cmd=manager.format_kernel_cmd(), **kwargs)

    def file_name(self) -> str:
        """Return the path of the connection file on this side, as it stands in the kernel's command."""
        manager: Any = self.parent
        name: str = manager.connection_file
        return name

    def keep(self, process: Any, info: dict[str, Any]) -> None:  # noqa: ANN401 - any kind that looks like a process
        """Note the kernel's process, and how it is reached from here.

        Args:
            process: it has ``pid``, ``poll``, ``wait``, ``send_signal``, ``terminate``, ``kill`` and three streams.
            info: what the connection file says, for this side.
        """
        self.process, self.pid, self.pgid = process, process.pid, process.pid
        self.connection_info = info  # type: ignore[assignment]  # a TypedDict there


def take_reply(client: BlockingKernelClient, reply: Mapping[str, Any]) -> None:
    """Let a client read from a kernel's first answer which version of the protocol it speaks.

    Args:
        client: the client.
        reply: the answer to ``kernel_info``.
    """
    client._handle_kernel_info_reply(dict(reply))  # noqa: SLF001 - only its own wait_for_ready does it


def encrypted() -> Config:
    """Return settings by which a manager and its kernel speak in cipher, where both know how.

    A kernel of ipykernel 7.3 and later warns on the terminal when it listens on a port of the machine in plain text.
    """
    encryption = {"transport_encryption": "auto"}
    # Older versions speak in plain text, and do not warn.
    if not encryption.keys() <= set(KernelManager.class_trait_names()):
        return Config()
    try:
        KernelManager(**encryption)
    except TraitError:
        # A libzmq without ciphers.
        return Config()
    return Config({"KernelManager": encryption})


def look_up_provisioners() -> None:
    """Look once for the provisioners that are installed; forks of this process remember them."""
    from jupyter_client.provisioning.factory import KernelProvisionerFactory  # noqa: PLC0415 - servers only

    KernelProvisionerFactory.instance()


_MANAGER = "jupyter_client.manager:KernelManager"
_LOCAL = "jupyter_client.provisioning.local_provisioner:LocalProvisioner"
_ROOM = "start a kernel in a room"
PROMISES = (
    *(Promise("jupyter_client", f"{_MANAGER}.{name}", _ROOM) for name in ("client_factory", "transport", "ip")),
    *(
        Promise("jupyter_client", f"{_MANAGER}.{name}", _ROOM)
        for name in ("write_connection_file", "get_connection_info", "format_kernel_cmd", "connection_file")
    ),
    *(Promise("jupyter_client", f"{_LOCAL}.{name}", _ROOM) for name in ("process", "pid", "pgid", "kill")),
    Promise(
        *("jupyter_client", "jupyter_client.provisioning.provisioner_base:KernelProvisionerBase.pre_launch", _ROOM),
        ("kwargs",),
    ),
    Promise(
        *("jupyter_client", "jupyter_client.client:KernelClient._handle_kernel_info_reply"),
        *("know that a kernel is ready", ("msg",)),
    ),
    Promise(
        *("jupyter_client", "jupyter_client.channels:ZMQSocketChannel.get_msg", "wait for a message"), ("timeout",)
    ),
    Promise(
        *("jupyter_client", "jupyter_client.provisioning.factory:KernelProvisionerFactory.instance"),
        "look for provisioners once",
    ),
)
