// One bound call of a stand-in command: asks the lab, writes its objects, or its error as the real command would.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;

namespace MigratorLab
{
    public static class StandInCall
    {
        private static readonly string[] Common = {
            "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ErrorVariable", "WarningVariable", "InformationVariable",
            "OutVariable", "OutBuffer", "PipelineVariable", "ProgressAction", "WhatIf", "Confirm"
        };

        public static void Run(PSCmdlet cmdlet, string command, IDictionary bound, string parameterSet)
        {
            Dictionary<string, object> parameters = new Dictionary<string, object>();
            foreach (DictionaryEntry entry in bound)
            {
                string name = (string)entry.Key;
                if (Array.IndexOf(Common, name) < 0) { parameters[name] = Outgoing.Value(entry.Value); }
            }
            Dictionary<string, object> request = new Dictionary<string, object>();
            request["op"] = "invoke";
            request["command"] = command;
            request["set"] = parameterSet;
            request["bound"] = parameters;
            Dictionary<string, object> answer = Brain.Ask(request);
            if (answer.ContainsKey("error"))
            {
                cmdlet.WriteError(Failure.Record((Dictionary<string, object>)answer["error"]));
                return;
            }
            foreach (object item in (List<object>)answer["objects"]) { cmdlet.WriteObject(Incoming.Value(item)); }
        }

        // What -WhatIf names: the first thing that was bound.
        public static string Target(IDictionary bound)
        {
            foreach (string name in new string[] { "VMName", "Name", "VM", "Path", "LiteralPath", "InputObject" })
            {
                object value = bound.Contains(name) ? bound[name] : null;
                Array many = value as Array;
                if (many != null && many.Length > 0) { value = many.GetValue(0); }
                if (value != null) { return Convert.ToString(value, CultureInfo.InvariantCulture); }
            }
            return "localhost";
        }
    }

    public abstract class StandInCmdlet : PSCmdlet
    {
        protected abstract string Command { get; }

        protected virtual bool Changes { get { return false; } }

        protected override void ProcessRecord()
        {
            IDictionary bound = MyInvocation.BoundParameters;
            if (Changes && !ShouldProcess(StandInCall.Target(bound))) { return; }
            StandInCall.Run(this, Command, bound, ParameterSetName);
        }
    }
}
