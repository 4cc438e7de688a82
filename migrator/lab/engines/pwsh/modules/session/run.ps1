# Runs scripts as the lab hands them out, and reports documents, errors and executed lines.
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'start.ps1')

function Get-ExecutableLine {
    param($Tree)
    $own = 'AssignmentStatementAst', 'ReturnStatementAst', 'ThrowStatementAst', 'BreakStatementAst', 'ContinueStatementAst', 'ExitStatementAst'
    $holders = 'StatementBlockAst', 'NamedBlockAst', 'IfStatementAst', 'ForEachStatementAst', 'SwitchStatementAst', 'WhileStatementAst', 'DoWhileStatementAst', 'DoUntilStatementAst'
    $found = $Tree.FindAll({
            param($node)
            $kind = $node.GetType().Name
            ($own -contains $kind) -or ($kind -eq 'PipelineAst' -and $holders -contains $node.Parent.GetType().Name)
        }, $true)
    @($found | ForEach-Object { $_.Extent.StartLineNumber } | Sort-Object -Unique)
}

function ConvertTo-Argument {
    param($Bag)
    $arguments = @{}
    foreach ($property in $Bag.PSObject.Properties) { $arguments[$property.Name] = $property.Value }
    $arguments
}

while ($true) {
    $order = [MigratorLab.Runner]::Next()
    if ($null -eq $order) { break }
    # Each script meets the modules that its own host has.
    Get-Module | Where-Object { $_.Path -and ($_.Path.StartsWith($env:MIGRATOR_LAB_MODULES) -or $_.Path.StartsWith((Join-Path $env:MIGRATOR_LAB_COMPILED 'modules'))) } | Remove-Module -Force
    [MigratorLab.Session]::MountDrives($ExecutionContext.SessionState)
    $tokens = $null
    $faults = $null
    $tree = [Management.Automation.Language.Parser]::ParseFile($order.Path, [ref]$tokens, [ref]$faults)
    $lines = @(Get-ExecutableLine -Tree $tree)
    $documents = New-Object 'System.Collections.Generic.List[object]'
    $errors = New-Object 'System.Collections.Generic.List[object]'
    $failed = $false
    $breakpoints = @()
    if ($lines.Count -gt 0) { $breakpoints = @(Set-PSBreakpoint -Script $order.Path -Line $lines -Action { $null }) }
    $arguments = ConvertTo-Argument -Bag $order.Parameters
    try {
        & $order.Path @arguments 2>&1 | ForEach-Object {
            if ($_ -is [Management.Automation.ErrorRecord]) { $errors.Add($_) }
            else { $documents.Add($_) }
        }
    }
    catch {
        $failed = $true
        $errors.Add($_)
    }
    $executed = @($breakpoints | Where-Object { $_.HitCount -gt 0 } | ForEach-Object { $_.Line } | Sort-Object -Unique)
    $breakpoints | Remove-PSBreakpoint
    [MigratorLab.Runner]::Report((Split-Path -Path $order.Path -Leaf), $documents, $errors, $failed, $lines, $executed)
}
