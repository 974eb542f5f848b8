using System.Diagnostics;
using System.Reflection;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using HienTai.Benchmarks;
using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Server.Access;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Server.Sample;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

// How long the everyday questions take, through the wire, on this machine:
// dotnet run -c Release --project tests/HienTai.Benchmarks, and behind it
//   nothing               the sample registry
//   -- --people 100000    generated people
//   -- --reports          reports and their lists over 150,000 people and 2,000,000 facts
//   -- --read-log         what the record of reads costs, on and off by turns
//   -- --endurance        what slow readers and silent connections take, and ten minutes of mixed calls; minutes
if (args is ["--endurance"])
    return await Endurance.Run();
var people = args is ["--people", var text, ..] ? int.Parse(text) : 0;
var folder = Path.Combine(Path.GetTempPath(), $"hientai-bench-{Environment.ProcessId}");
Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
try
{
    string Metadata(string key) =>
        typeof(RegistryHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
    await using var postgres = await EmbeddedPostgres.Start(
        new(folder, Metadata("PostgresModules")),
        null,
        CancellationToken.None
    );
    await using var app = RegistryHost.Build(
        new(
            postgres.ConnectionString,
            0,
            0,
            OwnerConnectionString: postgres.OwnerConnectionString,
            KeyFolder: Path.Combine(folder, "keys")
        )
        {
            Limits = new() { CallsPerSecond = 1_000_000, CallsPerSecondFromAddress = 1_000_000 },
            Accounts = new(Path.Combine(folder, "secrets")),
        },
        []
    );
    await RegistryHost.Prepare(app.Services, CancellationToken.None);
    var (writer, database) = (
        app.Services.GetRequiredService<Writer>(),
        app.Services.GetRequiredService<NpgsqlDataSource>()
    );
    await writer.StartAsync(CancellationToken.None);
    var load = Stopwatch.StartNew();
    if (people > 0 || args is ["--reports"])
    {
        await DemoMandates.Open(writer, database, CancellationToken.None);
        if (people > 0)
            await Generated.Load(writer, people);
        else
            await ReportScale.Load(writer, database);
    }
    else
        await SampleRegistry.Load(
            writer,
            app.Services.GetRequiredService<RegistryClock>(),
            database,
            (_, _) => { },
            CancellationToken.None
        );
    await using (var owner = NpgsqlDataSource.Create(postgres.OwnerConnectionString))
    await using (var analyze = owner.CreateCommand("analyze"))
        await analyze.ExecuteNonQueryAsync();
    await using (var events = database.CreateCommand("select count(*) from ledger"))
        Console.WriteLine(
            $"{await events.ExecuteScalarAsync():#,0} events recorded in {load.Elapsed.TotalSeconds:0.0} s"
        );
    await app.StartAsync();
    var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last();
    var calls = GrpcChannel
        .ForAddress(address, new() { MaxReceiveMessageSize = null })
        .Intercept(m =>
        {
            m.Add(Actors.Header, "noivu");
            return m;
        });
    if (args is ["--reports"])
    {
        await ReportScale.Measure(database, calls);
        return 0;
    }
    var client = new PersonService.PersonServiceClient(calls);
    var ids = (await client.ListPeopleAsync(new() { PageSize = 200 })).People.Select(p => p.Id).ToArray();
    var head = (await client.ListPeopleAsync(new() { PageSize = 1 })).At.Head;
    var longest = "";
    await using (
        var most = database.CreateCommand(
            "select stream_id::text from ledger where kind = 'person' group by 1 order by count(*) desc limit 1"
        )
    )
        longest = (string)(await most.ExecuteScalarAsync())!;

    if (args is ["--read-log"])
    {
        await ReadLogCost.Measure(client, app.Services.GetRequiredService<ReadLog>(), ids);
        return 0;
    }
    Console.WriteLine($"\n{"question", -44} {"p50 ms", 8} {"p95 ms", 8} {"max ms", 8}");
    var next = 0;
    async Task Measure(string question, Func<Task> ask)
    {
        for (var warm = 0; warm < 20; warm++)
            await ask();
        var times = new double[200];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        Console.WriteLine($"{question, -44} {times[100], 8:0.0} {times[190], 8:0.0} {times[^1], 8:0.0}");
    }
    async Task List(string question, ListPeopleRequest request) =>
        await Measure(question, async () => await client.ListPeopleAsync(request));

    await Measure("person page", async () => await client.GetPersonAsync(new() { Id = ids[next++ % ids.Length] }));
    await Measure("person page in the past, as known then", async () => await client.GetPersonAsync(
            new()
            {
                Id = ids[next++ % ids.Length],
                At = new() { ValidOn = "2024-01-01", KnownPosition = head },
            }
        ));
    await Measure("person with the longest record", async () => await client.GetPersonAsync(new() { Id = longest }));
    await Measure("history of the longest record", async () =>
        await client.GetPersonHistoryAsync(new() { Id = longest })
    );
    await Measure("timeline of the longest record", async () =>
        await client.GetPersonTimelineAsync(new() { Id = longest })
    );
    await List("first page of everybody", new() { At = new() { ValidOn = "2024-08-01" } });
    await List(
        "search: one common word",
        new()
        {
            Query = "nguyen",
            At = new() { ValidOn = "2024-08-01" },
        }
    );
    await List(
        "search: whole name with tones",
        new()
        {
            Query = "Nguyễn Thị Ngọc Hương",
            At = new() { ValidOn = "2024-08-01" },
        }
    );
    await List(
        "search: two words, the last unfinished",
        new()
        {
            Query = "thi hu",
            At = new() { ValidOn = "2024-08-01" },
        }
    );
    await List(
        "search as known in the past",
        new()
        {
            Query = "nguyen thi",
            At = new() { ValidOn = "2024-01-01", KnownPosition = 15_000 },
        }
    );
    await List(
        "filter: women with a master's degree",
        new()
        {
            Sex = Sex.Female,
            MinLevel = Level.EducationMaster,
            At = new() { ValidOn = "2024-08-01" },
        }
    );
    return 0;
}
finally
{
    if (Directory.Exists(folder))
        Directory.Delete(folder, recursive: true);
}
