# Runs one script with bound arguments in a runspace of its own. Constant text: what to run arrives as data on
# standard input, one line of JSON in ASCII; what it says leaves on standard output, one line per thing,
# "migrator:<kind>:<base64 of UTF-8 JSON>". Base64 because the console's code page is nobody's business.
Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$utf8 = Microsoft.PowerShell.Utility\New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false
$envelope = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject (@($input) -join '')

function ConvertFrom-Carried {
    param([string]$Text)
    $utf8.GetString([Convert]::FromBase64String($Text))
}

function ConvertTo-Sealed {
    param([string]$Text)
    $sealed = Microsoft.PowerShell.Utility\New-Object -TypeName System.Security.SecureString
    foreach ($character in (ConvertFrom-Carried -Text $Text).ToCharArray()) { $sealed.AppendChar($character) }
    $sealed.MakeReadOnly()
    , $sealed
}

function Write-Carried {
    param([string]$Kind, [object]$Value)
    $json = Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $Value -Depth 3 -Compress
    [Console]::Out.WriteLine('migrator:' + $Kind + ':' + [Convert]::ToBase64String($utf8.GetBytes($json)))
    [Console]::Out.Flush()
}

function Get-ErrorReport {
    param([System.Management.Automation.ErrorRecord]$Record)
    $line = 0
    if ($null -ne $Record.InvocationInfo) { $line = $Record.InvocationInfo.ScriptLineNumber }
    [ordered]@{
        error_id = [string]$Record.FullyQualifiedErrorId
        category = [string]$Record.CategoryInfo.Category
        message  = [string]$Record.Exception.Message
        line     = [int]$line
    }
}

$shell = [PowerShell]::Create()
[void]$shell.AddScript((ConvertFrom-Carried -Text $envelope.script))
foreach ($argument in @($envelope.arguments)) {
    $carried = @($argument.value)
    $value = $null
    switch ($argument.kind) {
        'text' { $value = ConvertFrom-Carried -Text $carried[0] }
        'integer' { $value = [long]::Parse($carried[0], [cultureinfo]::InvariantCulture) }
        'switch' { $value = ($carried[0] -eq 'true') }
        'list' { $value = [string[]]@($carried | Microsoft.PowerShell.Core\ForEach-Object -Process { ConvertFrom-Carried -Text $_ }) }
        'secret' { $value = ConvertTo-Sealed -Text $carried[0] }
        'credential' {
            $user = ConvertFrom-Carried -Text $carried[0]
            $value = Microsoft.PowerShell.Utility\New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $user, (ConvertTo-Sealed -Text $carried[1])
        }
    }
    [void]$shell.AddParameter($argument.name, $value)
}

$nothing = Microsoft.PowerShell.Utility\New-Object -TypeName 'System.Management.Automation.PSDataCollection[psobject]'
$nothing.Complete()
$output = Microsoft.PowerShell.Utility\New-Object -TypeName 'System.Management.Automation.PSDataCollection[psobject]'
$running = $shell.BeginInvoke($nothing, $output)
do {
    $ended = $running.AsyncWaitHandle.WaitOne(50)
    foreach ($record in $shell.Streams.Progress.ReadAll()) {
        Write-Carried -Kind 'progress' -Value ([ordered]@{
                activity = [string]$record.Activity
                status   = [string]$record.StatusDescription
                percent  = [int]$record.PercentComplete
            })
    }
    foreach ($item in $output.ReadAll()) {
        $plain = $null
        if ($null -ne $item) { $plain = $item.PSObject.BaseObject }
        if ($plain -is [string]) { Write-Carried -Kind 'document' -Value ([ordered]@{ text = [string]$plain }) }
        else { Write-Carried -Kind 'stranger' -Value ([ordered]@{ type = ('{0}' -f $(if ($null -ne $plain) { $plain.GetType().Name })) }) }
    }
} until ($ended)
try { $shell.EndInvoke($running) }
catch {
    # EndInvoke wraps what ended the script; the record itself stands in the state's reason.
    $record = $_
    $reason = $shell.InvocationStateInfo.Reason
    if ($reason -is [System.Management.Automation.IContainsErrorRecord]) { $record = $reason.ErrorRecord }
    Write-Carried -Kind 'error' -Value (Get-ErrorReport -Record $record)
}
foreach ($record in $shell.Streams.Warning.ReadAll()) {
    Write-Carried -Kind 'warning' -Value ([ordered]@{ message = [string]$record.Message })
}
foreach ($record in $shell.Streams.Error.ReadAll()) {
    Write-Carried -Kind 'error' -Value (Get-ErrorReport -Record $record)
}
Write-Carried -Kind 'end' -Value ([ordered]@{ state = [string]$shell.InvocationStateInfo.State })
$shell.Dispose()
