using HienTai.Domain.CodeLists;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.CodeLists;

/// <summary>What typed texts mean by the lists, asked as they stood at the session's TimePoint.</summary>
public sealed class Meanings(IEnumerable<WrittenTerm> terms) : IMeanings
{
    public async Task<IReadOnlyList<string>> Alike(
        ReadSession read,
        CodeList list,
        string text,
        CancellationToken cancel
    )
    {
        var spelled = Meaning.Of(text);
        var meant = await read.Facts<CodeListSpellingFact>(
            "f.list = $1 and f.stream_id in (select o.stream_id from "
                + $"{FactTable.Table<CodeListSpellingFact>()} o where {read.Known("o")} and o.list = $1 and o.spelling = $2)",
            cancel,
            (int)list,
            spelled
        );
        return [.. meant.Select(f => f.Fact.Spelling).Append(spelled).Distinct()];
    }

    /// <summary>Where texts of a list are typed.</summary>
    public WrittenTerm[] Of(CodeList list) => [.. terms.Where(t => t.List == list)];

    /// <summary>What is typed on how many records, as written, of those the reader sees.</summary>
    public async Task<List<(string Text, int Records)>> Typed(ReadSession read, CodeList list, CancellationToken cancel)
    {
        var where = new Conditions();
        var places = Of(list)
            .Select(term =>
                $"select f.{term.Column} as text, f.stream_id from {term.Table} f where {read.Known("f")} and f.{term.Column} <> '' and {Seen(read, term, where)}"
            )
            .ToArray();
        return places.Length == 0
            ? []
            : await read.Query(
                $"select text, count(distinct stream_id) from ({string.Join(" union all ", places)}) t group by 1",
                r => (r.GetString(0), (int)r.GetInt64(1)),
                cancel,
                [.. where.Values]
            );
    }

    /// <summary>On which records any of these texts is typed.</summary>
    public async Task<List<(string Kind, Guid Id, string Text)>> Uses(
        ReadSession read,
        CodeList list,
        string[] texts,
        int most,
        CancellationToken cancel
    )
    {
        var where = new Conditions();
        var any = where.Value(texts);
        var places = Of(list)
            .Select(term =>
                $"select '{term.Kind}' as kind, f.stream_id, f.{term.Column} as text from {term.Table} f where {read.Known("f")} and f.{term.Column} = any({any}) and {Seen(read, term, where)}"
            );
        return await read.Query(
            $"select distinct on (stream_id) kind, stream_id, text from ({string.Join(" union all ", places)}) t order by stream_id limit {most}",
            r => (r.GetString(0), r.GetGuid(1), r.GetString(2)),
            cancel,
            [.. where.Values]
        );
    }

    static string Seen(ReadSession read, WrittenTerm term, Conditions where) =>
        term.Kind is "person"
            ? read.Sight.People("f.stream_id", null, where.Value)
            : read.Sight.Papers("f.stream_id", where.Value);
}
