// Turns what the lab answers into objects of the real classes.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Reflection;

namespace MigratorLab
{
    // Marks an assembly whose classes the lab may fill.
    internal static class StandIn { }

    public static class Incoming
    {
        public static object Value(object wire)
        {
            List<object> list = wire as List<object>;
            if (list != null)
            {
                object[] items = new object[list.Count];
                for (int i = 0; i < items.Length; i++) { items[i] = Value(list[i]); }
                return items;
            }
            Dictionary<string, object> tagged = wire as Dictionary<string, object>;
            return tagged == null ? wire : Tagged(tagged);
        }

        private static object Tagged(Dictionary<string, object> tagged)
        {
            string text = tagged.ContainsKey("v") ? tagged["v"] as string : null;
            switch ((string)tagged["$"])
            {
                case "time": return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
                case "local": return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).ToLocalTime();
                case "span": return new TimeSpan(long.Parse(text, CultureInfo.InvariantCulture));
                case "guid": return new Guid(text);
                case "version": return new Version(text);
                case "secret": return new NetworkCredential(string.Empty, text).SecurePassword;
                case "bytes": return Convert.FromBase64String(text);
                case "enum": return EnumValue((string)tagged["t"], text);
                case "as": return As((string)tagged["t"], Value(tagged["v"]));
                default: return Instance((string)tagged["t"], (Dictionary<string, object>)tagged["p"]);
            }
        }

        public static Type Find(string name)
        {
            if (name == null) { return null; }
            foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
            {
                if (assembly.IsDynamic) { continue; }
                Type type = assembly.GetType(name, false, true);
                if (type != null) { return type; }
            }
            return null;
        }

        private static object EnumValue(string name, string member)
        {
            Type type = Find(name);
            return type == null || !type.IsEnum ? (object)member : Enum.Parse(type, member, true);
        }

        private static object As(string name, object value)
        {
            Type type;
            return LanguagePrimitives.TryConvertTo<Type>(name, out type) ? Fit(value, type) : value;
        }

        // An object of the real class where there is one; else a bag of properties that carries the type name.
        private static object Instance(string name, Dictionary<string, object> properties)
        {
            Type type = Find(name);
            if (type != null && type.Assembly.GetType("MigratorLab.StandIn", false) != null)
            {
                object instance = Activator.CreateInstance(type);
                foreach (KeyValuePair<string, object> pair in properties) { Fill(instance, pair.Key, pair.Value); }
                return instance;
            }
            PSObject bag = new PSObject();
            foreach (KeyValuePair<string, object> pair in properties)
            {
                bag.Properties.Add(new PSNoteProperty(pair.Key, Value(pair.Value)));
            }
            if (name != null)
            {
                string leaf = name.Substring(name.LastIndexOf('/') + 1);
                bag.TypeNames.Insert(0, name);
                if (leaf != name)
                {
                    bag.TypeNames.Insert(1, name.Substring(0, name.IndexOf('#') + 1) + leaf);
                    bag.TypeNames.Insert(2, "Microsoft.Management.Infrastructure.CimInstance");
                }
            }
            return bag;
        }

        private static void Fill(object instance, string name, object wire)
        {
            PropertyInfo property = instance.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property == null && instance.GetType().GetProperties().Length == 0)
            {
                // A class of which only the name is known: it has the properties that the lab gives it.
                PSObject.AsPSObject(instance).Properties.Add(new PSNoteProperty(name, Value(wire)));
                return;
            }
            if (property == null && PSObject.AsPSObject(instance).Properties[name] is PSAliasProperty) { return; }
            if (property == null)
            {
                throw new InvalidOperationException("The lab gave a property that the real class lacks: " + instance.GetType().FullName + "." + name);
            }
            property.SetValue(instance, Fit(Value(wire), property.PropertyType), null);
        }

        public static object Fit(object value, Type target)
        {
            Type nullable = Nullable.GetUnderlyingType(target);
            if (value == null) { return target.IsValueType && nullable == null ? Activator.CreateInstance(target) : null; }
            if (target.IsInstanceOfType(value)) { return value; }
            object[] items = value as object[];
            if (target.IsGenericType && target.GetGenericTypeDefinition() == typeof(List<>))
            {
                IList list = (IList)Activator.CreateInstance(target);
                foreach (object item in items ?? new object[] { value }) { list.Add(Fit(item, target.GetGenericArguments()[0])); }
                return list;
            }
            if (target.IsArray && items != null)
            {
                Array array = Array.CreateInstance(target.GetElementType(), items.Length);
                for (int i = 0; i < items.Length; i++) { array.SetValue(Fit(items[i], target.GetElementType()), i); }
                return array;
            }
            return LanguagePrimitives.ConvertTo(value, target, CultureInfo.InvariantCulture);
        }
    }
}
