using System.Text.Json;
using HienTai.Domain.Kernel;
using HienTai.Server.Hosting;
using HienTai.Server.Vault;

namespace HienTai.Server.Pipeline;

/// <summary>A warning somebody records in spite of, and why.</summary>
public sealed record Passing(string Rule, string Reason);

/// <summary>
/// What a rule found in a change set: on which record, in which part of the request, and why it was passed (null: it
/// was not).
/// </summary>
public sealed record Found(string Rule, string Field, string Vi, string En, Guid Record, string? Reason = null)
{
    /// <summary>How people call the record; not stored.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Title { get; init; } = "";

    /// <summary>Where it is stored on an event: sealed where the event is about somebody.</summary>
    public const string Place = "event.passed";

    /// <summary>As it is kept beside an event.</summary>
    public static string Written(IEnumerable<Found> all, PersonKey? key) =>
        JsonSerializer.Serialize(all, StreamKind.Json) is var text && key is not null
            ? Sealing.Seal(key, Place, text)
            : text;

    /// <summary>What was kept; nothing of somebody who was erased.</summary>
    public static IReadOnlyList<Found> Read(string text, bool isSealed, PersonKey? key)
    {
        if (isSealed && key is null)
            return [];
        var open = isSealed ? Sealing.Open(key!, Place, text) : text;
        return open is null ? [] : JsonSerializer.Deserialize<Found[]>(open, StreamKind.Json)!;
    }
}

/// <summary>
/// Warnings were found in a change set that nobody passed; nothing of it was recorded.
/// </summary>
public sealed class Warned(IReadOnlyList<Found> found) : Exception("Warnings were not passed.")
{
    public IReadOnlyList<Found> Found { get; } = found;
}

/// <summary>
/// Rules that look at other records than the one that is changed. Asked under the lock, once for a change set.
/// </summary>
public interface IBeside
{
    /// <summary>Whether it has anything to look at in this command.</summary>
    bool Asks(object command);

    /// <summary>
    /// What of a command matters to others like it that wait to be written together with it; null: it may matter to
    /// any.
    /// </summary>
    string? Shares(object command) => null;

    /// <summary>What it found, each with the intent it was found in.</summary>
    Task<IReadOnlyList<(Intent In, RuleFinding Found)>> Find(
        ReadSession read,
        IReadOnlyList<Intent> intents,
        CancellationToken cancel
    );
}

/// <summary>Warnings that an operator has refused in this registry instead of letting them through.</summary>
public sealed record RefusedWarnings(IReadOnlySet<string> Rules)
{
    public static RefusedWarnings FromSettings() => new(Read(Settings.List("HIENTAI_REFUSE")));

    static HashSet<string> Read(string[] numbers) =>
        numbers.FirstOrDefault(n => !RuleCatalogue.All.Any(r => r.Number == n && !r.Refuses)) is { } unknown
            ? throw new Database.StartupFailure(
                $"HIENTAI_REFUSE: không có cảnh báo \"{unknown}\"; các số có trong docs/rules.md, cách nhau bằng dấu phẩy, ví dụ W01,W05.",
                $"HIENTAI_REFUSE: there is no warning \"{unknown}\"; their numbers are in docs/rules.md, with commas between, e.g. W01,W05."
            )
            : [.. numbers];
}

/// <summary>
/// The one place where a change set is held against the catalogue of rules: whoever records, previews, proposes or
/// decides comes by here.
/// </summary>
public sealed class Checks(IEnumerable<INarrator> narrators, RefusedWarnings refused, RegistryClock clock)
{
    readonly Dictionary<string, INarrator> narrators = narrators.ToDictionary(n => n.Kind);

    sealed record Hit(RuleFinding Finding, Decided At);

