using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HienTai.Rpc.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace HienTai.Cli;

/// <summary>The options every command takes.</summary>
sealed class GlobalOptions(Texts t)
{
    public const string UsualServer = "http://localhost:5081",
        UsualIssuer = "http://localhost:5080";

    public Option<string?> ValidOn { get; } = Option<string?>("--valid-on", t.Day, t.ValidOnOption);
    public Option<string?> KnownAt { get; } = Option<string?>("--known-at", t.KnownValue, t.KnownAtOption);
    public Option<bool> Json { get; } = new("--json") { Description = t.JsonOption, Recursive = true };
    public Option<string?> As { get; } = Option<string?>("--as", t.NameValue, t.AsOption);
    public Option<string?> Token { get; } = Option<string?>("--token", t.TokenValue, t.TokenOption);
    public Option<string?> ClientId { get; } = Option<string?>("--client-id", t.NameValue, t.ClientIdOption);
    public Option<string?> ClientSecret { get; } =
        Option<string?>("--client-secret", t.CodeValue, t.ClientSecretOption);
    public Option<string?> Issuer { get; } = Option<string?>("--issuer", "URL", t.IssuerOption(UsualIssuer));
    public Option<string?> Lang { get; } = Option<string?>("--lang", "vi|en", t.LangOption);
    public Option<string?> Server { get; } = Option<string?>("--server", "URL", t.ServerOption(UsualServer));

    public Option<string?> Registry { get; } = Option<string?>("--registry", t.NameValue, t.RegistryOption);

    public IEnumerable<Option> All =>
        [ValidOn, KnownAt, Json, As, Token, ClientId, ClientSecret, Issuer, Lang, Server, Registry];

    /// <summary>Which registry of the server is meant; null is the one its address leads to.</summary>
    public string? RegistryIn(ParseResult parsed) =>
        parsed.GetValue(Registry)
        ?? (Environment.GetEnvironmentVariable("HIENTAI_REGISTRY") is { Length: > 0 } set ? set : null);

    static Option<T> Option<T>(string name, string value, string about) =>
        new(name)
        {
            HelpName = value,
            Description = about,
            Recursive = true,
        };
}

/// <summary>
/// One question as it was put on the command line: its words and options, its TimePoint, and the registry it is for.
/// </summary>
sealed class Ask(
    ParseResult parsed,
    GlobalOptions options,
    Texts texts,
    Tell tell,
    Registry registry,
    TextReader? input,
    CancellationToken cancel
)
{
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    static DateOnly Today => DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(Vietnam).DateTime);
    static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];
    static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];
    static readonly string[] ZonedInstants = [.. Instants.Select(f => f + "K")];

    public Texts Texts => texts;
    public Tell Tell => tell;
    public Registry Registry => registry;
    public CancellationToken Cancel => cancel;

    public T? Given<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The answer goes into a file, whole.</summary>
    public bool ForFile => tell.Taken is not null;

    public Ask With(Tell other) => new(parsed, options, texts, other, registry, input, cancel);

    /// <summary>What was asked on the command line, as it was typed, without what says how the answer comes.</summary>
    public IEnumerable<(string Name, string Value)> Asked(IReadOnlyCollection<Option> aside)
    {
        foreach (var child in parsed.CommandResult.Children)
            switch (child)
            {
                case OptionResult { Implicit: false } given when !aside.Contains(given.Option):
                    yield return (given.Option.Name, string.Join(" ", given.Tokens.Select(x => x.Value)));
                    break;
                case ArgumentResult { Tokens.Count: > 0 } words:
                    yield return (words.Argument.Name, string.Join(" ", words.Tokens.Select(x => x.Value)));
                    break;
            }
    }

    public string Words(Argument<string[]> argument) => string.Join(" ", parsed.GetValue(argument) ?? []).Trim();

    /// <summary>One line that is not shown while it is typed.</summary>
    public string Secret(string prompt) =>
        (input is null ? tell.Secret(prompt) : input.ReadLine()) is { Length: > 0 } given
            ? given
            : throw new Unanswered(Exit.Usage, texts.ArgumentMissing(prompt));

    /// <summary>The TimePoint of the global options; null is now.</summary>
    public TimePoint? At => field ??= TimePoint(Given(options.ValidOn), Given(options.KnownAt));

    /// <summary>The same knowledge, on whatever day.</summary>
    public TimePoint? KnownOnly => Given(options.KnownAt) is { } known ? TimePoint(null, known) : null;

    /// <summary>
    /// A TimePoint in the caller's words: a day in the world, and a day, an instant or a ledger position of knowledge.
    /// </summary>
    public TimePoint? TimePoint(string? validOn, string? knownAt, string prefix = "--")
    {
        if (validOn is null && knownAt is null)
            return null;
        var at = new TimePoint();
        if (validOn is not null)
            at.ValidOn = Day(validOn) is { } day
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : throw new Unanswered(Exit.Usage, texts.NotADay($"{prefix}valid-on", validOn));
        if (knownAt is ['#', .. var digits])
            at.KnownPosition = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? position
                : throw new Unanswered(Exit.Usage, texts.NotKnown($"{prefix}known-at", knownAt));
        // What is known today is what is known so far: its end is still to come, and the server takes no such instant.
        else if (knownAt is not null && Day(knownAt) != Today)
            at.KnownAt = Timestamp.FromDateTimeOffset(
                Instant(knownAt) ?? throw new Unanswered(Exit.Usage, texts.NotKnown($"{prefix}known-at", knownAt))
            );
        return at;
    }

    /// <summary>A day as the wire has it; null if none is given.</summary>
    public string? Day(string? text, string option)
    {
        if (text is null)
            return null;
        var day = Day(text) ?? throw new Unanswered(Exit.Usage, texts.NotADay(option, text));
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The same for a date that may be less exact: 2024, 2024-03 or 3/2024.</summary>
    public string? PartialDate(string? text, string option) =>
        text switch
        {
            null => null,
            { Length: 4 } when text.All(char.IsAsciiDigit) => text,
            _ when DateOnly.TryParseExact(
                    text,
                    ["yyyy-MM", "M/yyyy"],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var month
                ) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => Day(text, option),
        };

    static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // A day is its last microsecond in Vietnam; an instant without an offset is Vietnam's too.
    static DateTimeOffset? Instant(string text)
    {
        var (culture, style) = (CultureInfo.InvariantCulture, DateTimeStyles.None);
        if (Day(text) is { } day)
            return new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59, 999, 999)), Vietnam);
        if (DateTime.TryParseExact(text, Instants, culture, style, out var local))
            return new DateTimeOffset(local, Vietnam);
        return DateTimeOffset.TryParseExact(text, ZonedInstants, culture, style, out var zoned) ? zoned : null;
    }
}
