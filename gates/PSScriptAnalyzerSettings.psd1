@{
    # All default rules, no exception. The compatibility rules need their settings to do anything.
    # PSUseCompatibleCommands and PSUseCompatibleTypes stay off: their large profiles are not everywhere, and naming one
    # that is missing ends the whole analysis. The command table and the .NET list stand in for them.
    IncludeDefaultRules = $true
    Severity = @('Error', 'Warning', 'Information')
    Rules = @{
        PSUseCompatibleSyntax = @{
            Enable = $true
            TargetVersions = @('5.1')
        }
        PSUseCompatibleCmdlets = @{
            compatibility = @('desktop-5.1.14393.206-windows')
        }
        PSUseConsistentIndentation = @{
            Enable = $true
            IndentationSize = 4
            Kind = 'space'
        }
    }
}
