// The host's volumes: case-insensitive, with the sizes and attributes that the lab declares, rooted at real folders.
using System;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Collections.Generic;

namespace MigratorLab
{
    public sealed class ChildItemParameters
    {
        [Parameter] public SwitchParameter File { get; set; }
        [Parameter] [Alias("ad")] public SwitchParameter Directory { get; set; }
        [Parameter] public FlagsExpression<FileAttributes> Attributes { get; set; }
        [Parameter] public SwitchParameter Hidden { get; set; }
        [Parameter] public SwitchParameter System { get; set; }
        [Parameter] public SwitchParameter ReadOnly { get; set; }
    }

    [CmdletProvider("LabFileSystem", ProviderCapabilities.Filter | ProviderCapabilities.ShouldProcess)]
    public sealed class FileProvider : LabProvider, IContentCmdletProvider
    {
        protected override string HostPath(string path)
        {
            PSDriveInfo drive = Rooted(path);
            if (drive == null) { return base.HostPath(path); }
            return drive.Name + ":\\" + path.Substring(drive.Root.Length).Replace('/', '\\').Trim('\\');
        }

        private PSDriveInfo Rooted(string path)
        {
            foreach (PSDriveInfo drive in ProviderInfo.Drives)
            {
                bool below = path.StartsWith(drive.Root, StringComparison.Ordinal);
                if (below && (path.Length == drive.Root.Length || path[drive.Root.Length] == '/' || path[drive.Root.Length] == '\\')) { return drive; }
            }
            return null;
        }

        // What PowerShell hands to .NET must open on this machine: real separators, real spelling.
        protected override string MakePath(string parent, string child)
        {
            PSDriveInfo drive = Rooted(parent ?? "");
            if (drive == null) { return base.MakePath(parent, child); }
            string rest = (parent.Substring(drive.Root.Length) + "\\" + child).Replace('/', '\\').Trim('\\');
            // PowerShell takes a root without a separator at its end for an item of its own parent.
            if (rest.Length == 0) { return drive.Root + "/"; }
            DriveItem item = DriveClient.Item(drive.Name + ":\\" + rest);
            if (item != null && item.Real != null) { return item.Real; }
            int cut = rest.LastIndexOf('\\');
            DriveItem folder = cut < 0 ? null : DriveClient.Item(drive.Name + ":\\" + rest.Substring(0, cut));
            if (folder != null && folder.Real != null) { return folder.Real + "/" + rest.Substring(cut + 1); }
            return drive.Root + "/" + rest.Replace('\\', '/');
        }

        protected override string NormalizeRelativePath(string path, string basePath)
        {
            string host = HostPath(path);
            string start = HostPath(basePath).TrimEnd('\\') + "\\";
            return host.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? host.Substring(start.Length) : path;
        }

        protected override object GetChildItemsDynamicParameters(string path, bool recurse) { return new ChildItemParameters(); }

        protected override object GetChildNamesDynamicParameters(string path) { return new ChildItemParameters(); }

        protected override bool Shown(DriveItem item)
        {
            if (!base.Shown(item)) { return false; }
            FileAttributes attributes = AttributesOf(item);
            ChildItemParameters asked = DynamicParameters as ChildItemParameters ?? new ChildItemParameters();
            if (asked.Attributes != null) { return asked.Attributes.Evaluate(attributes); }
            bool hidden = (attributes & FileAttributes.Hidden) != 0;
            if (hidden && !Force.IsPresent && !asked.Hidden.IsPresent) { return false; }
            return !(asked.File.IsPresent && item.IsContainer)
                && !(asked.Directory.IsPresent && !item.IsContainer)
                && !(asked.Hidden.IsPresent && !hidden)
                && !(asked.System.IsPresent && (attributes & FileAttributes.System) == 0)
                && !(asked.ReadOnly.IsPresent && (attributes & FileAttributes.ReadOnly) == 0);
        }

        private static FileAttributes AttributesOf(DriveItem item)
        {
            return (FileAttributes)((PSObject)item.Value).Properties["Attributes"].Value;
        }

        // A junction is listed and not followed; a hidden folder is followed only with -Force.
        protected override bool Descends(DriveItem item)
        {
            FileAttributes attributes = AttributesOf(item);
            return (attributes & FileAttributes.ReparsePoint) == 0 && (Force.IsPresent || (attributes & FileAttributes.Hidden) == 0);
        }

        protected override void NewItem(string path, string itemTypeName, object newItemValue)
        {
            bool folder = string.Equals(itemTypeName, "Directory", StringComparison.OrdinalIgnoreCase);
            if (!ShouldProcess(path)) { return; }
            Changed(delegate { return DriveClient.New(HostPath(path), folder, Force.IsPresent); });
        }

        protected override void RemoveItem(string path, bool recurse)
        {
            if (!ShouldProcess(path)) { return; }
            Changed(delegate { DriveClient.Remove(HostPath(path), recurse); return null; });
        }

        protected override void RenameItem(string path, string newName)
        {
            if (!ShouldProcess(path)) { return; }
            Changed(delegate { return DriveClient.Rename(HostPath(path), newName); });
        }

        protected override void MoveItem(string path, string destination)
        {
            if (!ShouldProcess(path)) { return; }
            Changed(delegate { return DriveClient.Move(HostPath(path), HostPath(destination), Force.IsPresent); });
        }

        // What the lab made of it; a refusal becomes the cmdlet's error.
        private void Changed(Func<DriveItem> change)
        {
            try
            {
                DriveItem item = change();
                if (item != null) { WriteItemObject(item.Value, item.Real, item.IsContainer); }
            }
            catch (DriveRefusal refusal)
            {
                WriteError(refusal.Record);
            }
        }

        public IContentReader GetContentReader(string path)
        {
            try
            {
                return new LabContentReader(DriveClient.Readable(HostPath(path)), DynamicParameters as ContentParameters);
            }
            catch (DriveRefusal refusal)
            {
                ThrowTerminatingError(refusal.Record);
                return null;
            }
        }

        public object GetContentReaderDynamicParameters(string path) { return new ContentParameters(); }

        public IContentWriter GetContentWriter(string path) { throw new PSNotSupportedException(); }

        public object GetContentWriterDynamicParameters(string path) { return null; }

        public void ClearContent(string path) { throw new PSNotSupportedException(); }

        public object ClearContentDynamicParameters(string path) { return null; }
    }
}
