using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Access;

/// <summary>What a caller asks to see in the clear and what for, checked.</summary>
public sealed record Asked(IReadOnlySet<DataClass> Classes, Purpose Purpose, string Reason)
{
    public static readonly Asked Nothing = new(new HashSet<DataClass>(), default, "");

    public static Asked Of(Reading read, Reveal? reveal, bool own, string at = "reveal")
    {
        if (reveal is null || reveal.Classes.Count == 0)
            return Nothing;
        var classes = reveal
            .Classes.Select((c, i) => read.Enum<Rpc.V1.DataClass, DataClass>(c, $"{at}.classes[{i}]"))
            .ToHashSet();
        if (!System.Enum.IsDefined(reveal.Purpose) || (!own && reveal.Purpose is 0))
            read.Fault($"{at}.purpose", "Hãy chọn mục đích xem.", "Choose what it is opened for.", 0);
        var reason = read.Text(reveal.Reason, $"{at}.reason", 300, required: !own);
        if (!own && reason.Length is > 0 and < 5)
            read.Fault($"{at}.reason", "Lý do cần ít nhất 5 ký tự.", "The reason needs at least 5 characters.", 0);
        return new(classes, reveal.Purpose, reason);
    }
}

/// <summary>
/// Who opened whose file. What shows kept values (sensitive, identity numbers) is answered only after its record is on
/// disk; the rest is written within a second. Many that wait are written as one.
/// </summary>
public sealed class ReadLog(
    [FromKeyedServices(Road.Recording)] NpgsqlDataSource database,
    RegistryClock clock,
    Damage damage,
    ILogger<ReadLog> log
) : IHostedService
{
    /// <summary>How a reason is bound to its column.</summary>
    public const string SealedReason = "read_log.reason";
    const int Batch = 512;
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500),
        Company = TimeSpan.FromMilliseconds(4);

    sealed record Line(
        DateTimeOffset At,
        Reader Reader,
        Role? Role,
        Guid? Person,
        string Method,
        DataClass[] Classes,
        Purpose Purpose,
        string Reason,
        string RequestId,
        DateOnly On,
        TaskCompletionSource? Written
    );

    readonly Channel<Line> waiting = Channel.CreateBounded<Line>(
        new BoundedChannelOptions(65_536) { SingleReader = true }
    );
    Task? loop;

    /// <summary>Off in one benchmark only, to measure what it costs.</summary>
    public bool On { get; set; } = true;

    /// <summary>
    /// Puts an opening on record, and answers when that is done: on disk, where kept values are shown.
    /// </summary>
    public async ValueTask Opened(
        ServerCallContext call,
        ReadSession read,
        Guid person,
        IEnumerable<DataClass> classes,
        Asked asked,
        string? method = null
    ) => await await Opening(call, read, person, classes, asked, method);

    /// <summary>
    /// The same for who has more to do meanwhile: nothing may be answered before the task in the answer is done.
    /// </summary>
    public async ValueTask<Task> Opening(
        ServerCallContext call,
        ReadSession read,
        Guid person,
        IEnumerable<DataClass> classes,
        Asked asked,
        string? method = null
    )
    {
        if (!On)
            return Task.CompletedTask;
        var shown = classes.Distinct().Order().ToArray();
        var closed = shown.Any(c => c is DataClass.Sensitive or DataClass.IdentityNumber);
        var (reader, reason) = (call.Reader, asked.Reason);
        if (reason.Length > 0)
        {
            // It may well name somebody, so it goes with their key.
            var key = (await read.Keys.Load([person], call.CancellationToken))[person];
            reason = key.Destroyed ? "" : Sealing.Seal(key, SealedReason, reason);
        }
        var line = new Line(
            clock.GetUtcNow(),
            reader,
            reader.Foremost(Ability.ReadPeople),
            person,
            method ?? call.Method[(call.Method.LastIndexOf('/') + 1)..],
            shown,
            asked.Purpose,
            reason,
            Activity.Current?.TraceId.ToString() ?? call.GetHttpContext().TraceIdentifier,
            read.On,
            closed ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null
        );
        await waiting.Writer.WriteAsync(line, call.CancellationToken);
        return line.Written?.Task.WaitAsync(call.CancellationToken) ?? Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancel)
    {
        loop ??= Task.Run(Loop, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancel)
    {
        waiting.Writer.TryComplete();
        if (loop is not null)
            await loop;
    }

    async Task Loop()
    {
        var lines = new List<Line>(Batch);
        var crowded = false;
        while (
            lines.Count > 0 && !waiting.Reader.Completion.IsCompleted
            || await waiting.Reader.WaitToReadAsync(CancellationToken.None)
        )
        {
            // Something that nobody waits for may gather company. Somebody waiting is served at once; only where
            // several waited the last time, so that a commit for each would cost them all more than it spares one, is
            // there a moment for others to join.
            var since = Stopwatch.GetTimestamp();
            while (lines.Count < Batch)
            {
                while (lines.Count < Batch && waiting.Reader.TryRead(out var line))
                    lines.Add(line);
                var patience = (Awaited: lines.Exists(l => l.Written is not null), crowded) switch
                {
                    (Awaited: false, _) => Patience,
                    (_, true) => Company,
                    _ => TimeSpan.Zero,
                };
                var left = patience - Stopwatch.GetElapsedTime(since);
                if (left <= TimeSpan.Zero || waiting.Reader.Completion.IsCompleted)
                    break;
                await Task.WhenAny(
                    waiting.Reader.WaitToReadAsync(CancellationToken.None).AsTask(),
                    Task.Delay(left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left)
                );
            }
            crowded = lines.Count(l => l.Written is not null) > 1;
            if (!await Write(lines))
                await Task.Delay(Patience);
        }
    }

    /// <summary>False if it failed; what is left in the list then is to be tried again.</summary>
    async Task<bool> Write(List<Line> lines)
    {
        try
        {
            // One server at a time, so that each position is taken once.
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(new("select pg_advisory_xact_lock(hashtext('read_log'))"));
            var command = new NpgsqlBatchCommand(
                """
                with last as (select coalesce(max(position), 0) as position from read_log)
                insert into read_log (position, at, account, account_name, account_vi, account_en, role, person, method, classes, purpose, reason, request_id, valid_on)
                select last.position + n.i, n.at, n.account, n.name, n.vi, n.en, n.role, n.person, n.method, string_to_array(n.classes, ',')::integer[], n.purpose, n.reason, n.request_id, n.valid_on
                from last, unnest($1::integer[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::uuid[], $9::text[], $10::text[], $11::integer[], $12::text[], $13::text[], $14::date[])
                    n(i, at, account, name, vi, en, role, person, method, classes, purpose, reason, request_id, valid_on)
                """
            );
            object[] values =
            [
                Enumerable.Range(1, lines.Count).ToArray(),
                lines.Select(l => l.At).ToArray(),
                lines.Select(l => l.Reader.Account).ToArray(),
                lines.Select(l => l.Reader.Actor.Name).ToArray(),
                lines.Select(l => l.Reader.Actor.TitleVi).ToArray(),
                lines.Select(l => l.Reader.Actor.TitleEn).ToArray(),
                lines.Select(l => (int)(l.Role ?? 0)).ToArray(),
                lines.Select(l => l.Person).ToArray(),
                lines.Select(l => l.Method).ToArray(),
                lines.Select(l => string.Join(',', l.Classes.Select(c => (int)c))).ToArray(),
                lines.Select(l => (int)l.Purpose).ToArray(),
                lines.Select(l => l.Reason).ToArray(),
                lines.Select(l => l.RequestId).ToArray(),
                lines.Select(l => l.On).ToArray(),
            ];
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync();
            await Standby.Commit(transaction);
            foreach (var line in lines)
                line.Written?.TrySetResult();
            lines.Clear();
            return true;
        }
        catch (Exception e)
        {
            damage.Meet(e);
            // Whoever waits gets no answer: no kept value is shown without its record.
            log.LogError(e, "{Count} openings could not be put on record", lines.Count);
            foreach (var line in lines)
                line.Written?.TrySetException(e);
            // What was answered already is not lost because the database is away for a while, even if it comes to stand
            // there twice; what it will never take must not keep the rest waiting.
            lines.RemoveAll(l => l.Written is not null || !Refusals.Passing(e));
            return false;
        }
    }
}
