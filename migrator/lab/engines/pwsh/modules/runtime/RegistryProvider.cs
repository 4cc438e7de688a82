// The host's registry as far as the lab has it: keys as containers, values as properties.
using System;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace MigratorLab
{
    [CmdletProvider("LabRegistry", ProviderCapabilities.ShouldProcess)]
    public sealed class RegistryProvider : LabProvider, IPropertyCmdletProvider
    {
        public void GetProperty(string path, Collection<string> names)
        {
            DriveItem item = DriveClient.Item(HostPath(path));
            PSObject values = (PSObject)((PSObject)item.Value).Properties["Values"].Value;
            PSObject found = new PSObject();
            foreach (PSPropertyInfo value in values.Properties)
            {
                if (names == null || names.Count == 0 || Named(value.Name, names)) { found.Properties.Add(new PSNoteProperty(value.Name, value.Value)); }
            }
            foreach (string name in names ?? new Collection<string>())
            {
                if (!WildcardPattern.ContainsWildcardCharacters(name) && found.Properties[name] == null)
                {
                    string text = "Property " + name + " does not exist at path " + path + ".";
                    WriteError(new ErrorRecord(new PSArgumentException(text), "System.Management.Automation.PSArgumentException", ErrorCategory.InvalidArgument, path));
                }
            }
            WritePropertyObject(found, path);
        }

        private static bool Named(string name, Collection<string> patterns)
        {
            foreach (string pattern in patterns)
            {
                if (new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(name)) { return true; }
            }
            return false;
        }

        public object GetPropertyDynamicParameters(string path, Collection<string> names) { return null; }

        public void SetProperty(string path, PSObject propertyValue) { throw new PSNotSupportedException(); }

        public object SetPropertyDynamicParameters(string path, PSObject propertyValue) { return null; }

        public void ClearProperty(string path, Collection<string> names) { throw new PSNotSupportedException(); }

        public object ClearPropertyDynamicParameters(string path, Collection<string> names) { return null; }
    }
}
