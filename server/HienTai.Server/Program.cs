using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Registries;

Console.OutputEncoding = System.Text.Encoding.UTF8;
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
