using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace HienTai.Server.Database;

/// <summary>
/// The one secret that is kept of the embedded PostgreSQL. Each role's password comes from it, and none tells another.
/// </summary>
internal sealed class DatabaseSecret
{
    public const string FileName = "postgres.secret";
    public const string Administrator = "postgres";
    public const string Registry = "hientai";
    public const string App = "hientai_app";
    const string Application = "hientai";

    readonly string _secret;

    DatabaseSecret(string secret) => _secret = secret;

    public static string FileIn(string folder) => Path.Combine(folder, FileName);

    public static DatabaseSecret Read(string folder)
    {
        if (!File.Exists(FileIn(folder)))
            throw new StartupFailure(
                $"Thiếu tệp {FileIn(folder)} giữ mật khẩu của cơ sở dữ liệu: hãy khôi phục tệp này từ bản sao lưu, hoặc đặt mật khẩu mới bằng hientai passwords.",
                $"The file {FileIn(folder)} with the database's password is missing: restore it from a backup, or set new passwords with hientai passwords."
            );
        return new(File.ReadAllText(FileIn(folder)).Trim());
    }

    public static string New() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public string Password(string role) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_secret), Encoding.UTF8.GetBytes(role)));

    public string Connection(int port, string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = database,
            Username = role,
            Password = Password(role),
            ApplicationName = Application,
            MaxPoolSize = 80, // the rest is for other registries, the administrator and tools
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
}
