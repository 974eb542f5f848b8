using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

/// <summary>
/// People of a unit that goes whole into another go along: the same assignment, from that day on in the other unit. It
/// is changed and not transferred, so that its kind, its home if it is a secondment and its end stay what they were.
/// </summary>
public sealed class Followers(Permits permits) : IFollows
{
    public async Task<IReadOnlyList<Intent>> Follow(
        ReadSession read,
        Reader reader,
        IReadOnlyDictionary<Guid, Guid> heirs,
        PartialDate on,
        CancellationToken cancel
    )
    {
        var serving = await read.Facts<AssignmentFact>(
            $"f.unit = any($1) and f.valid_to > $2 and f.valid_from < f.valid_to order by f.stream_id, f.assignment, f.valid_from",
            cancel,
            heirs.Keys.ToArray(),
            on.Latest
        );
        var intents = serving.ConvertAll(row =>
        {
            var (f, heir) = (row.Fact, heirs[row.Fact.Unit]);
            var from = f.Valid.ClaimedFrom > on.Latest ? f.Valid.From!.Value : on;
            return new Intent(row.Stream, new GoAlong(f.Assignment, from, f.Unit, heir))
            {
                References = [new("unit", heir, "into_id", from.Latest)],
            };
        });
        if (intents.Count > 0)
            await permits.Record(reader, intents, cancel);
        return intents;
    }
}
