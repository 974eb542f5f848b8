namespace HienTai.Server.Hosting;

/// <summary>
/// How much one caller may ask for. Each is a setting; the values here are far above honest use and still finite.
/// </summary>
public sealed record Limits
{
    /// <summary>A request, unless it brings a file; what a person types is a thousandth of it.</summary>
    public const int RequestBytes = 1_000_000;

    /// <summary>Large enough that a file over the limit of 20 MB is refused in words, not by the transport.</summary>
    public const int UploadBytes = 64_000_000;
    public const int AnswerBytes = 16_000_000;
    public const string Upload = "/hientai.papers.v1.FileService/UploadFile";

    public int UnarySeconds { get; init; } = 30;
    public int StreamSeconds { get; init; } = 600;

    /// <summary>One account; ten seconds' worth may come at once.</summary>
    public int CallsPerSecond { get; init; } = 1_000;

    /// <summary>One network address, behind which a whole office may sit.</summary>
    public int CallsPerSecondFromAddress { get; init; } = 4_000;

    /// <summary>Calls of the sign-in service from one network address.</summary>
    public int SignInsPerMinute { get; init; } = 120;

    /// <summary>Lists and searches of one account that run together; more of them wait.</summary>
    public int SearchesAtOnce { get; init; } = 16;

    /// <summary>Exports and checks of the whole registry of one account that run together; more of them wait.</summary>
    public int ExportsAtOnce { get; init; } = 2;

    /// <summary>Files that one account takes together; more of them wait.</summary>
    public int DownloadsAtOnce { get; init; } = 8;

    /// <summary>Connections of both ports together; one more ends the one that has been idle longest.</summary>
    public int ConnectionsAtOnce { get; init; } = 2_000;

    /// <summary>One change, however much it takes along, holds all others up no longer than this.</summary>
    public int ChangeSeconds { get; init; } = 20;

    public static Limits FromSettings() =>
        new()
        {
            UnarySeconds = Settings.Number("HIENTAI_UNARY_SECONDS", 30),
            StreamSeconds = Settings.Number("HIENTAI_STREAM_SECONDS", 600),
            CallsPerSecond = Settings.Number("HIENTAI_CALLS_PER_SECOND", 1_000),
            CallsPerSecondFromAddress = Settings.Number("HIENTAI_CALLS_PER_SECOND_FROM_ADDRESS", 4_000),
            SignInsPerMinute = Settings.Number("HIENTAI_SIGN_INS_PER_MINUTE", 120),
            SearchesAtOnce = Settings.Number("HIENTAI_SEARCHES_AT_ONCE", 16),
            ExportsAtOnce = Settings.Number("HIENTAI_EXPORTS_AT_ONCE", 2),
            DownloadsAtOnce = Settings.Number("HIENTAI_DOWNLOADS_AT_ONCE", 8),
            ConnectionsAtOnce = Settings.Number("HIENTAI_CONNECTIONS_AT_ONCE", 2_000),
            ChangeSeconds = Settings.Number("HIENTAI_CHANGE_SECONDS", 20),
        };
}
