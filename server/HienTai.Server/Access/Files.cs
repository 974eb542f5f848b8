using HienTai.Domain.Contributions;
using HienTai.Domain.Papers;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;

namespace HienTai.Server.Access;

/// <summary>
/// Scans and diplomas in the same database as what rests on them, named by their bytes and encrypted; the type is read
/// off the content.
/// </summary>
public static class Files
{
    /// <summary>20 MB, as people count them.</summary>
    public const int MostBytes = 20_000_000;

    public static string? MediaType(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        return content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg" : null;
    }

    /// <summary>
    /// What is known of these files, by SHA-256; those that are not there, or no longer, are not in it.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, FileRef>> Refs(
        ReadSession read,
        IEnumerable<string> hashes,
        CancellationToken cancel
    )
    {
        var wanted = hashes.Distinct().ToDictionary(h => FileKeys.Name(read.Keys.Index, h));
        if (wanted.Count == 0)
            return new Dictionary<string, FileRef>();
        var stored = await read.Query(
            "select id, name, media_type, size from file where id = any($1)",
            r => (Id: r.GetString(0), Name: r.GetFieldValue<byte[]>(1), MediaType: r.GetString(2), Size: r.GetInt64(3)),
            cancel,
            (object)wanted.Keys.ToArray()
        );
        var keys = await read.Keys.FilesHeld(read.Connection, read.Transaction, stored.Select(f => f.Id), cancel);
        return stored
            .Where(f => keys.ContainsKey(f.Id))
            .ToDictionary(
                f => wanted[f.Id],
                f => new FileRef
                {
                    Sha256 = wanted[f.Id],
                    Name = FileKeys.OpenName(keys[f.Id], f.Id, f.Name),
                    MediaType = f.MediaType,
                    Size = f.Size,
                }
            );
    }

    /// <summary>
    /// SQL that is true for files a reader may open: their own uploads, scans of papers in reach, evidence on files of
    /// people in reach.
    /// </summary>
    static string Seen(Sight sight, string sha256, string id, Func<object?, string> value) =>
        sight.Reader.Everybody
            ? "true"
            : $"""
                (exists (select from file u where u.id = {value(id)} and u.uploaded_by = {value(
                    sight.Reader.Actor.Name
                )})
                 or exists (select from {Table<PaperFact>()} s where s.known_to is null and s.scans like '%' || {sha256} || '%' and {sight.Papers(
                    "s.stream_id",
                    value
                )})
                 or exists (select from {Table<ProposalFact>()} o where o.known_to is null and o.files like '%' || {sha256} || '%' and {sight.People(
                    "o.person",
                    null,
                    value,
                    Ability.Approve
                )})
                 or exists (select from {Table<QualificationFact>()} e where e.evidence like '%' || {sha256} || '%' and {sight.People(
                    "e.stream_id",
                    null,
                    value
                )})
                 or exists (select from {Table<ContributionFact>()} c join {Table<AuthorFact>()} a on a.stream_id = c.stream_id and a.known_to is null where c.known_to is null and c.evidence like '%' || {sha256} || '%' and {sight.People(
                    "a.person",
                    null,
                    value
                )}))
                """;

    public static async Task<bool> Sees(ReadSession read, Sight sight, string sha256, CancellationToken cancel)
    {
        var values = new List<object?> { sha256 };
        return (
            await read.Query(
                $"select {Seen(sight, "$1::text", FileKeys.Name(read.Keys.Index, sha256), v => { values.Add(v); return $"${values.Count}"; })}",
                r => r.GetBoolean(0),
                cancel,
                [.. values]
            )
        )[0];
    }

    /// <summary>Whether each of these has been uploaded, as far as the reader may know.</summary>
    public static async Task<bool> All(
        ReadSession read,
        Sight sight,
        IEnumerable<string> hashes,
        CancellationToken cancel
    )
    {
        var wanted = hashes.Distinct().ToArray();
        if (wanted.Length == 0)
            return true;
        var known = await Refs(read, wanted, cancel);
        foreach (var hash in wanted)
            if (!known.ContainsKey(hash) || !await Sees(read, sight, hash, cancel))
                return false;
        return true;
    }
}
