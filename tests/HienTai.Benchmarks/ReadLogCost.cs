using System.Diagnostics;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;

namespace HienTai.Benchmarks;

/// <summary>What keeping the record of reads costs, on and off by turns in one run: on, off, off, on, …</summary>
static class ReadLogCost
{
    const int Rounds = 12,
        Callers = 16;
    static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task Measure(PersonService.PersonServiceClient client, ReadLog log, string[] ids)
    {
        Reveal reveal = new()
        {
            Classes = { DataClass.Sensitive, DataClass.IdentityNumber },
            Purpose = Purpose.Inspection,
            Reason = "Đo chi phí ghi nhật ký.",
        };
        Console.WriteLine(
            $"\n{"reads per second, 16 callers", -44} {"log off", 8} {"log on", 8} {"on/off", 8}   (medians of {Rounds} rounds of {Round.TotalSeconds:0} s each, by turns)"
        );
        foreach (
            var (question, request) in new (string, Func<string, GetPersonRequest>)[]
            {
                ("person page", id => new() { Id = id }),
                ("person page with kept values opened", id => new() { Id = id, Reveal = reveal }),
            }
        )
        {
            await Run(client, ids, request, TimeSpan.FromSeconds(2));
            var (on, off) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds * 2; round++)
            {
                log.On = round % 4 is 0 or 3;
                (log.On ? on : off).Add(await Run(client, ids, request, Round));
            }
            log.On = true;
            double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
            Console.WriteLine(
                $"{question, -44} {Median(off), 8:0} {Median(on), 8:0} {Median(on) / Median(off), 8:0.00}"
            );
        }
    }

    static async Task<double> Run(
        PersonService.PersonServiceClient client,
        string[] ids,
        Func<string, GetPersonRequest> request,
        TimeSpan time
    )
    {
        var (clock, answered) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        for (var n = caller; clock.Elapsed < time; n += Callers)
                        {
                            await client.GetPersonAsync(request(ids[n % ids.Length]));
                            Interlocked.Increment(ref answered);
                        }
                    })
                )
        );
        return answered / clock.Elapsed.TotalSeconds;
    }
}
