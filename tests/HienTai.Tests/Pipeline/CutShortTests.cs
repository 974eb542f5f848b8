using System.Collections.Concurrent;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.Pipeline;

/// <summary>
/// Browsers leave pages all the time. A question that is cut short must not spoil its connection for the next one.
/// </summary>
public sealed class CutShortTests(App app)
{
    // What is cut short while the driver prepares it, between parsing and planning, is what it loses track of.
    static readonly string LongToPlan =
        "pg_class t0"
        + string.Concat(Enumerable.Range(1, 8).Select(n => $" join pg_class t{n} on t{n}.oid = t{n - 1}.oid"));

    [Fact]
    public async Task After_a_question_that_was_cut_short_the_next_gets_its_own_answer()
    {
        var (keys, wrong) = (app.Services.GetRequiredService<PersonKeys>(), new ConcurrentBag<string>());
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        var dice = new Random(caller);
                        for (var n = 0; n < 60; n++)
                        {
                            using var leaves =
                                dice.Next(3) == 0
                                    ? new CancellationTokenSource()
                                    : new CancellationTokenSource(TimeSpan.FromMilliseconds(dice.Next(1, 25)));
                            try
                            {
                                await using var read = await ReadSession.Open(
                                    app.Database,
                                    keys,
                                    new(2024, 8, 1),
                                    null,
                                    null,
                                    leaves.Token
                                );
                                for (var q = 0; q < 6; q++)
                                {
                                    var which = dice.Next(12);
                                    var rows = await read.Query(
                                        $"select {which} from generate_series(1, $1) x where not exists (select from {LongToPlan} where t0.oid = 0)",
                                        r => r.GetInt32(0),
                                        leaves.Token,
                                        1 + which % 3
                                    );
                                    if (rows.Count != 1 + which % 3 || rows.Any(r => r != which))
                                        wrong.Add($"asked {which}, answered {string.Join(" ", rows)}");
                                }
                            }
                            catch (OperationCanceledException) when (leaves.IsCancellationRequested) { }
                            catch (PostgresException e)
                                when (e.SqlState == PostgresErrorCodes.QueryCanceled && leaves.IsCancellationRequested)
                            { }
                            catch (Exception e)
                            {
                                wrong.Add(e.Message);
                            }
                        }
                    })
                )
        );
        wrong.Should().BeEmpty();
    }
}
