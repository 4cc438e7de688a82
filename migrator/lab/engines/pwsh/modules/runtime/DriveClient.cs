// Asks the lab for the items of a host's drives.
using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace MigratorLab
{
    public sealed class DriveItem
    {
        public string Path;
        public string Name;
        public bool IsContainer;
        public string Real;
        public object Value;

        internal static DriveItem From(Dictionary<string, object> wire)
        {
            DriveItem item = new DriveItem();
            item.Path = (string)wire["path"];
            item.Name = (string)wire["name"];
            item.IsContainer = (bool)wire["container"];
            item.Real = (string)wire["real"];
            item.Value = Incoming.Value(wire["object"]);
            return item;
        }
    }

    public sealed class DriveRefusal : Exception
    {
        public readonly ErrorRecord Record;

        public DriveRefusal(ErrorRecord record) : base(record.ToString())
        {
            Record = record;
        }
    }

    public static class DriveClient
    {
        // PowerShell asks for one path dozens of times in one command; what was said holds until the next command.
        private static readonly Dictionary<string, DriveItem> Known = new Dictionary<string, DriveItem>(StringComparer.Ordinal);

        public static void Forget()
        {
            lock (Known) { Known.Clear(); }
        }

        // Null where there is nothing of that path.
        public static DriveItem Item(string path)
        {
            DriveItem item;
            lock (Known)
            {
                if (Known.TryGetValue(path, out item)) { return item; }
            }
            Dictionary<string, object> answer = Ask("item", path);
            item = answer["item"] == null ? null : DriveItem.From((Dictionary<string, object>)answer["item"]);
            lock (Known) { Known[path] = item; }
            return item;
        }

        public static List<DriveItem> Children(string path)
        {
            List<DriveItem> items = new List<DriveItem>();
            foreach (object wire in (List<object>)Ask("children", path)["items"]) { items.Add(DriveItem.From((Dictionary<string, object>)wire)); }
            return items;
        }

        // Where the bytes really are; refused where Windows would refuse to open the file.
        public static string Readable(string path)
        {
            return (string)Ask("readable", path)["real"];
        }

        public static DriveItem New(string path, bool folder, bool force)
        {
            Dictionary<string, object> request = Request("new", path);
            request["folder"] = folder;
            request["force"] = force;
            return DriveItem.From((Dictionary<string, object>)Changed(request)["item"]);
        }

        public static void Remove(string path, bool recurse)
        {
            Dictionary<string, object> request = Request("remove", path);
            request["recurse"] = recurse;
            Changed(request);
        }

        public static DriveItem Move(string path, string destination, bool force)
        {
            Dictionary<string, object> request = Request("move", path);
            request["destination"] = destination;
            request["force"] = force;
            return DriveItem.From((Dictionary<string, object>)Changed(request)["item"]);
        }

        public static DriveItem Rename(string path, string name)
        {
            Dictionary<string, object> request = Request("rename", path);
            request["name"] = name;
            return DriveItem.From((Dictionary<string, object>)Changed(request)["item"]);
        }

        public static object[] Roots()
        {
            return (object[])Incoming.Value(Ask("roots", "")["roots"]);
        }

        private static Dictionary<string, object> Ask(string verb, string path)
        {
            return Answered(Request(verb, path));
        }

        private static Dictionary<string, object> Request(string verb, string path)
        {
            Dictionary<string, object> request = new Dictionary<string, object>();
            request["op"] = "drive";
            request["verb"] = verb;
            request["path"] = path;
            return request;
        }

        private static Dictionary<string, object> Changed(Dictionary<string, object> request)
        {
            try { return Answered(request); }
            finally { Forget(); }
        }

        private static Dictionary<string, object> Answered(Dictionary<string, object> request)
        {
            Dictionary<string, object> answer = Brain.Ask(request);
            if (answer.ContainsKey("error")) { throw new DriveRefusal(Failure.Record((Dictionary<string, object>)answer["error"])); }
            return answer;
        }
    }
}
