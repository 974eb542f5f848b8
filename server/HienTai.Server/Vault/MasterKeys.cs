using System.Globalization;
using System.Security.Cryptography;
using HienTai.Server.Database;

namespace HienTai.Server.Vault;

/// <summary>
/// The keys that wrap all others, never in the database: files <c>master-n.key</c> of 32 random bytes in a folder of
/// their own, or the environment variable HIENTAI_MASTER_KEY as <c>n:64 hex digits</c>, several of them separated by
/// commas. The highest number wraps.
/// </summary>
public sealed class MasterKeys(string folder)
{
    public const string FolderVariable = "HIENTAI_KEYS",
        KeyVariable = "HIENTAI_MASTER_KEY";
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Those of rotations of this run stay in memory: a question that began before one may still need them.
    readonly SortedDictionary<int, byte[]> keys = [];
    readonly Lock door = new();

    /// <summary>The folder to use: the variable, else <c>keys</c> in the data folder.</summary>
    public static string FolderInUse() =>
        Hosting.Settings.Text(FolderVariable) is { } asked
            ? Path.GetFullPath(asked)
            : Path.Combine(DataFolder.Resolve(), "keys");

    public bool FromEnvironment { get; private set; }

    public int Newest
    {
        get
        {
            lock (door)
                return keys.Keys.Last();
        }
    }

    public byte[] this[int number]
    {
        get
        {
            lock (door)
                return Find(number) ?? throw new MasterKeyMissing(number, FileOf(number));
        }
    }

    public bool Has(int number)
    {
        lock (door)
            return Find(number) is not null;
    }

    // Another server may have made it since this one looked.
    byte[]? Find(int number)
    {
        if (!keys.ContainsKey(number) && !FromEnvironment && File.Exists(FileOf(number)))
            ReadFolder();
        return keys.GetValueOrDefault(number);
    }

    /// <summary>Reads the keys there are; makes the first one only where nothing has been wrapped yet.</summary>
    public void Open(bool first)
    {
        lock (door)
        {
            if (keys.Count > 0)
                return;
            if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given)
                ReadVariable(given);
            else if (Directory.Exists(folder))
                ReadFolder();
            if (keys.Count == 0 && first)
                Make(1);
        }
    }

    void ReadVariable(string given)
    {
        FromEnvironment = true;
        foreach (var one in given.Split(',', StringSplitOptions.TrimEntries))
        {
            if (
                one.Split(':') is not [var number, { Length: 2 * Box.KeyBytes } hex]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                || !hex.All(char.IsAsciiHexDigit)
            )
                throw new StartupFailure(
                    $"{KeyVariable} phải có dạng 1:… với 64 chữ số thập lục phân.",
                    $"{KeyVariable} must look like 1:… with 64 hex digits."
                );
            keys[n] = Convert.FromHexString(hex);
        }
    }

    void ReadFolder()
    {
        foreach (var file in Directory.GetFiles(folder, "master-*.key"))
            if (
                int.TryParse(
                    Path.GetFileNameWithoutExtension(file)["master-".Length..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var n
                )
            )
                keys[n] = File.ReadAllBytes(file) is { Length: Box.KeyBytes } key
                    ? key
                    : throw new StartupFailure(
                        $"Tệp khoá {file} đã hỏng: hãy khôi phục từ bản sao lưu của khoá.",
                        $"The key file {file} is damaged: restore it from the backup of keys."
                    );
    }

    string FileOf(int number) => Path.Combine(folder, $"master-{number}.key");

    /// <summary>Makes the next key; from now on it wraps. Keys of the environment are made by who sets it.</summary>
    public int MakeNext()
    {
        lock (door)
        {
            if (!FromEnvironment)
            {
                ReadFolder();
                Make(keys.Keys.Last() + 1);
            }
            return keys.Keys.Last();
        }
    }

    void Make(int number)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Mine | UnixFileMode.UserExecute);
        var key = RandomNumberGenerator.GetBytes(Box.KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;
        File.Delete(FileOf(number) + ".new");
        using (var stream = new FileStream(FileOf(number) + ".new", options))
        {
            stream.Write(key);
            stream.Flush(flushToDisk: true);
        }
        File.Move(FileOf(number) + ".new", FileOf(number));
        keys[number] = key;
    }

    /// <summary>
    /// Removes the files of older keys, once nothing is wrapped under them: what an old backup of the key store holds
    /// is unreadable from here on.
    /// </summary>
    public void ForgetBefore(int number)
    {
        if (FromEnvironment)
            return;
        lock (door)
            foreach (var old in keys.Keys.Where(k => k < number))
                File.Delete(FileOf(old));
    }
}

/// <summary>Something is wrapped under a master key that this server has not got.</summary>
public sealed class MasterKeyMissing(int number, string file)
    : StartupFailure(
        $"Thiếu khoá chủ số {number}: hãy khôi phục tệp {file} từ bản sao lưu của khoá hoặc từ máy chủ đã đổi khoá, hoặc đặt {MasterKeys.KeyVariable}.",
        $"Master key number {number} is missing: restore the file {file} from the backup of keys or from the server that rotated them, or set {MasterKeys.KeyVariable}."
    )
{
    public int Number => number;
}
