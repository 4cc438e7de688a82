<#
.SYNOPSIS
    Reads what guests say of themselves through key-value pair exchange.
.DESCRIPTION
    Reads Msvm_KvpExchangeComponent of all virtual machines; each intrinsic item is a small XML text. One document per
    virtual machine that said anything. Guests can write anything there: values are carried, never believed.
    Facts: hyperv-facts section 13 (KVP), ProductType 1 workstation, 2 domain controller, 3 server.
    DotNet: System.Xml.XmlDocument.SelectSingleNode, System.Xml.XmlNode.InnerText, System.Guid.ToString, System.String.Split, System.String.Trim
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$components = @(CimCmdlets\Get-CimInstance -Namespace 'root\virtualization\v2' -ClassName 'Msvm_KvpExchangeComponent')

$count = 0
foreach ($component in $components) {
    $said = @{}
    foreach ($item in $component.GuestIntrinsicExchangeItems) {
        # Read as untrusted: no DTD, no external entity. A guest can send characters that XML cannot have: such an item is left out.
        $xml = $item -as [xml]
        if ($null -eq $xml) {
            continue
        }
        $name = $xml.SelectSingleNode("/INSTANCE/PROPERTY[@NAME='Name']/VALUE")
        $data = $xml.SelectSingleNode("/INSTANCE/PROPERTY[@NAME='Data']/VALUE")
        if ($null -ne $name -and $null -ne $data -and $data.InnerText -ne '') {
            $said[$name.InnerText] = $data.InnerText
        }
    }
    if ($said.Count -gt 0) {
        $productType = $null
        if ($said.ContainsKey('ProductType') -and $said['ProductType'] -match '^[0-9]{1,3}$') {
            $productType = [int]$said['ProductType']
        }
        $addresses = @(
            foreach ($family in 'NetworkAddressIPv4', 'NetworkAddressIPv6') {
                if ($said.ContainsKey($family)) {
                    foreach ($address in $said[$family].Split(';')) {
                        if ($address.Trim() -ne '') {
                            $address.Trim()
                        }
                    }
                }
            }
        )
        $document = [ordered]@{
            vm_id                        = ([guid]$component.SystemName).ToString()
            fully_qualified_domain_name  = $said['FullyQualifiedDomainName']
            os_name                      = $said['OSName']
            os_version                   = $said['OSVersion']
            product_type                 = $productType
            integration_services_version = $said['IntegrationServicesVersion']
            network_addresses            = $addresses
        }
        Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
        $count += 1
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-VMGuestInventory'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
