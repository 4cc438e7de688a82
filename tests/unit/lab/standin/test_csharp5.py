"""The stand-ins compile as Windows PowerShell 5.1 on Server 2016 would compile them: C# 5, .NET Framework 4.6.2."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from migrator.lab.engines.pwsh import generate

pytestmark = pytest.mark.live

_NEEDED = (
    "MIGRATOR_CSC (csc.dll, run by dotnet), MIGRATOR_NETFX (folder of the .NET Framework 4.6.2 reference assemblies), "
    "MIGRATOR_POWERSHELL_STANDARD (System.Management.Automation.dll of PowerShell Standard 5.1)"
)


def _compile(sources: list[Path], output: Path, *references: Path) -> None:
    compiler, framework, standard = (
        os.environ.get(name) for name in ("MIGRATOR_CSC", "MIGRATOR_NETFX", "MIGRATOR_POWERSHELL_STANDARD")
    )
    dotnet = shutil.which("dotnet")
    if compiler is None or framework is None or standard is None or dotnet is None:
        pytest.skip(f"no C# 5 compiler: needs dotnet on the PATH and {_NEEDED}")
    assemblies = [Path(framework) / name for name in ("mscorlib.dll", "System.dll", "System.Core.dll")]
    # PowerShell Standard speaks of netstandard; .NET Framework learns of it through the SDK's forwarding assembly.
    bridge = Path(compiler).parents[2] / "Microsoft/Microsoft.NET.Build.Extensions/net461/lib/netstandard.dll"
    assemblies += [*sorted((Path(framework) / "Facades").glob("*.dll")), bridge, Path(standard), *references]
    command = [
        dotnet,
        compiler,
        "-nologo",
        "-noconfig",
        "-nostdlib+",
        "-langversion:5",
        "-target:library",
        "-nowarn:1701,1702",
    ]
    command += [f"-r:{path}" for path in assemblies] + [f"-out:{output}", *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_everything_is_csharp_5(tmp_path: Path) -> None:
    """No feature of a newer language or framework slipped in: the same files serve powershell.exe on Windows."""
    generate.write(generate.sources("2016"), tmp_path)
    runtime = tmp_path / "runtime.dll"
    _compile(sorted((tmp_path / "runtime").glob("*.cs")), runtime)
    modules = [folder for folder in (tmp_path / "modules").iterdir() if list(folder.glob("*.cs"))]
    assert modules
    for module in modules:
        _compile(sorted(module.glob("*.cs")), tmp_path / f"{module.name}.dll", runtime)


def test_a_newer_language_is_refused(tmp_path: Path) -> None:
    """The gate can say no."""
    source = tmp_path / "New.cs"
    source.write_text('public static class New { public static string Say(int n) { return $"{n}"; } }')
    with pytest.raises(AssertionError, match="interpolated strings"):
        _compile([source], tmp_path / "new.dll")
