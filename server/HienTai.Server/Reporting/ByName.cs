using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Reporting;

/// <summary>Somebody of a figure as lists name them; the key says where in the order of names they stand.</summary>
public sealed record Named(Guid Id, string Name, string File, string Key);

/// <summary>The people of a figure page by page, in the order of their names on the session's day.</summary>
static class ByName
{
    // Few are fetched by who they are; to many one walks through the names in order.
    const int Few = 2_000;

    /// <param name="after">Where the page before ended, as <see cref="PageToken.After"/> holds it; empty for the
    /// first.</param>
    public static async Task<(List<Named> People, bool More)> Page(
        ReadSession read,
        IReadOnlySet<Guid> people,
        string[] after,
        int size,
        CancellationToken cancel
    )
    {
        if (people.Count == 0)
            return ([], false);
        var few = people.Count <= Few ? people.ToArray() : null;
        var found = new List<Named>();
        var (key, id) =
            after is [var last, var text] && Guid.TryParse(text, out var at) ? (last, at) : ("", Guid.Empty);
        for (var step = 4 * (size + 1); ; step *= 2)
        {
            var some = await read.Query(
                $"select p.stream_id, p.full_name, p.file_number, p.sort_key from {Table<PersonSearchFact>()} p where {read.Known("p")} and {read.Valid("p")} and (p.sort_key collate \"C\", p.stream_id) > ($1::text collate \"C\", $2){(few is null ? "" : " and p.stream_id = any($3)")} order by p.sort_key collate \"C\", p.stream_id limit {step}",
                r => new Named(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3)),
                cancel,
                few is null ? [key, id] : [key, id, few]
            );
            found.AddRange(some.Where(n => people.Contains(n.Id)));
            if (found.Count > size)
                return (found[..size], true);
            if (some.Count < step)
                return (found, false);
            (key, id) = (some[^1].Key, some[^1].Id);
        }
    }

    /// <summary>The token of the page after this one; empty if this is the last.</summary>
    public static string Next(
        Google.Protobuf.IMessage request,
        Guid account,
        ReadSession read,
        List<Named> page,
        bool more,
        int offset,
        int total
    ) =>
        more
            ? PageToken
                .At(read, request, account, offset + page.Count, total, [page[^1].Key, page[^1].Id.ToString()])
                .ToString()
            : "";
}
