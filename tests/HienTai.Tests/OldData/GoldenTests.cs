using System.Text.Json.Nodes;
using HienTai.Personnel.V1;
using HienTai.Server.Pipeline;
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
        var lines = File.ReadLines(Path.Combine(Folder, $"{export}.jsonl")).Select(l => JsonNode.Parse(l)!).ToArray();
        await using var registry = await Import(lines);
        await registry.Open();

        registry.Told.Should().Contain(t => t.Contains($"{Rows(lines, "events.mt_events").Count()} sự kiện / events"));
        var verdict = await registry.Check();
        verdict.Differences.Should().BeEmpty();
        verdict.Identical.Should().BeTrue();
        foreach (var table in lines.Where(l => l["answer"] is not null).GroupBy(l => (string)l["answer"]!))
            await SameAnswers(registry, table.Key, [.. table.Select(l => l["row"]!.AsObject())]);
        foreach (var told in lines.Where(l => l["says"] is not null))
        foreach (var words in told["says"]!.AsArray())
            (await Said(registry, told)).Should().Contain((string)words!);
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

    internal static Task<OldRegistry> Import(string export) =>
        Import([.. File.ReadLines(Path.Combine(Folder, $"{export}.jsonl")).Select(l => JsonNode.Parse(l)!)]);

    static async Task<OldRegistry> Import(JsonNode[] lines)
    {
        var registry = await OldRegistry.Make();
        await registry.Run(
            "truncate events.mt_events, events.mt_streams, keystore.person_key, keystore.registry_key cascade; truncate ledger, snapshot, request"
        );
        Directory.Delete(registry.Keys, recursive: true);
        Directory.CreateDirectory(registry.Keys);
        foreach (var key in lines.Where(l => l["masterKey"] is not null))
            await File.WriteAllBytesAsync(
                Path.Combine(registry.Keys, (string)key["file"]!),
                Convert.FromHexString((string)key["masterKey"]!)
            );
        foreach (
            var table in (string[])
                ["keystore.registry_key", "keystore.person_key", "events.mt_streams", "events.mt_events"]
        )
            await registry.Run(
                $"insert into {table} select r.* from unnest($1::text[]) l, jsonb_populate_record(null::{table}, l::jsonb) r",
                (object)Rows(lines, table).Select(r => r.ToJsonString()).ToArray()
            );
        await registry.Run("select setval('events.mt_events_sequence', (select max(seq_id) from events.mt_events))");
        await registry.Outdate();
        return registry;
    }

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

    static async Task<string> Said(OldRegistry registry, JsonNode of) =>
        of["history"] is { } person
            ? (
                await new PersonService.PersonServiceClient(registry.As("noivu")).GetPersonHistoryAsync(
                    new() { Id = (string)person! }
                )
            ).ToString()
            : (
                await new ProposalService.ProposalServiceClient(registry.As("noivu")).GetProposalAsync(
                    new() { Id = (string)of["proposal"]! }
                )
            ).ToString();
}
