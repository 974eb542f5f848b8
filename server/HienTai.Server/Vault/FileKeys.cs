using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>
/// A key for every file, wrapped for each of its holders: who uploaded it until it is attached to something; then the
/// person it says something about, under their key, or the record (a paper) it is a scan of, under the master key. A
/// file whose last holder goes is gone.
/// </summary>
/// <remarks>
/// A stored file is named by a keyed hash of its SHA-256, so that whoever has only the database cannot ask it for a
/// document they know.
/// </remarks>
public static class FileKeys
{
    public const int PieceBytes = 256 * 1024;

    /// <summary>Until it is attached to a record.</summary>
    public const string Uploaded = "account";

    public static string Name(BlindIndex index, string sha256) => index.Of("file", sha256);

    /// <summary>Who holds what an account has uploaded.</summary>
    public static Guid Account(string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"account {name}")).AsSpan(0, 16));

    /// <summary>
    /// Piece by piece, each with its own nonce and bound to its place, so that a download can open one at a time.
    /// </summary>
    public static byte[] Close(byte[] key, string file, ReadOnlySpan<byte> content)
    {
        var pieces = (content.Length + PieceBytes - 1) / PieceBytes;
        var closed = new byte[content.Length + pieces * Box.ExtraBytes];
        for (var i = 0; i < pieces; i++)
            Box.Close(
                    key,
                    content[(i * PieceBytes)..Math.Min(content.Length, (i + 1) * PieceBytes)],
                    Box.About($"file {file}", i + 1)
                )
                .CopyTo(closed, i * (PieceBytes + Box.ExtraBytes));
        return closed;
    }

    public static byte[] Open(byte[] key, string file, byte[] piece, int index) =>
        Box.Open(key, piece, Box.About($"file {file}", index + 1));

    /// <summary>The same into a place that is as long as what was closed.</summary>
    internal static void Open(byte[] key, string file, ReadOnlySpan<byte> piece, int index, Span<byte> content) =>
        Box.Open(key, piece, Box.About($"file {file}", index + 1), content);

    /// <summary>All pieces, for who needs the whole file at once.</summary>
    public static byte[] OpenAll(byte[] key, string file, byte[] closed, long size)
    {
        var content = new byte[size];
        for (var i = 0; (long)i * PieceBytes < size; i++)
        {
            var from = i * (PieceBytes + Box.ExtraBytes);
            Open(key, file, closed[from..Math.Min(closed.Length, from + PieceBytes + Box.ExtraBytes)], i)
                .CopyTo(content, i * PieceBytes);
        }
        return content;
    }

    public static byte[] CloseName(byte[] key, string file, string name) =>
        Box.Close(key, Encoding.UTF8.GetBytes(name), Box.About($"file name {file}"));

    public static string OpenName(byte[] key, string file, byte[] name) =>
        Encoding.UTF8.GetString(Box.Open(key, name, Box.About($"file name {file}")));

    extension(HeldKeys keys)
    {
        /// <summary>
        /// Files by their stored name, each with its key; those nobody holds any more are not among them.
        /// </summary>
        public async Task<IReadOnlyDictionary<string, byte[]>> FilesHeld(
            NpgsqlConnection connection,
            NpgsqlTransaction transaction,
            IEnumerable<string> files,
            CancellationToken cancel
        )
        {
            var rows = new List<(string File, Guid Holder, byte[] Wrapped, int? Master)>();
            await using (
                var ask = new NpgsqlCommand(
                    "select distinct on (file) file, holder, wrapped, master from keystore.file_key where file = any($1) order by file, master nulls last",
                    connection,
                    transaction
                )
                {
                    Parameters = { new() { Value = files.Distinct().ToArray() } },
                }
            )
            await using (var row = await ask.ExecuteReaderAsync(cancel))
                while (await row.ReadAsync(cancel))
                    rows.Add(
                        (
                            row.GetString(0),
                            row.GetGuid(1),
                            row.GetFieldValue<byte[]>(2),
                            row.IsDBNull(3) ? null : row.GetInt32(3)
                        )
                    );
            await keys.Load(rows.Where(r => r.Master is null).Select(r => r.Holder), cancel);
            return rows.Where(r => r.Master is not null || !keys[r.Holder].Destroyed)
                .ToDictionary(
                    r => r.File,
                    r =>
                        Box.Open(
                            r.Master is { } master ? keys.Masters[master] : keys[r.Holder].Wrapping,
                            r.Wrapped,
                            Box.About($"file {r.File}")
                        )
                );
        }

        /// <summary>
        /// Wraps a file's key for a holder: under a person's key if it is theirs, otherwise under the master key.
        /// </summary>
        public NpgsqlBatchCommand Hold(string file, byte[] key, Guid holder, string kind, PersonKey? person)
        {
            int? master = person is null ? keys.Wrapper : null;
            var wrapped = Box.Close(
                person is null ? keys.Masters[master!.Value] : person.Wrapping,
                key,
                Box.About($"file {file}")
            );
            return new(
                "insert into keystore.file_key (file, holder, kind, wrapped, master) values ($1, $2, $3, $4, $5) on conflict do nothing"
            )
            {
                Parameters =
                {
                    new() { Value = file },
                    new() { Value = holder },
                    new() { Value = kind },
                    new() { Value = wrapped },
                    new() { Value = (object?)master ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer },
                },
            };
        }
    }

    /// <summary>Once a record holds them, whoever uploaded them no longer does.</summary>
    public static NpgsqlBatchCommand Attached(IReadOnlyCollection<string> files) =>
        new("delete from keystore.file_key where file = any($1) and kind = $2")
        {
            Parameters =
            {
                new() { Value = files.ToArray() },
                new() { Value = Uploaded },
            },
        };

    /// <summary>Lets go of what these people hold; files nobody else holds are deleted.</summary>
    public static IEnumerable<NpgsqlBatchCommand> LetGo(Guid[] people) =>
        [
            new(
                "delete from file f where exists (select from keystore.file_key k where k.file = f.id and k.holder = any($1) and k.master is null) and not exists (select from keystore.file_key k where k.file = f.id and not (k.holder = any($1) and k.master is null))"
            )
            {
                Parameters = { new() { Value = people } },
            },
            new("delete from keystore.file_key where holder = any($1) and master is null")
            {
                Parameters = { new() { Value = people } },
            },
        ];
}
