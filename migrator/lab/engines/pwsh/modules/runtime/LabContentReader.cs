// Get-Content of a file on a host's drive.
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Text;

namespace MigratorLab
{
    public sealed class ContentParameters
    {
        [Parameter] public SwitchParameter Raw { get; set; }

        [Parameter]
        [ValidateSet("Unknown", "String", "Unicode", "Byte", "BigEndianUnicode", "UTF8", "UTF7", "UTF32", "Ascii", "Default", "Oem", "BigEndianUTF32")]
        public string Encoding { get; set; }
    }

    public sealed class LabContentReader : IContentReader
    {
        private readonly bool raw;
        private readonly bool bytes;
        private readonly Encoding encoding;
        private Stream stream;
        private StreamReader reader;

        public LabContentReader(string path, ContentParameters parameters)
        {
            raw = parameters != null && parameters.Raw.IsPresent;
            string name = parameters == null || parameters.Encoding == null ? "Default" : parameters.Encoding;
            bytes = name == "Byte";
            switch (name.ToUpperInvariant())
            {
                case "UTF8": encoding = new UTF8Encoding(false); break;
                case "UNICODE": case "STRING": case "UNKNOWN": encoding = System.Text.Encoding.Unicode; break;
                case "BIGENDIANUNICODE": encoding = System.Text.Encoding.BigEndianUnicode; break;
                case "UTF32": encoding = System.Text.Encoding.UTF32; break;
                case "ASCII": encoding = System.Text.Encoding.ASCII; break;
                // Without an encoding 5.1 reads the ANSI code page unless the file has a mark.
                default: encoding = System.Text.Encoding.GetEncoding("ISO-8859-1"); break;
            }
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            reader = bytes ? null : new StreamReader(stream, encoding, true);
        }

        public IList Read(long readCount)
        {
            List<object> blocks = new List<object>();
            if (raw)
            {
                if (!bytes && !reader.EndOfStream) { blocks.Add(reader.ReadToEnd()); }
                if (bytes) { Bytes(blocks, long.MaxValue); }
                return blocks;
            }
            long wanted = readCount <= 0 ? long.MaxValue : readCount;
            if (bytes) { Bytes(blocks, wanted); return blocks; }
            string line;
            while (blocks.Count < wanted && (line = reader.ReadLine()) != null) { blocks.Add(line); }
            return blocks;
        }

        private void Bytes(List<object> blocks, long wanted)
        {
            int value;
            while (blocks.Count < wanted && (value = stream.ReadByte()) >= 0) { blocks.Add((byte)value); }
        }

        public void Seek(long offset, SeekOrigin origin) { stream.Seek(offset, origin); }

        public void Close() { Dispose(); }

        public void Dispose()
        {
            if (stream != null) { stream.Dispose(); }
            stream = null;
        }
    }
}
