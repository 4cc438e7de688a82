// Lets the lab run scripts in this process one after the other.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace MigratorLab
{
    public static class Runner
    {
        // The next script to run, or null when there is none any more.
        public static object Next()
        {
            Dictionary<string, object> request = new Dictionary<string, object>();
            request["op"] = "next";
            return Incoming.Value(Brain.Ask(request)["order"]);
        }

        public static void Report(string file, IEnumerable documents, IEnumerable errors, bool failed, IEnumerable executable, IEnumerable executed)
        {
            Dictionary<string, object> request = new Dictionary<string, object>();
            request["op"] = "report";
            request["documents"] = Texts(documents);
            request["errors"] = Errors(file, errors);
            request["failed"] = failed;
            request["executable"] = executable;
            request["executed"] = executed;
            Brain.Ask(request);
        }

        private static List<object> Texts(IEnumerable documents)
        {
            List<object> texts = new List<object>();
            foreach (object document in documents)
            {
                PSObject wrapped = document as PSObject;
                object bare = wrapped == null ? document : wrapped.BaseObject;
                // A script says text only; anything else is shown as what it is.
                texts.Add(bare as string ?? "not text: " + (bare == null ? "null" : bare.GetType().FullName));
            }
            return texts;
        }

        private static List<object> Errors(string file, IEnumerable errors)
        {
            List<object> records = new List<object>();
            foreach (object error in errors)
            {
                PSObject wrapped = error as PSObject;
                ErrorRecord record = (ErrorRecord)(wrapped == null ? error : wrapped.BaseObject);
                Dictionary<string, object> said = new Dictionary<string, object>();
                // A text that came over the wire has no file whose name could enter the ids.
                string id = record.FullyQualifiedErrorId;
                said["id"] = id.EndsWith("," + file, StringComparison.Ordinal) ? id.Substring(0, id.Length - file.Length - 1) : id;
                said["category"] = record.CategoryInfo.Category.ToString();
                said["exception"] = record.Exception.GetType().FullName;
                said["message"] = record.ToString();
                said["line"] = record.InvocationInfo == null ? 0 : record.InvocationInfo.ScriptLineNumber;
                said["hresult"] = record.Exception.HResult;
                records.Add(said);
            }
            return records;
        }
    }
}
