using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

/// <summary>
/// Whoever is recorded late into a unit that has since gone whole into another went along, as they would have had they
/// been on record by then; and so on through as many steps as there were.
/// </summary>
public sealed class Along(IHeirs heirs)
{
    public static bool Asked(IEnumerable<Intent> intents) => intents.Any(i => Placed(i.Command) is not null);

    public async Task<IReadOnlyList<Intent>> With(
        ReadSession read,
        IReadOnlyList<Intent> intents,
        CancellationToken cancel
    ) =>
        Asked(intents) && await heirs.Whole(read, cancel) is { Count: > 0 } whole
            ? [.. intents.SelectMany(i => Steps(i, whole).Prepend(i))]
            : intents;

    static IEnumerable<Intent> Steps(Intent intent, IReadOnlyDictionary<Guid, Heir> whole)
    {
        if (Placed(intent.Command) is not var (assignment, unit, from))
            yield break;
        var seen = new HashSet<Guid>();
        while (seen.Add(unit) && whole.TryGetValue(unit, out var heir) && heir.On.CompareTo(from) > 0)
        {
            yield return new Intent(intent.Stream, new GoAlong(assignment, heir.On, unit, heir.Into), 0, intent.Prefix);
            (unit, from) = (heir.Into, heir.On);
        }
    }

    static (Guid Assignment, Guid Unit, PartialDate From)? Placed(object command) =>
        command switch
        {
            StartAssignment c => (c.Assignment, c.Details.Unit, c.From),
            ChangeAssignment c when c.Sets?.Contains("unit") is not false => (c.Assignment, c.Details.Unit, c.From),
            TransferAssignment c => (c.NewAssignment, c.Details.Unit, c.On),
            SecondPerson c => (c.Assignment, c.Details.Unit, c.From),
            CorrectAssignment c => (c.Assignment, c.Details.Unit, c.From),
            _ => null,
        };
}
