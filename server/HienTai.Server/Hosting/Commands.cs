using HienTai.Server.Database;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>
/// What the server's program does beside serving, on the machine of the data folder: <c>hientai</c> has the words and
/// the help and hands over to it, because the embedded PostgreSQL and the settings are here.
/// </summary>
static class Commands
{
    /// <summary>As the system says of a program that Ctrl-C ended.</summary>
    public const int Stopped = 130;

    /// <summary>Runs one until it has finished or is told to stop, and says in a sentence what went wrong.</summary>
    public static async Task<int> Run(Func<CancellationToken, Task<int>> command)
    {
        using var signals = new StopSignals();
        try
        {
            return await command(signals.Token);
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"Không đọc hoặc ghi được ({e.Message}); không có gì bị bỏ dở. Hãy xem chỗ trống, quyền, và có đang chạy bằng người dùng của máy chủ không.",
                $"Reading or writing failed ({e.Message}); nothing is left half done. Look at the room, the permissions, and whether this runs as the server's user.",
                e
            );
        }
        catch (NpgsqlException e)
        {
            throw new StartupFailure($"PostgreSQL từ chối: {e.Message}", $"PostgreSQL refused: {e.Message}", e);
        }
    }

    public static void Tell(string vi, string en) => Console.WriteLine($"{vi}\n{en}");
}
