// Reads and writes JSON: objects as Dictionary, lists as List, integers as long, ulong or decimal.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace MigratorLab
{
    public static class Json
    {
        public static string Write(object value)
        {
            StringBuilder text = new StringBuilder();
            Append(text, value);
            return text.ToString();
        }

        private static void Append(StringBuilder text, object value)
        {
            string s = value as string;
            IDictionary<string, object> map = value as IDictionary<string, object>;
            if (value == null) { text.Append("null"); }
            else if (s != null) { AppendString(text, s); }
            else if (value is bool) { text.Append((bool)value ? "true" : "false"); }
            else if (map != null)
            {
                text.Append('{');
                bool first = true;
                foreach (KeyValuePair<string, object> pair in map)
                {
                    if (!first) { text.Append(','); }
                    first = false;
                    AppendString(text, pair.Key);
                    text.Append(':');
                    Append(text, pair.Value);
                }
                text.Append('}');
            }
            else if (value is IEnumerable)
            {
                text.Append('[');
                bool first = true;
                foreach (object item in (IEnumerable)value)
                {
                    if (!first) { text.Append(','); }
                    first = false;
                    Append(text, item);
                }
                text.Append(']');
            }
            else if (value is double || value is float)
            {
                text.Append(Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
            }
            else { text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)); }
        }

        private static void AppendString(StringBuilder text, string value)
        {
            text.Append('"');
            foreach (char c in value)
            {
                if (c == '"' || c == '\\') { text.Append('\\').Append(c); }
                else if (c < ' ' || c > '~') { text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); }
                else { text.Append(c); }
            }
            text.Append('"');
        }

        public static object Read(string text)
        {
            int at = 0;
            return ReadValue(text, ref at);
        }

        private static void Skip(string text, ref int at)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) { at++; }
        }

        private static object ReadValue(string text, ref int at)
        {
            Skip(text, ref at);
            char c = text[at];
            if (c == '{') { return ReadObject(text, ref at); }
            if (c == '[') { return ReadList(text, ref at); }
            if (c == '"') { return ReadString(text, ref at); }
            if (c == 't') { at += 4; return true; }
            if (c == 'f') { at += 5; return false; }
            if (c == 'n') { at += 4; return null; }
            return ReadNumber(text, ref at);
        }

        private static object ReadObject(string text, ref int at)
        {
            Dictionary<string, object> map = new Dictionary<string, object>();
            at++;
            while (true)
            {
                Skip(text, ref at);
                if (text[at] == '}') { at++; return map; }
                if (text[at] == ',') { at++; continue; }
                string key = ReadString(text, ref at);
                Skip(text, ref at);
                at++;
                map[key] = ReadValue(text, ref at);
            }
        }

        private static object ReadList(string text, ref int at)
        {
            List<object> list = new List<object>();
            at++;
            while (true)
            {
                Skip(text, ref at);
                if (text[at] == ']') { at++; return list; }
                if (text[at] == ',') { at++; continue; }
                list.Add(ReadValue(text, ref at));
            }
        }

        private static string ReadString(string text, ref int at)
        {
            StringBuilder result = new StringBuilder();
            at++;
            while (text[at] != '"')
            {
                char c = text[at++];
                if (c != '\\') { result.Append(c); continue; }
                char e = text[at++];
                if (e == 'u')
                {
                    result.Append((char)int.Parse(text.Substring(at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    at += 4;
                }
                else
                {
                    int known = "nrtbf".IndexOf(e);
                    result.Append(known < 0 ? e : "\n\r\t\b\f"[known]);
                }
            }
            at++;
            return result.ToString();
        }

        private static object ReadNumber(string text, ref int at)
        {
            int start = at;
            while (at < text.Length && "+-0123456789.eE".IndexOf(text[at]) >= 0) { at++; }
            string digits = text.Substring(start, at - start);
            long integer;
            ulong natural;
            if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer)) { return integer; }
            if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out natural)) { return natural; }
            return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }
}
