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
