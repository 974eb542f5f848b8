using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Server.Backup;
using HienTai.Server.Database;
using HienTai.Tests.Reliability;
using Npgsql;

namespace HienTai.Tests.Backup;

/// <summary>
/// The drill of docs/operating.md with the sample, under load, by its commands: backed up, the machine lost with all
/// that was on it, restored on an empty folder to a moment in the middle, checked. It takes minutes, so it runs with
/// <c>HIENTAI_LONG=1</c>.
/// </summary>
public sealed class DrillTests : IAsyncLifetime
{
    readonly string data = Postgres.TempFolder(),
        elsewhere = Postgres.TempFolder(),
        keptApart = Postgres.TempFolder();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        foreach (var folder in new[] { data, elsewhere, keptApart }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        return default;
    }

    [Fact]
    public async Task The_machine_is_lost_and_the_registry_comes_back_as_it_was_at_a_moment()
    {
        Assert.SkipUnless(Scale.Long, "it takes minutes");
        var server = new ServerProcess(data);
        await server.Start(environment: Sample, patience: 8);
        var recorded = new ConcurrentDictionary<long, string>();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Record(server, recorded, stop.Token))).ToArray();

        var backup = (await Hientai(0, "backup")).Split('\n').Single(l => l.StartsWith("Backed up")).Split(' ')[6];
        Copy(Path.Combine(data, "keys"), Path.Combine(keptApart, "keys"));
        Copy(Path.Combine(data, "secrets"), Path.Combine(keptApart, "secrets"));
        await More(recorded, 500);
        var (moment, position) = await Now();
        var before = await Everything(position);
        await More(recorded, 500);
        await Archived();
        await stop.CancelAsync();
        await server.Kill();
        await Task.WhenAll(load);
        await Until.True(() => Ended(), "its PostgreSQL is gone");
        Directory.Delete(data, recursive: true);

        var told = await Hientai(0, "restore", backup, "--to", moment, "--reason", "Mất máy chủ.");
        told.Should().Contain($"Restored to #{position} ");
        Copy(Path.Combine(keptApart, "keys"), Path.Combine(data, "keys"));
        Copy(Path.Combine(keptApart, "secrets"), Path.Combine(data, "secrets"));
        await server.Start(environment: Sample, patience: 8);
        (await Everything(position)).Should().Equal(before);
        (await Everything(long.MaxValue)).Should().HaveCount(before.Count + 1, "the restore begins an epoch");
        var people = new PersonService.PersonServiceClient(server.Grpc);
        foreach (var (at, person) in recorded)
            (await IsThere(people, person)).Should().Be(at <= position, $"recorded at #{at}, restored to #{position}");
        await Hientai(0, "rebuild", "--check", "--as", "kiemtoan", "--server", $"http://localhost:{server.GrpcPort}");
        await Hientai(0, "backup", "--verify", backup);
        (await server.Stop()).Should().Be(0);
    }

    void Sample(IDictionary<string, string?> environment)
    {
        environment.Remove("HIENTAI_SAMPLE");
        environment[Archive.Variable] = elsewhere;
    }

    /// <summary>A command of the line, on the machine of the server.</summary>
    async Task<string> Hientai(int exit, params string[] words)
    {
        var program = Path.Combine(
            Postgres.Metadata("RepositoryRoot"),
            "artifacts/bin/HienTai.Cli",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            "hientai.dll"
        );
        var start = new ProcessStartInfo("dotnet", [program, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ServerProcess.WithoutSettings(start);
        (start.Environment[DataFolder.Variable], start.Environment[Archive.Variable]) = (data, elsewhere);
        using var run = Process.Start(start)!;
        var said = await Task.WhenAll(run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        run.ExitCode.Should().Be(exit, string.Concat(said));
        TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {words[0]}: {said[0]}");
        return said[0];
    }

    static async Task Record(ServerProcess server, ConcurrentDictionary<long, string> recorded, CancellationToken stop)
    {
        var people = new PersonService.PersonServiceClient(server.Grpc);
        while (!stop.IsCancellationRequested)
        {
            var id = Seed.NewId().ToString();
            var letters = new string([
                .. id.Where(char.IsAsciiHexDigit).TakeLast(12).Select(c => (char)('a' + c % 26)),
            ]);
            var request = new RegisterPersonRequest
            {
                Envelope = Seed.Envelope(),
                PersonId = id,
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = $"Nguyễn {letters}",
                        Birth = "1980",
                        Sex = Sex.Female,
                    },
                },
            };
            try
            {
                recorded[(await people.RegisterPersonAsync(request)).Position] = id;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
            {
                return; // the machine is lost
            }
        }
    }

    static async Task More(ConcurrentDictionary<long, string> recorded, int changes)
    {
        for (var round = 0; round < changes / 50; round++) // Until waits for a minute, and this may take longer
        {
            var enough = recorded.Count + 50;
            await Until.True(() => recorded.Count >= enough, "people record");
        }
    }

    /// <summary>The moment an operator would name, and what was on record then.</summary>
    async Task<(string Moment, long Position)> Now()
    {
        await using var connection = await Connect();
        await using var ask = new NpgsqlCommand(
            "select position, recorded_at from ledger order by position desc limit 1",
            connection
        );
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return ($"{row.GetFieldValue<DateTime>(1):yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}", row.GetInt64(0));
    }

    /// <summary>Every event as it is stored and every line of the ledger, up to a position.</summary>
    async Task<List<string>> Everything(long position)
    {
        await using var connection = await Connect();
        await using var ask = new NpgsqlCommand(
            """
            select l.position || ' ' || md5(row(l.*)::text) || ' ' || md5(row(e.*)::text)
            from ledger l join events.mt_events e on e.id = l.event_id where l.position <= $1 order by l.position
            """,
            connection
        )
        {
            Parameters = { new() { Value = position } },
        };
        await using var rows = await ask.ExecuteReaderAsync();
        var all = new List<string>();
        while (await rows.ReadAsync())
            all.Add(rows.GetString(0));
        return all;
    }

    async Task<NpgsqlConnection> Connect()
    {
        var port = Postmaster.Read(Path.Combine(data, "postgres"))!.Port;
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(
                DatabaseSecret.Read(data).Connection(port, DatabaseSecret.Administrator, DatabaseSecret.Registry)
            )
            {
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>What was recorded so far is in the archive, by itself and within a minute or little more.</summary>
    async Task Archived()
    {
        await using var connection = await Connect();
        await using var here = new NpgsqlCommand("select pg_walfile_name(pg_current_wal_lsn())", connection);
        var segment = (string)(await here.ExecuteScalarAsync())!;
        var log = new Archive(elsewhere).LogOf(Archive.LineOf(data)!);
        for (var round = 0; round < 3 && !File.Exists(Path.Combine(log, segment + ".gz")); round++)
            await Wait(Path.Combine(log, segment + ".gz"));
        File.Exists(Path.Combine(log, segment + ".gz")).Should().BeTrue("it is archived without being asked");
    }

    static async Task Wait(string file)
    {
        try
        {
            await Until.True(() => File.Exists(file), "the segment is archived");
        }
        catch (Exception) when (!File.Exists(file)) { } // once more
    }

    bool Ended() => Postmaster.Read(Path.Combine(data, "postgres")) is not { } left || !left.IsAlive();

    static async Task<bool> IsThere(PersonService.PersonServiceClient people, string person)
    {
        try
        {
            await people.GetPersonAsync(new() { Id = person });
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound)
        {
            return false;
        }
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
