using System.Security.Cryptography;
using System.Xml.Linq;
using HienTai.Server.Database;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.IdentityModel.Tokens;

namespace HienTai.Server.Accounts;

/// <summary>
/// The folder of keys that must not lie in the database they protect: readable by the server's user alone, made at
/// first use. Removing signing.pem or encryption.key makes new ones at the next start; tokens issued before are then
/// refused.
/// </summary>
sealed class Secrets
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    readonly string folder;

    public Secrets(AccountSettings settings)
    {
        folder = settings.Secrets;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                File.SetUnixFileMode(
                    Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute).FullName,
                    Private | UnixFileMode.UserExecute
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"Không tạo được thư mục bí mật {folder} ({e.Message}): hãy đặt HIENTAI_SECRETS sang nơi ghi được.",
                $"Cannot create the secrets folder {folder} ({e.Message}): set HIENTAI_SECRETS to a place that can be written.",
                e
            );
        }
    }

    public SecurityKey SigningKey
    {
        get
        {
            var key = ECDsa.Create();
            key.ImportFromPem(
                ReadOrMake("signing.pem", () => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem())
            );
            return new ECDsaSecurityKey(key);
        }
    }

    public SecurityKey EncryptionKey =>
        new SymmetricSecurityKey(
            Convert.FromHexString(ReadOrMake("encryption.key", () => RandomNumberGenerator.GetHexString(64)))
        );

    public string PathOf(string name) => Path.Combine(folder, name);

    public string? Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)).Trim() : null;

    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>Written whole or not at all, and never readable by others in between.</summary>
    public void Write(string name, string text)
    {
        var (path, half) = (PathOf(name), $"{PathOf(name)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        using (var writer = new StreamWriter(half, options))
            writer.Write(text);
        File.Move(half, path, overwrite: true);
    }

    public IXmlRepository KeyRing => new Keys(this);

    string ReadOrMake(string name, Func<string> make)
    {
        if (Read(name) is { } kept)
            return kept;
        var made = make();
        Write(name, made);
        return made;
    }

    /// <summary>The ring of Data Protection as files of this folder.</summary>
    sealed class Keys(Secrets secrets) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() =>
            [.. Directory.GetFiles(secrets.folder, "ring-*.xml").Order().Select(XElement.Load)];

        public void StoreElement(XElement element, string friendlyName) =>
            secrets.Write($"ring-{Guid.CreateVersion7():N}.xml", element.ToString());
    }
}
