"""Error records as the real cmdlets write them; the ids are real, the texts those of an English host."""

from migrator.lab.cmdlets.api import PsError

_VIRTUALIZATION = "Microsoft.HyperV.PowerShell.VirtualizationException"


def command_not_found(command: str) -> PsError:
    """Build the error of a command that this host does not have."""
    return PsError(
        f"The term '{command}' is not recognized as the name of a cmdlet, function, script file, or operable program."
        " Check the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        error_id="CommandNotFoundException",
        category="ObjectNotFound",
        exception_type="System.Management.Automation.CommandNotFoundException",
        target=command,
    )


def module_not_loaded(command: str) -> PsError:
    """Build the error of a module-qualified command whose module this host does not have."""
    module = command.partition("\\")[0]
    return PsError(
        f"The module '{module}' could not be loaded. For more information, run 'Import-Module {module}'.",
        error_id="CouldNotAutoLoadModule",
        category="ObjectNotFound",
        exception_type="System.Management.Automation.CommandNotFoundException",
        target=command,
    )


def vm_not_found(cmdlet: str, name: str) -> PsError:
    """Build the error of a name that no virtual machine has; only Get-VM calls it an invalid parameter."""
    own = cmdlet == "Get-VM"
    return PsError(
        f'Hyper-V was unable to find a virtual machine with name "{name}".',
        error_id=f"{'InvalidParameter' if own else 'ObjectNotFound'},{hyperv_class(cmdlet)}",
        category="InvalidArgument" if own else "ObjectNotFound",
        exception_type=_VIRTUALIZATION,
        target=name if own else None,
    )


def hyperv_object_not_found(cmdlet: str, computer: str) -> PsError:
    """Build the error of an object that is gone, or of a host whose management service does not run."""
    return PsError(
        f"Hyper-V encountered an error trying to access an object on computer '{computer}' because the object was not"
        " found. The object might have been deleted, or you might not have permission to perform the task. Verify that"
        " the Virtual Machine Management service on the computer is running.",
        error_id=f"ObjectNotFound,{hyperv_class(cmdlet)}",
        category="ObjectNotFound",
        exception_type=_VIRTUALIZATION,
    )


def invalid_parameter(cmdlet: str, message: str) -> PsError:
    """Build the error of a value that names nothing."""
    return PsError(
        message,
        error_id=f"InvalidParameter,{hyperv_class(cmdlet)}",
        category="InvalidArgument",
        exception_type=_VIRTUALIZATION,
    )


def missing_mandatory(cmdlet: str, parameter: str, class_name: str) -> PsError:
    """Build the binder's error of a mandatory parameter without a value in a session that cannot ask."""
    return PsError(
        f"Cannot process command because of one or more missing mandatory parameters: {parameter}.",
        error_id=f"MissingMandatoryParameter,{class_name}",
        category="InvalidArgument",
        exception_type="System.Management.Automation.ParameterBindingException",
        target=cmdlet,
    )


def hyperv_class(cmdlet: str) -> str:
    """Give the .NET class behind a cmdlet of the Hyper-V module, as error ids name it."""
    namespace = "Microsoft.Vhd.PowerShell.Cmdlets" if "-VHD" in cmdlet else "Microsoft.HyperV.PowerShell.Commands"
    return f"{namespace}.{cmdlet.replace('-', '')}"


def file_not_found(path: str, class_name: str) -> PsError:
    """Build the error of a provider path that leads nowhere."""
    return PsError(
        f"Cannot find path '{path}' because it does not exist.",
        error_id=f"PathNotFound,Microsoft.PowerShell.Commands.{class_name}",
        category="ObjectNotFound",
        exception_type="System.Management.Automation.ItemNotFoundException",
        target=path,
    )


def drive_not_found(drive: str, class_name: str) -> PsError:
    """Build the error of a drive that is not there."""
    return PsError(
        f"Cannot find drive. A drive with the name '{drive}' does not exist.",
        error_id=f"DriveNotFound,Microsoft.PowerShell.Commands.{class_name}",
        category="ObjectNotFound",
        exception_type="System.Management.Automation.DriveNotFoundException",
        target=drive,
    )


def access_denied(path: str, what: str, class_name: str) -> PsError:
    """Build the error of an item that the account may not touch; `what` is DirUnauthorizedAccessError or the like."""
    return PsError(
        f"Access to the path '{path}' is denied.",
        error_id=f"{what},Microsoft.PowerShell.Commands.{class_name}",
        category="PermissionDenied",
        exception_type="System.UnauthorizedAccessException",
        hresult=-2147024891,
        target=path,
    )


def sharing_violation(path: str, class_name: str) -> PsError:
    """Build the error of a file that another program holds."""
    return PsError(
        f"The process cannot access the file '{path}' because it is being used by another process.",
        error_id=f"GetContentReaderIOError,Microsoft.PowerShell.Commands.{class_name}",
        category="ReadError",
        exception_type="System.IO.IOException",
        hresult=-2147024864,
        target=path,
    )


def cim_not_found(command: str, what: str) -> PsError:
    """Build the error of a CDXML cmdlet that was asked for something by key that is not there."""
    return PsError(
        f"No matching {what} objects found by CIM query.",
        error_id=f"CmdletizationQuery_NotFound_{command}",
        category="ObjectNotFound",
        exception_type="Microsoft.PowerShell.Cmdletization.Cim.CimJobException",
    )


def unknown_parameter(command: str, parameter: str) -> PsError:
    """Build the binder's error of a parameter that the release's cmdlet does not have."""
    name = command.rsplit("\\", 1)[-1]
    class_name = hyperv_class(name) if command.lower().startswith("hyper-v\\") else name
    return PsError(
        f"A parameter cannot be found that matches parameter name '{parameter}'.",
        error_id=f"NamedParameterNotFound,{class_name}",
        category="InvalidArgument",
        exception_type="System.Management.Automation.ParameterBindingException",
        target=name,
    )
