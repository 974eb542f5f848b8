using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Ledger;

/// <summary>
/// What a restore leaves in the data folder for the next start: up to where, by whom, why, and from which backup.
/// </summary>
/// <param name="Id">The same for the same restore, so that it is recorded once.</param>
sealed record Restored(Guid Id, long Position, string By, string Reason)
{
    const string FileName = "restored.json";

    public Actor Actor => new("restore", $"Khôi phục sao lưu ({By})", $"Restore of a backup ({By})");

    /// <summary>Null if there was none since the last start.</summary>
    public static async Task<Restored?> Find(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        var text = await File.ReadAllTextAsync(path, cancel);
        try
        {
            using var said = JsonDocument.Parse(text);
            string Text(string name) => said.RootElement.GetProperty(name).GetString() ?? "";
            return new(
                new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)),
                said.RootElement.GetProperty("position").GetInt64(),
                Text("by"),
                $"{Text("reason")} ({Text("backup")})"
            );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StartupFailure(
                $"Không đọc được {path}, tệp mà việc khôi phục để lại: hãy khôi phục lại, hoặc ghi đúng vị trí, người và lý do vào tệp ấy.",
                $"Cannot read {path}, which the restore left: restore again, or put position, person and reason right in it.",
                e
            );
        }
    }

    public static void Done(string folder) => File.Delete(Path.Combine(folder, FileName));
}
