using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HienTai.Server.Hosting;

/// <summary>What the server says of its start and its end, in the form its log has.</summary>
static class Announcements
{
    public const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Json { get; set; }

    public static void Say(string words) =>
        Console.WriteLine(
            Json
                ? JsonSerializer.Serialize(
                    new
                    {
                        Timestamp = DateTime.UtcNow.ToString(Time, CultureInfo.InvariantCulture),
                        LogLevel = "Information",
                        Category = "HienTai.Server.Hosting.Startup",
                        Message = words.Trim(),
                    },
                    Plain
                )
                : words
        );
}
