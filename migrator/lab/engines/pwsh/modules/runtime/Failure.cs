// Makes the lab's error a real error record.
using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Reflection;

namespace MigratorLab
{
    public static class Failure
    {
        public static ErrorRecord Record(Dictionary<string, object> error)
        {
            // PowerShell itself appends the command's class or function name to the id.
            string id = (string)error["id"];
            int comma = id.IndexOf(',');
            ErrorCategory category;
            if (!Enum.TryParse<ErrorCategory>((string)error["category"], true, out category)) { category = ErrorCategory.NotSpecified; }
            ErrorRecord record = new ErrorRecord(Exception(error), comma < 0 ? id : id.Substring(0, comma), category, error["target"]);
            record.ErrorDetails = new ErrorDetails((string)error["message"]);
            return record;
        }

        private static Exception Exception(Dictionary<string, object> error)
        {
            string message = (string)error["message"];
            Type type = Incoming.Find((string)error["exception"]);
            ConstructorInfo constructor = type == null ? null : type.GetConstructor(new Type[] { typeof(string) });
            Exception exception = constructor == null ? new RuntimeException(message) : (Exception)constructor.Invoke(new object[] { message });
            if (error["hresult"] != null)
            {
                PropertyInfo hresult = typeof(Exception).GetProperty("HResult", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
                hresult.SetValue(exception, unchecked((int)(long)error["hresult"]), null);
            }
            return exception;
        }
    }
}
