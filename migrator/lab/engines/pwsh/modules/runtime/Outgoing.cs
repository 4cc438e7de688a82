// Turns bound parameters into what the lab understands: an object is reduced to its properties, two levels deep.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace MigratorLab
{
    public static class Outgoing
    {
        public static object Value(object value)
        {
            return Value(value, 0);
        }

        private static object Value(object value, int depth)
        {
            PSObject wrapped = value as PSObject;
            object bare = wrapped == null ? value : wrapped.BaseObject;
            if (bare == null || bare is string || bare is bool) { return bare; }
            if (bare is SwitchParameter) { return ((SwitchParameter)bare).IsPresent; }
            if (bare is char) { return bare.ToString(); }
            if (bare is Enum) { return Tag("enum", bare.GetType().FullName, bare.ToString()); }
            if (bare is DateTime) { return Tag("time", null, ((DateTime)bare).ToUniversalTime().ToString("o", CultureInfo.InvariantCulture)); }
            if (bare is TimeSpan) { return Tag("span", null, ((TimeSpan)bare).Ticks.ToString(CultureInfo.InvariantCulture)); }
            if (bare is Guid) { return Tag("guid", null, bare.ToString()); }
            if (bare is Version) { return Tag("version", null, bare.ToString()); }
            if (bare is byte[]) { return Tag("bytes", null, Convert.ToBase64String((byte[])bare)); }
            if (bare.GetType().IsPrimitive || bare is decimal) { return bare; }
            if (bare is Uri || bare is ScriptBlock || bare is Type) { return bare.ToString(); }
            // The lab plays the part of Windows here: it has to know what a file is sealed with.
            if (bare is SecureString) { return new NetworkCredential(string.Empty, (SecureString)bare).Password; }
            IDictionary table = bare as IDictionary;
            if (table != null) { return Table(table, depth); }
            IEnumerable items = bare as IEnumerable;
            if (items != null && !(bare is PSCustomObject)) { return Items(items, depth); }
            return Properties(wrapped ?? new PSObject(bare), depth);
        }

        private static object Items(IEnumerable items, int depth)
        {
            List<object> list = new List<object>();
            foreach (object item in items) { list.Add(Value(item, depth)); }
            return list;
        }

        private static object Table(IDictionary table, int depth)
        {
            Dictionary<string, object> bag = Bag("System.Collections.Hashtable");
            foreach (DictionaryEntry entry in table) { Inside(bag)[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)] = Value(entry.Value, depth + 1); }
            return bag;
        }

        private static object Properties(PSObject value, int depth)
        {
            Dictionary<string, object> bag = Bag(value.TypeNames.Count > 0 ? value.TypeNames[0] : "System.Object");
            if (depth > 2) { return bag; }
            foreach (PSPropertyInfo property in value.Properties)
            {
                if (property.IsGettable && !(property is PSScriptProperty) && !(property is PSCodeProperty) && !(property is PSAliasProperty))
                {
                    Inside(bag)[property.Name] = Value(property.Value, depth + 1);
                }
            }
            return bag;
        }

        private static Dictionary<string, object> Inside(Dictionary<string, object> bag)
        {
            return (Dictionary<string, object>)bag["p"];
        }

        private static Dictionary<string, object> Bag(string type)
        {
            Dictionary<string, object> bag = Tag("object", type, null);
            bag.Remove("v");
            bag["p"] = new Dictionary<string, object>();
            return bag;
        }

        private static Dictionary<string, object> Tag(string kind, string type, string text)
        {
            Dictionary<string, object> tagged = new Dictionary<string, object>();
            tagged["$"] = kind;
            if (type != null) { tagged["t"] = type; }
            tagged["v"] = text;
            return tagged;
        }
    }
}
