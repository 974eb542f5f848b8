using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HienTai.Domain.Kernel;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>
/// An event as it was recorded, opened with its subject's key. <paramref name="Reason"/> and <paramref name="Passed"/>
/// are still as stored.
/// </summary>
public sealed record StoredEvent(
    long Sequence,
    Guid Id,
    Guid Stream,
    long Version,
    object Data,
    DateTimeOffset RecordedAt,
    long Position,
    Guid? Subject,
    string Actor,
    string ActorVi,
    string ActorEn,
    string Reason,
    Guid? Paper,
    Guid Request,
    Guid ChangeSet,
    string? Rules,
    string? Passed
);

/// <summary>An event is not what was recorded: it cannot be read, or does not fit what came before it.</summary>
public sealed class UnreadableEvent(long sequence, Guid stream, long version, string type, Exception why)
    : Exception($"event {sequence} ({type}, version {version} of stream {stream}): cannot be read: {why.Message}", why);

/// <summary>
/// Reads events with SQL and opens them with their subject's key, and prepares them for the store: it serializes many
/// streams at once and knows no key, so it is handed the very text. It neither reads nor writes an event by itself.
/// What was stored in an older shape is led to the present one first.
/// </summary>
public sealed class StoredEvents(Upcasters upcasters)
{
    static readonly ConditionalWeakTable<object, string> Prepared = [];

    sealed record Raw(
        long Sequence,
        Guid Id,
        Guid Stream,
        long Version,
        string Type,
        string DotNetType,
        string Data,
        string Head,
        DateTimeOffset RecordedAt,
        string Correlation,
        string Causation
    )
    {
        public Dictionary<string, JsonElement> Headers =>
            field ??= JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Head)!;

        public Guid? Subject =>
            Headers.TryGetValue(EnvelopeHeaders.Subject, out var subject) ? Guid.Parse(subject.GetString()!) : null;

        public int Shape => Headers.TryGetValue(EnvelopeHeaders.Shape, out var shape) ? shape.GetInt32() : 1;

        public string Text(string name) => Headers[name].GetString()!;

        public string? OptionalText(string name) => Headers.TryGetValue(name, out var text) ? text.GetString() : null;

        /// <summary>Something it says; whoever changed it could have put anything there.</summary>
        public T Read<T>(Func<T> what)
        {
            try
            {
                return what();
            }
            catch (Exception e) when (e is not MasterKeyMissing)
            {
                throw new UnreadableEvent(Sequence, Stream, Version, Type, e);
            }
        }
    }

    /// <summary>
    /// Events that match, where the table is called <c>e</c>; the condition may end with an order and a limit.
    /// </summary>
    public async Task<List<StoredEvent>> Read(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        HeldKeys keys,
        string where,
        CancellationToken cancel,
        params object[] values
    )
    {
        var raw = new List<Raw>();
        await using (
            var command = new NpgsqlCommand(
                $"select e.seq_id, e.id, e.stream_id, e.version, e.type, e.mt_dotnet_type, e.data::text, coalesce(e.headers, '{{}}')::text, e.timestamp, coalesce(e.correlation_id, ''), coalesce(e.causation_id, '') from events.mt_events e where e.{Schema.Recorded} and {where}",
                connection,
                transaction
            )
        )
        {
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                raw.Add(
                    new(
                        rows.GetInt64(0),
                        rows.GetGuid(1),
                        rows.GetGuid(2),
                        rows.GetInt64(3),
                        rows.GetString(4),
                        rows.GetString(5),
                        rows.GetString(6),
                        rows.GetString(7),
                        rows.GetFieldValue<DateTimeOffset>(8),
                        rows.GetString(9),
                        rows.GetString(10)
                    )
                );
        }
        await keys.Load(raw.Select(r => r.Read(() => r.Subject)).OfType<Guid>(), cancel);
        return [.. raw.Select(r => r.Read(() => Told(r, keys)))];
    }

    StoredEvent Told(Raw r, HeldKeys keys) =>
        new(
            r.Sequence,
            r.Id,
            r.Stream,
            r.Version,
            Opened(r, keys.Of(r.Subject)),
            r.RecordedAt,
            r.Headers[EnvelopeHeaders.Position].GetInt64(),
            r.Subject,
            r.Text(EnvelopeHeaders.Actor),
            r.Text(EnvelopeHeaders.ActorVi),
            r.Text(EnvelopeHeaders.ActorEn),
            r.Text(EnvelopeHeaders.Reason),
            r.Headers.TryGetValue(EnvelopeHeaders.Paper, out var paper) ? Guid.Parse(paper.GetString()!) : null,
            Guid.Parse(r.Causation),
            Guid.Parse(r.Correlation),
            r.OptionalText(EnvelopeHeaders.Rules),
            r.OptionalText(EnvelopeHeaders.Passed)
        );

    object Opened(Raw row, PersonKey? key)
    {
        using var scope = Sealing.Of(key);
        if (upcasters.IsPresent(row.Type, row.Shape))
            return JsonSerializer.Deserialize(row.Data, upcasters.TypeOf(row.Type), StreamKind.Json)!;
        var data = JsonNode.Parse(row.Data)!.AsObject();
        var type = upcasters.Lead(row.Type, row.Shape, new(data, row.DotNetType, key));
        return data.Deserialize(type, StreamKind.Json)!;
    }

    /// <summary>
    /// Writes an event down under its key, for the store to emit. Refused if its subject has been erased and it holds
    /// their values.
    /// </summary>
    public static void Prepare(object @event, PersonKey? key)
    {
        using var scope = Sealing.Of(key, alive: true);
        Prepared.AddOrUpdate(@event, JsonSerializer.Serialize(@event, @event.GetType(), StreamKind.Json));
    }

    /// <summary>
    /// Gives the store the prepared text of an event; one that was not prepared is an error, never plain text.
    /// </summary>
    public sealed class Emitter(StreamKinds kinds) : JsonConverterFactory
    {
        readonly Type[] bases = [.. kinds.All.Select(k => k.EventBase)];

        public override bool CanConvert(Type type) => bases.Any(b => b.IsAssignableFrom(type));

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Emitted<>).MakeGenericType(type))!;
    }

    sealed class Emitted<T> : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Events are read with the key of their subject.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteRawValue(
                Prepared.TryGetValue(value, out var text)
                    ? text
                    : throw new InvalidOperationException(
                        $"{typeof(T).Name} was not prepared under its subject's key."
                    ),
                skipInputValidation: true
            );
    }
}
