// Gives a session the drives that its host has now.
using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace MigratorLab
{
    public static class Session
    {
        public static void MountDrives(SessionState session)
        {
            List<string> wanted = new List<string>();
            foreach (PSObject root in DriveClient.Roots())
            {
                string name = (string)root.Properties["Name"].Value;
                wanted.Add(name.ToUpperInvariant());
                Unmount(session, name);
                ProviderInfo provider = session.Provider.GetOne((string)root.Properties["Provider"].Value);
                session.Drive.New(new PSDriveInfo(name, provider, (string)root.Properties["Root"].Value, "", null), "global");
            }
            foreach (PSDriveInfo drive in session.Drive.GetAll())
            {
                bool ours = drive.Provider.Name.StartsWith("Lab", StringComparison.Ordinal);
                if (ours && !wanted.Contains(drive.Name.ToUpperInvariant())) { Unmount(session, drive.Name); }
            }
        }

        private static void Unmount(SessionState session, string name)
        {
            foreach (PSDriveInfo drive in session.Drive.GetAll())
            {
                if (string.Equals(drive.Name, name, StringComparison.OrdinalIgnoreCase)) { session.Drive.Remove(drive.Name, true, "global"); }
            }
        }
    }
}
