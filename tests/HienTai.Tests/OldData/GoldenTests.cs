using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Server.Pipeline;
using HienTai.Tests.Vault;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.OldData;

/// <summary>
/// Small exports of what landed versions recorded (tests/golden, one file for each shape): the present server opens
/// each, and answers what the version that wrote it answered.
/// </summary>
public sealed class GoldenTests(App app)
{
    static readonly string Folder = Path.Combine(Postgres.Metadata("RepositoryRoot"), "tests/golden");

    // What an answer may differ in: the digest covers columns that have come since.
    static readonly string[] Beside = ["digest"];

    public static TheoryData<string> Exports =>
        [.. Directory.GetFiles(Folder, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task An_export_opens_and_answers_what_it_did(string export)
    {
        var lines = Lines(export);
        await using var registry = await Import(lines);
        await registry.Open();

        registry.Told.Should().Contain(t => t.Contains($"{Rows(lines, "events.mt_events").Count()} sự kiện / events"));
        var verdict = await registry.Check();
        verdict.Differences.Should().BeEmpty();
        verdict.Identical.Should().BeTrue();
        foreach (var table in lines.Where(l => l["answer"] is not null).GroupBy(l => (string)l["answer"]!))
            await SameAnswers(registry, table.Key, [.. table.Select(l => l["row"]!.AsObject())]);
        foreach (var told in lines.Where(l => l["says"] is not null))
        {
            var (said, entries) = await Said(registry, told);
            Words(told, "says").Where(w => !said.Contains(w)).Should().BeEmpty();
            Words(told, "never").Where(said.Contains).Should().BeEmpty();
            entries.Should().Be((int?)told["entries"] ?? entries);
        }
        foreach (var file in lines.Where(l => l["download"] is not null))
            await Downloads(registry, (string)file["download"]!, (string)file["name"]!);
        foreach (var words in lines.Where(l => l["sealed"] is not null))
            await NowhereInTheClear(registry, Words(words, "sealed"), Words(words, "searched"));
    }

    // What no export holds and UpcasterSpec leads to its present name: the first could be recorded by no landed server,
    // the others were stored under these names between b4bbc5d and 3747501 alone.
    static readonly string[] ReadElsewhere =
    [
        "contribution_evidence_attached",
        "programme_enacted",
        "programme_amended",
        "programme_ended",
        "programme_corrected",
        "programme_paper_fell",
    ];

    [Fact]
    public void Every_shape_that_is_read_otherwise_stands_in_an_export()
    {
        var held = Directory
            .GetFiles(Folder, "*.jsonl")
            .SelectMany(File.ReadLines)
            .Select(l => JsonNode.Parse(l)!)
            .Where(l => (string?)l["table"] == "events.mt_events")
            .Select(l => ((string)l["row"]!["type"]!, (int?)l["row"]!["headers"]!["shape"] ?? 1))
            .ToHashSet();
        app.Services.GetRequiredService<Upcasters>()
            .All.Where(u => !ReadElsewhere.Contains(u.Event))
            .Select(u => (u.Event, u.Shape))
            .Should()
            .BeSubsetOf(held);
    }

    static IEnumerable<JsonObject> Rows(JsonNode[] lines, string table) =>
        lines.Where(l => (string?)l["table"] == table).Select(l => l["row"]!.AsObject());

    internal static JsonNode[] Lines(string export) =>
        [.. File.ReadLines(Path.Combine(Folder, $"{export}.jsonl")).Select(l => JsonNode.Parse(l)!)];

    internal static Task<OldRegistry> Import(string export) => Import(Lines(export));

    static async Task<OldRegistry> Import(JsonNode[] lines)
    {
        var registry = await OldRegistry.Make();
        await Import(registry, lines);
        return registry;
    }

    /// <summary>
    /// Puts an export into a registry that holds nothing yet, as the version that wrote it had left it.
    /// </summary>
    internal static async Task Import(OldRegistry registry, JsonNode[] lines)
    {
        await registry.Run(
            "truncate events.mt_events, events.mt_streams, keystore.person_key, keystore.registry_key cascade; truncate ledger, snapshot, request"
        );
        if ((int?)lines[0]["format"] is 1)
            await registry.Run(FirstFormat);
        Directory.Delete(registry.Keys, recursive: true);
        foreach (var key in lines.Where(l => l["masterKey"] is not null))
        {
            Directory.CreateDirectory(registry.Keys);
            await File.WriteAllBytesAsync(
                Path.Combine(registry.Keys, (string)key["file"]!),
                Convert.FromHexString((string)key["masterKey"]!)
            );
        }
        foreach (var table in lines.Select(l => (string?)l["table"]).OfType<string>().Distinct())
            await registry.Run(
                $"insert into {table} select r.* from unnest($1::text[]) l, jsonb_populate_record(null::{table}, l::jsonb) r",
                (object)Rows(lines, table).Select(r => r.ToJsonString()).ToArray()
            );
        await registry.Run("select setval('events.mt_events_sequence', (select max(seq_id) from events.mt_events))");
        await registry.Outdate();
    }

    // What could not be derived and looked otherwise then: files lay in the clear under their own digest.
    const string FirstFormat = """
        update registry_format set version = 1;
        drop schema keystore cascade;
        drop table file, read_log;
        create table file (
            sha256 text primary key, name text not null, media_type text not null, size bigint not null, content bytea not null,
            uploaded_at timestamptz not null, uploaded_by text not null);
        """;

    static async Task SameAnswers(OldRegistry registry, string table, JsonObject[] rows)
    {
        var columns = await registry.Column<string>(
            "select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
            table
        );
        foreach (var row in rows)
        foreach (var gone in row.Select(p => p.Key).Except(columns).Concat(Beside).ToArray())
            row.Remove(gone);
        var missing = await registry.Column<string>(
            $"select l from unnest($1::text[]) l where not exists (select from {table} t where to_jsonb(t) @> l::jsonb)",
            (object)rows.Select(r => r.ToJsonString()).ToArray()
        );
        missing.Should().BeEmpty(table);
        var streams = rows.Select(r => Guid.Parse((string)r["stream_id"]!)).Distinct().ToArray();
        (await registry.Column<long>($"select count(*) from {table} where stream_id = any($1)", (object)streams))
            .Should()
            .Equal([rows.Length], table);
    }

    static async Task<(string Text, int? Entries)> Said(OldRegistry registry, JsonNode of)
    {
        if ((string?)of["history"] is { } person)
        {
            var people = new PersonService.PersonServiceClient(registry.As("noivu"));
            var history = await people.GetPersonHistoryAsync(new() { Id = person });
            return (history.ToString(), history.Entries.Count);
        }
        if ((string?)of["account"] is { } account)
        {
            var accounts = new AccountService.AccountServiceClient(registry.As("kiemtoan"));
            var history = await accounts.GetAccountHistoryAsync(new() { Id = account });
            return (history.ToString(), history.Entries.Count);
        }
        var proposals = new ProposalService.ProposalServiceClient(registry.As("noivu"));
        return ((await proposals.GetProposalAsync(new() { Id = (string)of["proposal"]! })).ToString(), null);
    }

    static async Task Downloads(OldRegistry registry, string sha256, string name)
    {
        using var file = new FileService.FileServiceClient(registry.As("noivu")).DownloadFile(
            new() { Sha256 = sha256 }
        );
        var content = new List<byte>();
        await foreach (var piece in file.ResponseStream.ReadAllAsync())
        {
            content.AddRange(piece.Chunk);
            (piece.File?.Name ?? name).Should().Be(name);
        }
        Convert.ToHexStringLower(SHA256.HashData(content.ToArray())).Should().Be(sha256);
    }

    /// <param name="searched">What only search and naming may hold, in tables of their own.</param>
    static async Task NowhereInTheClear(OldRegistry registry, string[] words, string[] searched)
    {
        foreach (
            var table in await registry.Column<string>(
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information_schema)'"
            )
        )
        {
            var rows = string.Join("\n", await registry.Column<string>($"select t::text from {table} t"));
            var hidden = table is "public.fact_person_search" or "public.fact_former_name" or "public.fact_title"
                ? words
                : [.. words, .. searched];
            Canaries.Found(hidden, Encoding.UTF8.GetBytes(rows)).Should().BeEmpty(table);
        }
    }

    internal static string[] Words(JsonNode line, string name) =>
        [.. (line[name]?.AsArray() ?? []).Select(w => (string)w!)];
}
