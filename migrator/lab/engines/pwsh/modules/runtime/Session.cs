// Gives a session the drives that its host has, also those that come and go while it lasts.
using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace MigratorLab
{
    public static class Session
    {
        // As Windows does: a disk plugged in later has its drive in a session that is already open.
        public static void FollowDrives(SessionState session)
        {
            MountDrives(session);
            session.InvokeCommand.PreCommandLookupAction = delegate(object sender, CommandLookupEventArgs looked)
            {
                DriveClient.Forget();
                if (MeetsDrives(looked.CommandName)) { MountDrives(session); }
            };
        }

        public static void MountDrives(SessionState session)
        {
            Dictionary<string, PSDriveInfo> mounted = new Dictionary<string, PSDriveInfo>(StringComparer.OrdinalIgnoreCase);
            foreach (PSDriveInfo drive in session.Drive.GetAll()) { mounted[drive.Name] = drive; }
            List<string> wanted = new List<string>();
            foreach (PSObject root in DriveClient.Roots())
            {
                string name = (string)root.Properties["Name"].Value;
                string provider = (string)root.Properties["Provider"].Value;
                string folder = (string)root.Properties["Root"].Value;
                wanted.Add(name.ToUpperInvariant());
                PSDriveInfo there;
                if (mounted.TryGetValue(name, out there))
                {
                    if (there.Provider.Name == provider && there.Root == folder) { continue; }
                    session.Drive.Remove(there.Name, true, "global");
                }
                session.Drive.New(new PSDriveInfo(name, session.Provider.GetOne(provider), folder, "", null), "global");
            }
            foreach (PSDriveInfo drive in mounted.Values)
            {
                bool ours = drive.Provider.Name.StartsWith("Lab", StringComparison.Ordinal);
                if (ours && !wanted.Contains(drive.Name.ToUpperInvariant())) { session.Drive.Remove(drive.Name, true, "global"); }
            }
        }

        // Every script begins with the first; the module's cmdlets are those that take paths.
        private static bool MeetsDrives(string command)
        {
            return command == "Microsoft.PowerShell.Core\\Set-StrictMode"
                || command.StartsWith("Microsoft.PowerShell.Management\\", StringComparison.OrdinalIgnoreCase);
        }
    }
}
