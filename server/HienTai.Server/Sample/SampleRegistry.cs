using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using Npgsql;

namespace HienTai.Server.Sample;

/// <summary>
/// The registry of the plan's district on 1 August 2024: its real units, and people who are all invented, so that the
/// counts of the plan's section III come out (238 + 4,132 + 180 + 164 + 219 present, 141 below standard). It is made
/// from a fixed seed and recorded through the ordinary append path, under a clock that runs through 2023 and 2024.
/// </summary>
public static class SampleRegistry
{
    /// <summary>
    /// Loads the sample into an empty registry, or goes on with a load that was cut short; otherwise does nothing.
    /// </summary>
    public static async Task Load(
        Writer writer,
        RegistryClock clock,
        NpgsqlDataSource database,
        Action<int, int> progress,
        CancellationToken cancel
    )
    {
        if (!await Begin(database, cancel))
            return;
        try
        {
            var chronicle = Told(await PersonKind(writer, cancel));
            var (all, done, told) = (chronicle.Commands, 0, 0);
            foreach (var moment in chronicle.Moments)
            {
                clock.Simulate(moment.Key);
                // Handed in together, so that the writer combines them; the clock stands still until they are recorded.
                await Task.WhenAll(moment.Select(act => Record(writer, act.What, act.Set, cancel)).ToArray());
                done += moment.Sum(act => act.Set.Intents.Count);
                while (told + 1000 <= done)
                    progress(told += 1000, all);
            }
            await Execute(
                database,
                $"insert into setting values ('sample_today', '{SampleFates.Day:yyyy-MM-dd}') on conflict (name) do nothing; update setting set value = 'loaded' where name = 'sample'",
                cancel
            );
            progress(all, all);
        }
        finally
        {
            clock.Simulate(null);
        }
    }

    static async Task Record(Writer writer, string what, ChangeSet set, CancellationToken cancel)
    {
        try
        {
            await writer.Record(set, cancel);
        }
        catch (Warned warned)
        {
            throw new InvalidOperationException(
                $"The sample's '{what}' is warned of: {string.Join("; ", warned.Found.Select(f => $"{f.Rule} {f.En}"))}",
                warned
            );
        }
        catch (Rejected no)
        {
            throw new InvalidOperationException($"The sample's '{what}' was refused: {no.Reason}. {no.Message}", no);
        }
    }

    /// <summary>Everything there is to record, in no need of a database.</summary>
    static Chronicle Told(StreamKind personKind)
    {
        var (posts, story) = SampleFates.Deal();
        var (chronicle, people) = (new Chronicle(), new SamplePeople(posts));
        SampleAccess.Open(chronicle);
        SampleUnits.Tell(chronicle);
        SampleStandards.Tell(chronicle);
        var everybody = SampleFiles.Tell(chronicle, posts, story, people);
        SampleAccess.Entrust(chronicle, everybody);
        SampleDecisions.Tell(chronicle, everybody);
        story.Tell(chronicle, everybody, people, personKind);
        SampleUpkeep.Tell(chronicle, everybody);
        SampleTraining.Tell(chronicle, everybody);
        SampleTalent.Tell(chronicle, everybody, people);
        SampleReports.Tell(chronicle);
        SampleQuotas.Tell(chronicle);
        SampleContributions.Tell(chronicle, everybody);
        SampleAwards.Tell(chronicle, everybody);
        return chronicle;
    }

    /// <summary>
    /// Marks the load as begun; false if it is finished, or if the registry holds somebody's own data.
    /// </summary>
    static async Task<bool> Begin(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand(
            "select (select value from setting where name = 'sample'), exists (select from ledger)"
        );
        await using (var row = await ask.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            if (!row.IsDBNull(0))
                return row.GetString(0) == "loading";
            if (row.GetBoolean(1))
                return false;
        }
        await Execute(database, "insert into setting values ('sample', 'loading')", cancel);
        return true;
    }

    /// <summary>How the road knows records of people: asked of a preview, which records nothing.</summary>
    static async Task<StreamKind> PersonKind(Writer writer, CancellationToken cancel)
    {
        var (nobody, actor) = (Dice.Id("nobody"), Actors.Named("noivu"));
        var preview = await writer.Record(
            new(
                nobody,
                [],
                actor,
                "",
                null,
                ValidateOnly: true,
                nobody,
                [new(nobody, new RegisterPerson(new("Không Ai", []), new(new(2000), Sex.Male, "", "", ""), null))]
            ),
            cancel
        );
        return preview.Events[0].Kind;
    }

    static async Task Execute(NpgsqlDataSource database, string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
