using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;

namespace HienTai.Tests.Pipeline;

/// <summary>
/// Whatever is sent to whatever method, the answer is an answer or a refusal in words, and a refusal writes nothing.
/// <c>HIENTAI_CALLS=20000</c> runs the long way, <c>HIENTAI_SEED</c> repeats a run.
/// </summary>
public sealed class AnyInputTests(AnyInputTests.Registry app, ITestOutputHelper output)
    : IClassFixture<AnyInputTests.Registry>
{
    const int InABatch = 25,
        AtOnce = 6;
    static readonly string[] Asking = ["noivu", "quantri", "kiemtoan", Registry.Themselves];

    // What is kept of calls as such, refused or not: who read, who tried to sign in.
    static readonly string[] Kept = ["read_log", "sign_in", "lockout", "session"];

    /// <summary>A small registry of its own: what is sent here must not stand in anybody else's way.</summary>
    public sealed class Registry : App
    {
        public const string Themselves = "chinhchu";

        /// <summary>What is on record, by kind.</summary>
        public Dictionary<string, List<string>> Records { get; } = [];

        public async Task Open()
        {
            var (unit, below) = (await Seed.Unit("Phòng Thử"), await Seed.Unit("Trường Thử"));
            var people = new[] { await Seed.Person("Trần Thị Mai"), await Seed.Person("Lê Văn Thử") };
            Keep("unit", unit, below);
            Keep("paper", await Seed.Paper("1/QĐ-THU"));
            Keep("person", people);
            foreach (var person in people)
            {
                Keep("assignment", await Seed.Assignment(person, unit, "2015-01-01"));
                Keep("qualification", await Seed.Qualification(person, "2010"));
            }
            await Themself(people[0]);
        }

        public void Keep(string kind, params Guid[] ids) =>
            (Records.TryGetValue(kind, out var kept) ? kept : Records[kind] = []).AddRange(
                ids.Select(id => id.ToString())
            );

        async Task Themself(Guid person)
        {
            var (accounts, id) = (
                new HienTai.Access.V1.AccountService.AccountServiceClient(Grpc("quantri")),
                Seed.NewId().ToString()
            );
            await accounts.OpenAccountAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    Id = id,
                    Name = Themselves,
                    Title = new() { Vi = "Chính chủ", En = "The person" },
                    Person = person.ToString(),
                }
            );
            await accounts.GrantMandateAsync(
                new()
                {
                    Envelope = Seed.Envelope("Thử."),
                    Id = id,
                    MandateId = Seed.NewId().ToString(),
                    Role = HienTai.Access.V1.Role.PersonOnRecord,
                    From = "2020-01-01",
                }
            );
        }
    }

    sealed record Call(MethodDescriptor Method, IMessage Request, byte[] Bytes, string As, bool Native)
    {
        public override string ToString() => $"{Method.FullName} as {As}: {Short($"{Request}")}";

        static string Short(string text) => text.Length <= 600 ? text : text[..600] + "…";
    }

    sealed record Said(Call Call, RpcException? Refused, string NextPageToken = "")
    {
        public bool Writes =>
            Refused is null
            && !Reads.Any(Call.Method.Name.StartsWith)
            && Call.Request.Descriptor.FindFieldByName("envelope")?.Accessor.GetValue(Call.Request)
                is not Envelope { ValidateOnly: true };

        static readonly string[] Reads = ["Get", "List", "Find", "Search", "Count", "Compare", "Export"];
    }

    [Fact]
    public async Task Nothing_comes_out_as_internal_and_what_is_refused_writes_nothing()
    {
        var calls =
            int.TryParse(Environment.GetEnvironmentVariable("HIENTAI_CALLS"), out var asked) ? asked
            : Scale.Long ? 20_000
            : 1_200;
        var seed = Scale.Seed();
        await app.Open();
        var (dice, tokens) = (new Random(seed), new List<string>());
        var requests = new Requests(dice, app.Records, tokens);
        var (faults, outcomes, alone) = (new List<string>(), new List<string>(), 0);
        var all = Methods().ToArray();
        var before = await Rows();
        foreach (var batch in Enumerable.Range(0, calls).Select(n => Draw(all[n % all.Length])).Chunk(InABatch))
        {
            var said = new Said[batch.Length];
            await Parallel.ForAsync(
                0,
                batch.Length,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (n, _) => said[n] = await Answer(batch[n])
            );
            faults.AddRange(said.SelectMany(Faults));
            outcomes.AddRange(said.Select(s => ReasonOf(s.Refused)));
            tokens.AddRange(said.Select(s => s.NextPageToken).Where(t => t.Length > 0));
            foreach (var made in said.Where(s => s.Writes).Select(s => s.Call))
                if (Guid.TryParse(TextOf(made.Request, "id"), out var id))
                    app.Keep(Requests.KindOf(made.Method), id);
            var after = await Rows();
            if (!said.Any(s => s.Writes))
            {
                faults.AddRange(
                    after
                        .Except(before)
                        .Select(t => $"{t} after nothing but {string.Join("\n    ", said.Select(s => s.Call))}")
                );
                alone += said.Count(s => s.Refused is not null);
            }
            before = after;
        }
        var answered = outcomes.Count(o => o.Length == 0);
        output.WriteLine($"{calls} calls: {answered} answered; {alone} refused with nothing written beside them");
        var reasons = outcomes.GroupBy(o => o).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}");
        output.WriteLine($"Reasons: {string.Join(", ", reasons)}");
        foreach (var kind in faults.GroupBy(f => f.Split('\n')[0]))
            output.WriteLine($"{kind.Count()} × {kind.First()}");
        faults.Select(f => f.Split('\n')[0]).Distinct().Should().BeEmpty($"HIENTAI_SEED={seed}");
        answered.Should().BeGreaterThan(calls / 20, "what is drawn must also get through");
        alone.Should().BeGreaterThan(calls / 20, "refusals must also be looked at alone");

        string Asker(MethodDescriptor method) => dice.Next(4) > 0 ? Usually(method) : Asking[dice.Next(Asking.Length)];

        Call Draw(MethodDescriptor method)
        {
            var request = requests.Draw(method);
            // Most try a command out only, so that what a refusal wrote can be seen.
            if (
                dice.Next(8) > 0
                && request.Descriptor.FindFieldByName("envelope")?.Accessor.GetValue(request) is Envelope envelope
            )
                envelope.ValidateOnly = true;
            return new(method, request, requests.Bytes(request), Asker(method), dice.Next(4) > 0);
        }
    }

    // Mostly somebody who may, or what lies behind the gate would seldom be reached.
    static string Usually(MethodDescriptor method) => method.File.Package is "hientai.access.v1" ? "quantri" : "noivu";

    // Each as often as the others, one after the other of different services.
    static IEnumerable<MethodDescriptor> Methods() =>
        DeclaredNeeds
            .Services.SelectMany(s => s.Methods.Select((m, i) => (Method: m, Turn: i)))
            .OrderBy(m => m.Turn)
            .Select(m => m.Method);

    async Task<Said> Answer(Call call)
    {
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        var method = new Method<byte[], byte[]>(
            call.Method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            call.Method.Service.FullName,
            call.Method.Name,
            bytes,
            bytes
        );
        var wire = call.Native ? app.Grpc(call.As) : app.GrpcWeb(call.As);
        try
        {
            if (!call.Method.IsServerStreaming)
                return new(call, null, TokenIn(await wire.AsyncUnaryCall(method, null, new(), call.Bytes), call));
            await foreach (
                var _ in wire.AsyncServerStreamingCall(method, null, new(), call.Bytes).ResponseStream.ReadAllAsync()
            ) { }
            return new(call, null);
        }
        catch (RpcException refused)
        {
            return new(call, refused);
        }
    }

    static string TokenIn(byte[] answer, Call call) =>
        TextOf(call.Method.OutputType.Parser.ParseFrom(answer), "next_page_token");

    static string TextOf(IMessage message, string field) =>
        message.Descriptor.FindFieldByName(field)?.Accessor.GetValue(message) as string ?? "";

    static string ReasonOf(RpcException? refused) =>
        refused is null ? "" : refused.GetRpcStatus()?.GetDetail<Refusal>()?.Reason ?? $"{refused.StatusCode}";

    static IEnumerable<string> Faults(Said said)
    {
        if (said.Refused is not { } refused)
            yield break;
        var name = said.Call.Method.FullName;
        if (refused.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.DeadlineExceeded)
            yield return $"{refused.StatusCode} from {name}: {refused.Status.Detail}\n    {said.Call}";
        var status = refused.GetRpcStatus();
        if (status?.GetDetail<Refusal>() is not { } refusal)
        {
            yield return $"no refusal in words from {name}: {refused.Status}\n    {said.Call}";
            yield break;
        }
        if (refusal.Message.Vi.Length == 0 || refusal.Message.En.Length == 0)
            yield return $"{refusal.Reason} of {name} lacks words";
        if (status.GetDetail<ErrorInfo>() is not { Domain: "hientai" } info || info.Reason != refusal.Reason)
            yield return $"{refusal.Reason} of {name} has no ErrorInfo";
        var named = refusal.Fields.Select(f => f.Field).ToArray();
        if (!(status.GetDetail<BadRequest>()?.FieldViolations.Select(f => f.Field) ?? []).SequenceEqual(named))
            yield return $"{refusal.Reason} of {name}: BadRequest names other fields";
        // Bytes that were mixed up hold another request than the one drawn.
        if (said.Call.Request.ToByteArray().AsSpan().SequenceEqual(said.Call.Bytes))
            foreach (var field in named.Where(f => !said.Call.Request.Has(f)))
                yield return $"{refusal.Reason} of {name} names {field}, which its request has not\n    {said.Call}";
    }

    /// <summary>How many rows every table has and what they hold in sum.</summary>
    async Task<HashSet<string>> Rows()
    {
        rows ??= await app.Scalar<string>(
            $"""
            select string_agg(format('select %L || count(*) || coalesce(sum(hashtextextended(t::text, 0)), 0) from %I.%I t', table_schema || '.' || table_name || ' ', table_schema, table_name), ' union all ')
            from information_schema.tables
            where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
              and not table_name ilike any (array[{string.Join(", ", Kept.Select(k => $"'%{k}%'"))}])
              and has_table_privilege(format('%I.%I', table_schema, table_name), 'select')
            """
        );
        var result = new HashSet<string>();
        await using var command = app.Database.CreateCommand(rows);
        await using var each = await command.ExecuteReaderAsync();
        while (await each.ReadAsync())
            result.Add(each.GetString(0));
        return result;
    }

    string? rows;
}
