# Runs at the start of every session: the host's drives and modules, and the traps of Windows PowerShell 5.1.
$env:PSModulePath = $env:MIGRATOR_LAB_MODULES + [IO.Path]::PathSeparator + (Join-Path $PSHOME 'Modules')
Import-Module -Name (Join-Path $env:MIGRATOR_LAB_COMPILED 'MigratorLab.Runtime.dll') -Global
[MigratorLab.Session]::FollowDrives($ExecutionContext.SessionState)
if ($PSVersionTable.PSEdition -eq 'Core') {
    # 5.1 serialises an array that is a wrapped object with its Count: {"value":[..],"Count":n}.
    Update-TypeData -TypeName System.Array -MemberType AliasProperty -MemberName Count -Value Length -Force
    $PSVersionTable['PSVersion'] = [version]$env:MIGRATOR_LAB_PSVERSION
    $PSVersionTable['PSEdition'] = 'Desktop'
    foreach ($labKey in 'Platform', 'OS', 'GitCommitId') { $PSVersionTable.Remove($labKey) }
}
if ($env:MIGRATOR_LAB_LANGUAGE) {
    [Globalization.CultureInfo]::DefaultThreadCurrentCulture = $env:MIGRATOR_LAB_LANGUAGE
    [Threading.Thread]::CurrentThread.CurrentCulture = $env:MIGRATOR_LAB_LANGUAGE
}
Remove-Variable -Name labKey -ErrorAction SilentlyContinue
