using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>
/// A registry of the first format holds what it knows of people in plain, from before eec39fa gave each a key. It is
/// sealed where it lies, in the transaction at hand; what follows from the events is then made anew like any older
/// shape.
/// </summary>
sealed class FirstFormat(PersonKeys personKeys, NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public const int Number = 1;
    const int StreamsAtOnce = 500,
        RequestsAtOnce = 5_000;

    // The parts of a person's events that hold personal values, with the record and the fields each is sealed as. It
    // says what was stored then, whatever becomes of those types.
    static readonly (string Part, string Record, string[] Fields)[] Personal =
    [
        ("name", "PersonName", ["fullName", "otherNames"]),
        ("particulars", "Particulars", ["birth", "ethnicity", "personalNumber", "fileNumber"]),
        ("contacts", "Contacts", ["phone", "email", "address"]),
        ("details", "QualificationDetails", ["number"]),
    ];

    readonly HeldKeys keys = personKeys.In(connection, transaction);

    /// <param name="progress">Told in Vietnamese and English how far it is.</param>
    public async Task Seal(DateTimeOffset now, Action<string>? progress, CancellationToken cancel)
    {
        progress?.Invoke(
            "Sổ này có từ trước khi giá trị của mỗi người có khoá riêng: đang niêm phong / This registry is from before each person's values had a key of their own: sealing them"
        );
        await keys.AskWrapper(cancel);
        await SealPeople(now, progress, cancel);
        await SealFiles(progress, cancel);
        await SealRequests(cancel);
        await Run([Remains.EverythingDue], cancel);
    }

    async Task SealPeople(DateTimeOffset now, Action<string>? progress, CancellationToken cancel)
    {
        var total = (
            await Rows("select count(*) from events.mt_streams where type = 'person'", r => r.GetInt64(0), cancel)
        )[0];
        var done = 0L;
        for (var last = Guid.Empty; await People(last) is { Count: > 0 } people; last = people[^1])
        {
            foreach (var person in people)
                keys.Keep(keys.New(person));
            await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
            keys.WriteTo(batch, now);
            batch.BatchCommands.Add(await Sealed(people, cancel));
            await batch.ExecuteNonQueryAsync(cancel);
            done += people.Count;
            progress?.Invoke($"  {done} / {total} người / people");
        }

        Task<List<Guid>> People(Guid after) =>
            Rows(
                $"select id from events.mt_streams where type = 'person' and id > $1 order by id limit {StreamsAtOnce}",
                r => r.GetGuid(0),
                cancel,
                after
            );
    }

    /// <summary>Puts in the place of these people's events what they say under their keys.</summary>
    async Task<NpgsqlBatchCommand> Sealed(List<Guid> people, CancellationToken cancel)
    {
        var events = await Rows(
            "select seq_id, stream_id, data::text, headers::text from events.mt_events where stream_id = any($1)",
            r => (Sequence: r.GetInt64(0), Key: keys[r.GetGuid(1)], Data: Json(r, 2), Headers: Json(r, 3)),
            cancel,
            people.ToArray()
        );
        foreach (var it in events)
        {
            SealValues(it.Data, it.Key);
            SealText(it.Headers, EnvelopeHeaders.Reason, Unwritten.LedgerReason, it.Key);
            it.Headers[EnvelopeHeaders.Subject] = it.Key.Subject.ToString();
        }
        return Command(
            "update events.mt_events e set data = n.data::jsonb, headers = n.headers::jsonb from unnest($1::bigint[], $2::text[], $3::text[]) n(seq_id, data, headers) where e.seq_id = n.seq_id",
            events.Select(e => e.Sequence).ToArray(),
            events.Select(e => e.Data.ToJsonString()).ToArray(),
            events.Select(e => e.Headers.ToJsonString()).ToArray()
        );
    }

    static JsonObject Json(NpgsqlDataReader row, int column) => JsonNode.Parse(row.GetString(column))!.AsObject();

    static void SealValues(JsonObject data, PersonKey key)
    {
        foreach (var (part, record, fields) in Personal)
            if (data[part] is JsonObject values)
                foreach (var field in fields)
                    SealText(values, field, $"{record}.{char.ToUpperInvariant(field[0])}{field[1..]}", key);
    }

    static void SealText(JsonObject part, string name, string place, PersonKey key)
    {
        if (part[name] is { } value)
            part[name] = Sealing.Seal(key, place, value is JsonArray ? value.ToJsonString() : value.GetValue<string>());
    }

    const string Citing = """
        select distinct cited, e.stream_id, s.type from events.mt_events e join events.mt_streams s on s.id = e.stream_id
        cross join lateral (select e.data ->> 'sha256' union all select jsonb_array_elements_text(coalesce(e.data -> 'scans', e.data -> 'evidence', '[]'))) c(cited)
        where cited is not null
        """;

    /// <summary>
    /// Each file is stored anew under a key of its own, held by the records that cite it, else by who uploaded it.
    /// </summary>
    async Task SealFiles(Action<string>? progress, CancellationToken cancel)
    {
        // The table is made as it is today, beside the old one.
        await Run($"create schema plain; alter table file set schema plain; {Schema.PrimarySql}", cancel);
        var citing = (
            await Rows(Citing, r => (File: r.GetString(0), Holder: r.GetGuid(1), Kind: r.GetString(2)), cancel)
        ).ToLookup(c => c.File, c => (c.Holder, c.Kind));
        var files = await Rows(
            "select sha256, uploaded_by from plain.file order by 1",
            r => (Sha256: r.GetString(0), By: r.GetString(1)),
            cancel
        );
        foreach (var (done, file) in files.Index())
        {
            var holders = citing[file.Sha256].DefaultIfEmpty((FileKeys.Account(file.By), FileKeys.Uploaded));
            await SealFile(file.Sha256, holders, cancel);
            if ((done + 1) % 100 == 0 || done + 1 == files.Count)
                progress?.Invoke($"  {done + 1} / {files.Count} tệp / files");
        }
        await Run("drop schema plain cascade", cancel);
    }

    async Task SealFile(string sha256, IEnumerable<(Guid Holder, string Kind)> holders, CancellationToken cancel)
    {
        var (name, content) = (
            await Rows(
                "select name, content from plain.file where sha256 = $1",
                r => (r.GetString(0), r.GetFieldValue<byte[]>(1)),
                cancel,
                sha256
            )
        )[0];
        var (id, key) = (FileKeys.Name(keys.Index, sha256), RandomNumberGenerator.GetBytes(Box.KeyBytes));
        await Run(
            [
                Command(
                    "insert into file select $2, $3, media_type, size, $4, uploaded_at, uploaded_by from plain.file where sha256 = $1",
                    sha256,
                    id,
                    FileKeys.CloseName(key, id, name),
                    FileKeys.Close(key, id, content)
                ),
                .. holders.Select(h =>
                    keys.Hold(id, key, h.Holder, h.Kind, h.Kind is "person" ? keys[h.Holder] : null)
                ),
            ],
            cancel
        );
    }

    /// <summary>From a digest that is not keyed somebody could try out what a request said.</summary>
    async Task SealRequests(CancellationToken cancel)
    {
        for (var last = Guid.Empty; await Requests(last) is { Count: > 0 } requests; last = requests[^1].Id)
            await Run(
                [
                    Command(
                        "update request r set body_hash = n.body_hash from unnest($1::uuid[], $2::bytea[]) n(id, body_hash) where r.id = n.id",
                        requests.Select(r => r.Id).ToArray(),
                        requests.Select(r => Unwritten.BodyHash(keys, r.Hash)).ToArray()
                    ),
                ],
                cancel
            );

        Task<List<(Guid Id, byte[] Hash)>> Requests(Guid after) =>
            Rows(
                $"select id, body_hash from request where id > $1 order by id limit {RequestsAtOnce}",
                r => (r.GetGuid(0), r.GetFieldValue<byte[]>(1)),
                cancel,
                after
            );
    }

    static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    async Task Run(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    async Task Run(IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    async Task<List<T>> Rows<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel,
        params object[] values
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            Timeout = 0,
            BatchCommands = { Command(sql, values) },
        };
        await using var row = await batch.ExecuteReaderAsync(cancel);
        var all = new List<T>();
        while (await row.ReadAsync(cancel))
            all.Add(read(row));
        return all;
    }
}