    /// <summary>
    /// What is found in what was decided. Refuses what cannot be; with <see cref="Warned"/> what was not passed, unless
    /// it is only tried out. What was passed is noted on the events it is about.
    /// </summary>
    public IReadOnlyList<Found> Check(
        ChangeSet set,
        IReadOnlyList<Decided> decided,
        IReadOnlyList<(Intent In, RuleFinding Found)> beside
    )
    {
        if (decided.Count == 0)
            return [];
        var hits = decided
            .GroupBy(d => d.Stream)
            .SelectMany(OnRecord)
            .Concat(decided.SelectMany(d => OfEvent(set, d)))
            .Concat(beside.Select(b => new Hit(b.Found, At(decided, b.In))))
            .ToArray();
        foreach (var hit in hits)
            RefuseIfItMust(hit, set);
        var told = hits.Select(h => (h.At, Found: Told(h, set)))
            .DistinctBy(f => (f.Found.Rule, f.Found.Record, f.Found.Field, f.Found.Vi))
            .ToArray();
        var said = set
            .Said.DistinctBy(s => (s.Rule, s.Field, s.Vi))
            .Select(s => (At: decided[0], Found: Passed(s, set)));
        (Decided At, Found Found)[] all = [.. told, .. said];
        if (!set.ValidateOnly && all.Any(f => f.Found.Reason is null))
            throw new Warned([.. all.Select(f => f.Found).Where(f => f.Reason is null)]);
        foreach (var (at, found) in all)
            at.Passed = [.. at.Passed, found];
        return [.. all.Select(f => f.Found)];
    }

    // What stood so before this change is not asked about again; what a later part of it undoes never was.
    IEnumerable<Hit> OnRecord(IGrouping<Guid, Decided> events)
    {
        var (kind, before) = (events.First().Kind, events.First().Before);
        var fresh = kind.Findings(events.Last().After, clock.Today).DistinctBy(f => f.Key).ToArray();
        if (fresh.Length == 0)
            yield break;
        var stood = Keys(kind, before);
        foreach (var finding in fresh.Where(f => !stood.Contains(f.Key)))
            yield return new(finding, events.Last(d => !Keys(kind, d.Before).Contains(finding.Key)));
    }

    HashSet<(string, string)> Keys(StreamKind kind, object state) =>
        [.. kind.Findings(state, clock.Today).Select(f => f.Key)];

    IEnumerable<Hit> OfEvent(ChangeSet set, Decided d) =>
        d
            .Kind.Findings(d.Before, d.Event, new(set.Paper is not null, set.Reason.Length > 0))
            .Concat(DayRules.Of(narrators[d.Kind.Name].Effective(d.Event), clock.Today))
            .Select(f => new Hit(f, d));

    static Decided At(IReadOnlyList<Decided> decided, Intent intent) =>
        decided.FirstOrDefault(d => d.Stream == intent.Stream && d.Prefix == intent.Prefix) ?? decided[0];

    void RefuseIfItMust(Hit hit, ChangeSet set)
    {
        var (rule, found) = (hit.Finding.Rule, hit.Finding);
        if (rule.Refuses)
            throw new Rejected(rule.Reason, found.Vi, found.En, NullIfNone(Field(hit, set)));
        if (refused.Rules.Contains(rule.Number))
            throw new Rejected(
                "WARNING_REFUSED",
                $"{found.Vi} Sổ này không cho bỏ qua quy tắc {rule.Number} ({rule.Title.Vi}).",
                $"{found.En} This registry lets nobody pass rule {rule.Number} ({rule.Title.En}).",
                NullIfNone(Field(hit, set))
            );
    }

    static string? NullIfNone(string field) => field.Length > 0 ? field : null;

    static Found Told(Hit hit, ChangeSet set) =>
        Passed(
            new(hit.Finding.Rule.Number, Field(hit, set), hit.Finding.Vi, hit.Finding.En, hit.At.Stream)
            {
                Title = hit.At.Kind.Title(hit.At.After),
            },
            set
        );

    static Found Passed(Found found, ChangeSet set) =>
        found with
        {
            Reason = set.Passes.FirstOrDefault(p => p.Rule == found.Rule)?.Reason,
        };

    // The first of the rule's fields that was sent; of a part that nobody sent, none.
    static string Field(Hit hit, ChangeSet set)
    {
        var fields = hit.Finding.Fields.Select(f =>
            f.StartsWith("envelope.", StringComparison.Ordinal) ? f : hit.At.Prefix + f
        );
        return (set.Named is { } named ? fields.Select(named) : fields).FirstOrDefault(f => f is not null) ?? "";
    }
}
