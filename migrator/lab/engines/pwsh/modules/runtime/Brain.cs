// The connection to the lab process: one request, one answer, each a length and JSON.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigratorLab
{
    public static class Brain
    {
        private static readonly object Gate = new object();
        private static TcpClient client;
        private static Stream stream;

        public static Dictionary<string, object> Ask(Dictionary<string, object> request)
        {
            lock (Gate)
            {
                Connect();
                Send(request);
                return (Dictionary<string, object>)Json.Read(Receive());
            }
        }

        private static void Connect()
        {
            if (client != null) { return; }
            int port = int.Parse(Environment.GetEnvironmentVariable("MIGRATOR_LAB_PORT"), CultureInfo.InvariantCulture);
            TcpClient fresh = new TcpClient(AddressFamily.InterNetwork);
            fresh.NoDelay = true;
            fresh.Connect(IPAddress.Loopback, port);
            stream = fresh.GetStream();
            client = fresh;
            Dictionary<string, object> hello = new Dictionary<string, object>();
            hello["token"] = Environment.GetEnvironmentVariable("MIGRATOR_LAB_TOKEN");
            Send(hello);
        }

        private static void Send(Dictionary<string, object> message)
        {
            byte[] body = Encoding.UTF8.GetBytes(Json.Write(message));
            byte[] frame = new byte[body.Length + 4];
            for (int i = 0; i < 4; i++) { frame[i] = (byte)(body.Length >> (24 - 8 * i)); }
            Array.Copy(body, 0, frame, 4, body.Length);
            stream.Write(frame, 0, frame.Length);
            stream.Flush();
        }

        private static string Receive()
        {
            byte[] head = Take(4);
            int length = (head[0] << 24) | (head[1] << 16) | (head[2] << 8) | head[3];
            return Encoding.UTF8.GetString(Take(length));
        }

        private static byte[] Take(int count)
        {
            byte[] buffer = new byte[count];
            int have = 0;
            while (have < count)
            {
                int got = stream.Read(buffer, have, count - have);
                if (got <= 0) { throw new IOException("The rehearsal host's process is gone."); }
                have += got;
            }
            return buffer;
        }
    }
}
