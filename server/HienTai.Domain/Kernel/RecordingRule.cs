using System.Reflection;

namespace HienTai.Domain.Kernel;

/// <summary>
/// One rule of the catalogue, kept beside the aggregate it is about. F: what cannot be is refused. W: what is unlikely
/// goes through with a stated reason that stays on record. A number is never given to another rule.
/// </summary>
/// <param name="Reason">Under which reason a refusal leaves.</param>
public sealed record RecordingRule(string Number, string Reason, (string Vi, string En) Title)
{
    public required (string Vi, string En) Why { get; init; }

    /// <summary>What it rests on, and how far that was checked.</summary>
    public required (string Vi, string En) Ground { get; init; }
    public required (string Vi, string En) Remedy { get; init; }

    /// <summary>
    /// Fields it marks, by the role they have in a request; the first one that the request has is marked.
    /// </summary>
    public required Strings Fields { get; init; }

    public bool Refuses => Number.StartsWith('F');

    /// <summary>A rule about what cannot be.</summary>
    public static RecordingRule Refusing(string number, string reason, string vi, string en) =>
        Of(number, reason, vi, en);

    /// <summary>A rule about what is unlikely.</summary>
    public static RecordingRule Warning(string number, string vi, string en) => Of(number, "WARNINGS", vi, en);

    static RecordingRule Of(string number, string reason, string vi, string en) =>
        new(number, reason, (vi, en))
        {
            Why = default,
            Ground = default,
            Remedy = default,
            Fields = [],
        };

    /// <summary>
    /// What a rule rests on that no law says: that things would contradict each other, or a habit of registries.
    /// </summary>
    public static readonly (string Vi, string En) OurRule = (
        "Quy tắc của sổ, không dẫn điều luật.",
        "A rule of the registry; no article is cited."
    );

    public RuleFinding Found(string about, string vi, string en) => new(this, about, vi, en);
}

/// <summary>The catalogue: the rules that stand beside the aggregates they are about.</summary>
public static class RuleCatalogue
{
    /// <summary>Every rule there is, in the order of their numbers.</summary>
    public static IReadOnlyList<RecordingRule> All { get; } =
    [
        .. typeof(RecordingRule)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(RecordingRule))
            .Select(f => (RecordingRule)f.GetValue(null)!)
            .OrderBy(r => r.Number, StringComparer.Ordinal),
    ];
}

/// <summary>What a rule found: of which entry, and in words with the particulars.</summary>
/// <param name="About">Tells one finding of a rule from another on the same record, so that what stood there before is
/// not found again by a change that leaves it as it was.</param>
public sealed record RuleFinding(RecordingRule Rule, string About, string Vi, string En)
{
    /// <summary>The fields it marks, where they are not those of the rule.</summary>
    public Strings Fields { get; init; } = Rule.Fields;

    public (string Number, string About) Key => (Rule.Number, About);
}

/// <summary>What a change brings for its support besides its own contents, taken from the envelope.</summary>
public readonly record struct Footing(bool Paper, bool Reason)
{
    public bool None => !Paper && !Reason;
}
