using System.Globalization;
using HienTai.Server.Database;
using Npgsql;

namespace HienTai.Server.Backup;

/// <summary>
/// How far a restore goes: to a position of the ledger, to a moment, or as far as there is anything. What was recorded
/// in one transaction comes whole or not at all.
/// </summary>
public sealed record Target(long? Position, DateTimeOffset? Time)
{
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    public static Target End { get; } = new(null, null);

    /// <summary>
    /// <c>#123</c> or <c>123</c>, or an instant; one without an offset is Vietnam's, a day is its end, as everywhere.
    /// </summary>
    public static Target Read(string text)
    {
        var (culture, style) = (CultureInfo.InvariantCulture, DateTimeStyles.None);
        if (long.TryParse(text.TrimStart('#'), NumberStyles.None, culture, out var position))
            return new(position, null);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, style, out var day))
            return new(null, new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59, 999, 999)), Vietnam));
        if (DateTime.TryParseExact(text, Forms, culture, style, out var local))
            return new(null, new DateTimeOffset(local, Vietnam));
        if (DateTimeOffset.TryParseExact(text, [.. Forms.Select(f => f + "K")], culture, style, out var zoned))
            return new(null, zoned);
        throw new StartupFailure(
            $"Không hiểu thời điểm {text}: hãy viết vị trí như #1234, hoặc thời điểm như 2026-11-30T14:05:00+07:00.",
            $"The moment {text} cannot be read: write a position such as #1234, or an instant such as 2026-11-30T14:05:00+07:00."
        );
    }

    public bool IsEnd => this == End;

    /// <summary>Whether a registry that stands there is already past it.</summary>
    public bool IsBefore(Head head) => Position < head.Position || Time < head.RecordedAt;

    /// <summary>SQL over lines of the ledger: what lies beyond.</summary>
    string Beyond => Position is not null ? "l.position > $1" : "l.recorded_at > $1";

    object Value => Position is { } position ? position : Time!.Value.ToUniversalTime();

    /// <summary>The last transaction that is in, and PostgreSQL's number of it.</summary>
    public sealed record Found(Head Head, string Transaction);

    /// <summary>
    /// The last transaction that recorded nothing beyond the target; null as long as nothing beyond it is there. Each
    /// row of an event names the transaction that wrote it.
    /// </summary>
    public async Task<Found?> In(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (IsEnd)
            return null;
        await using var ask = new NpgsqlCommand(
            $"""
            with next as (
                select l.position, e.xmin from ledger l join events.mt_events e on e.id = l.event_id
                where l.position = (select min(l.position) from ledger l where {Beyond}))
            select l.position, l.recorded_at, e.xmin::text from next, ledger l join events.mt_events e on e.id = l.event_id
            where l.position < next.position and e.xmin <> next.xmin order by l.position desc limit 1
            """,
            connection
        )
        {
            Parameters = { new() { Value = Value } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(new(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)), row.GetString(2))
            : null;
    }

    public override string ToString() =>
        Position is { } position ? $"#{position}" : $"{Time?.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}";
}
