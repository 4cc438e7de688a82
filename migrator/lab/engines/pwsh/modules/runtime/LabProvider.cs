// What the drives of a rehearsal host have in common: items, children, and paths with backslashes.
using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace MigratorLab
{
    public abstract class LabProvider : NavigationCmdletProvider
    {
        // The path as a person writes it (D:\VMs), whatever form PowerShell hands in.
        protected virtual string HostPath(string path)
        {
            PSDriveInfo drive = PSDriveInfo;
            string rest = path;
            int colon = path.IndexOf(':');
            if (colon > 0) { return path.Substring(0, colon + 1) + "\\" + path.Substring(colon + 1).Replace('/', '\\').Trim('\\'); }
            if (drive == null)
            {
                foreach (PSDriveInfo known in ProviderInfo.Drives) { drive = known; }
            }
            if (drive.Root.Length > 0 && rest.StartsWith(drive.Root, StringComparison.OrdinalIgnoreCase)) { rest = rest.Substring(drive.Root.Length); }
            return drive.Name + ":\\" + rest.Replace('/', '\\').Trim('\\');
        }

        protected override bool IsValidPath(string path) { return !string.IsNullOrEmpty(path); }

        protected override bool ItemExists(string path) { return DriveClient.Item(HostPath(path)) != null; }

        protected override bool IsItemContainer(string path)
        {
            DriveItem item = DriveClient.Item(HostPath(path));
            return item != null && item.IsContainer;
        }

        protected override bool HasChildItems(string path) { return IsItemContainer(path) && List(path).Count > 0; }

        protected override void GetItem(string path)
        {
            DriveItem item = DriveClient.Item(HostPath(path));
            if (item != null) { WriteItemObject(item.Value, path, item.IsContainer); }
        }

        protected override void GetChildItems(string path, bool recurse) { GetChildItems(path, recurse, uint.MaxValue); }

        protected override void GetChildItems(string path, bool recurse, uint depth)
        {
            foreach (DriveItem child in List(path))
            {
                if (Stopping) { return; }
                string inner = MakePath(path, child.Name);
                if (Shown(child)) { WriteItemObject(child.Value, inner, child.IsContainer); }
                if (recurse && child.IsContainer && depth > 0 && Descends(child)) { GetChildItems(inner, true, depth - 1); }
            }
        }

        protected override void GetChildNames(string path, ReturnContainers returnContainers)
        {
            foreach (DriveItem child in List(path))
            {
                if (Shown(child)) { WriteItemObject(child.Name, MakePath(path, child.Name), child.IsContainer); }
            }
        }

        protected virtual bool Shown(DriveItem item)
        {
            return string.IsNullOrEmpty(Filter) || new WildcardPattern(Filter, WildcardOptions.IgnoreCase).IsMatch(item.Name);
        }

        protected virtual bool Descends(DriveItem item) { return true; }

        protected override string MakePath(string parent, string child)
        {
            string left = (parent ?? "").Replace('/', '\\').TrimEnd('\\');
            string right = (child ?? "").Replace('/', '\\').TrimStart('\\');
            if (left.Length == 0) { return right; }
            if (right.Length == 0) { return left.EndsWith(":", StringComparison.Ordinal) ? left + "\\" : left; }
            return left + "\\" + right;
        }

        protected override string GetParentPath(string path, string root)
        {
            string whole = path.TrimEnd('\\', '/');
            int cut = whole.LastIndexOfAny(new char[] { '\\', '/' });
            if (cut < 0) { return ""; }
            string parent = whole.Substring(0, cut);
            return parent.EndsWith(":", StringComparison.Ordinal) ? parent + "\\" : parent;
        }

        protected override string GetChildName(string path)
        {
            string whole = path.TrimEnd('\\', '/');
            return whole.Substring(whole.LastIndexOfAny(new char[] { '\\', '/' }) + 1);
        }

        private List<DriveItem> List(string path)
        {
            try
            {
                return DriveClient.Children(HostPath(path));
            }
            catch (DriveRefusal refusal)
            {
                WriteError(refusal.Record);
                return new List<DriveItem>();
            }
        }
    }

    public sealed class RemoveCertificateParameters
    {
        [Parameter] public SwitchParameter DeleteKey { get; set; }
    }

    [CmdletProvider("LabCertificate", ProviderCapabilities.ShouldProcess)]
    public sealed class CertificateProvider : LabProvider
    {
        protected override object RemoveItemDynamicParameters(string path, bool recurse) { return new RemoveCertificateParameters(); }

        protected override void RemoveItem(string path, bool recurse)
        {
            if (!ShouldProcess(path)) { return; }
            try
            {
                DriveClient.Remove(HostPath(path), recurse);
            }
            catch (DriveRefusal refusal)
            {
                WriteError(refusal.Record);
            }
        }
    }

    [CmdletProvider("LabWSMan", ProviderCapabilities.None)]
    public sealed class WSManProvider : LabProvider { }
}
