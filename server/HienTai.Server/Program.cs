using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Registries;

Console.OutputEncoding = System.Text.Encoding.UTF8;
NativeMemory.GiveBack();
try
{
    // What is to be done comes before its own options, which are no settings.
    Settings.Open(args is [not ['-', ..], ..] ? [] : args);
    return await BackupCommands.Run(args) ?? await RegistriesCommands.Run(args) ?? await Startup.Run(args);
}
catch (StartupFailure failure)
{
    Console.Error.WriteLine($"{failure.Vi}\n{failure.En}");
    return 1;
}
catch (Npgsql.PostgresException full) when (full.SqlState is "53100")
{
    Console.Error.WriteLine(
        "Đĩa đã đầy nên cơ sở dữ liệu không ghi được; hãy giải phóng chỗ rồi khởi động lại, những gì đã ghi vẫn còn.\nThe disk is full, so the database cannot write; free some space and start again, what was recorded is still there."
    );
    return 1;
}
catch (Npgsql.NpgsqlException ended) when (!HienTai.Server.Pipeline.Damage.Is(ended))
{
    Console.Error.WriteLine(
        $"PostgreSQL ngắt kết nối hoặc từ chối khi máy chủ đang khởi động ({ended.Message}): hãy khởi động lại.\nPostgreSQL ended the session or refused while the server was starting ({ended.Message}): start it again."
    );
    return 1;
}
catch (Exception damaged) when (HienTai.Server.Pipeline.Damage.Is(damaged))
{
    Console.Error.WriteLine(
        $"Dữ liệu trên đĩa đã hỏng nên máy chủ không khởi động được ({damaged.Message}). Hãy chạy hientai repair --reason \"…\"; nếu chính những gì đã ghi bị hỏng thì lệnh ấy nói ra, và phải khôi phục bản sao lưu.\nData on disk is damaged, so the server does not start ({damaged.Message}). Run hientai repair --reason \"…\"; if what was recorded is itself damaged that says so, and a backup has to be restored."
    );
    return 1;
}
