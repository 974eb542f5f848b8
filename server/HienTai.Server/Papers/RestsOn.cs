using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Papers;

/// <summary>
/// What rests on a paper that is repealed. What began while it was in force stands; nothing is ended or taken down by
/// inference, so what is to begin later must be settled by whoever knows what the repealing paper says of it.
/// </summary>
static class RestsOn
{
    public static async Task<IReadOnlyList<Intent>> Settled(
        ReadSession read,
        StreamKinds kinds,
        Intent repeal,
        CancellationToken cancel
    )
    {
        if (repeal.Command is not RepealPaper { From: { } from })
            return [repeal];
        var later = (await Facts(read, kinds, repeal.Stream, cancel))
            .Where(f => f.From >= from.Latest)
            .Select(f => f.Stream)
            .Distinct()
            .ToArray();
        return later.Length == 0
            ? [repeal]
            : throw new Rejected(
                "BEGINS_AFTER_REPEAL",
                $"Có {later.Length} hồ sơ ghi việc bắt đầu từ {from.Vi} trở đi dựa vào văn bản này; hãy hủy bỏ bản ghi hoặc đính chính trước, hoặc thu hồi văn bản nếu nó chưa từng có hiệu lực.",
                $"On {later.Length} records something that rests on this paper is to begin as of {from} or later; annul or correct it first, or withdraw the paper if it never took effect.",
                "from"
            )
            {
                Related = [.. later.Take(20)],
            };
    }

    /// <summary>What to look at when it is repealed: the records on which something rests on it and stands.</summary>
    public static async Task<Notice?> Stands(ReadSession read, StreamKinds kinds, Guid paper, CancellationToken cancel)
    {
        var count = (await Facts(read, kinds, paper, cancel)).Select(f => f.Stream).Distinct().Count();
        return count == 0
            ? null
            : new()
            {
                Reason = "STANDS_AFTER_REPEAL",
                Count = count,
                Message = Words.Both(
                    $"{count} hồ sơ có việc dựa vào văn bản này đã bắt đầu trước ngày bãi bỏ và vẫn giữ nguyên; việc nào thôi từ ngày ấy thì ghi riêng, căn cứ văn bản bãi bỏ.",
                    $"What rests on this paper on {count} records began before and stands; record by itself, on the repealing paper, which of it ends."
                ),
            };
    }

    static Task<List<(Guid Stream, DateOnly From)>> Facts(
        ReadSession read,
        StreamKinds kinds,
        Guid paper,
        CancellationToken cancel
    )
    {
        var tables = kinds
            .All.SelectMany(k => k.FactTypes)
            .Distinct()
            .Where(t => !t.IsAssignableTo(typeof(IDerived)))
            .Select(FactTable.Of)
            .Select(t => (Table: t.Name, Papers: PapersOf(t)))
            .Where(t => t.Papers.Length > 0);
        return read.Query(
            string.Join(
                " union all ",
                tables.Select(t =>
                    $"select f.stream_id, f.valid_from from {t.Table} f where {read.Known("f")} and $1 in ({string.Join(", ", t.Papers)})"
                )
            ),
            r => (r.GetGuid(0), r.IsDBNull(1) ? DateOnly.MinValue : r.GetFieldValue<DateOnly>(1)),
            cancel,
            paper
        );
    }

    /// <summary>The columns of a table that name the paper a fact rests on.</summary>
    public static string[] PapersOf(FactTable table) =>
        [.. table.Columns.Split(", ").Where(c => c.EndsWith("paper", StringComparison.Ordinal))];
}
