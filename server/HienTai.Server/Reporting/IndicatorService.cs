using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Reporting;
using HienTai.Domain.Standards;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Standards;
using CorrectTarget = HienTai.Domain.Reporting.CorrectTarget;
using Indicator = HienTai.Domain.Reporting.Indicator;
using SetTarget = HienTai.Domain.Reporting.SetTarget;
using StandardKind = HienTai.Domain.Standards.StandardKind;
using Standing = HienTai.Domain.Standards.Standing;
using Wire = HienTai.Reporting.V1;

namespace HienTai.Server.Reporting;

/// <summary>
/// The plan's indicators on the wire: how many of how many, month by month, and what is needed to arrive.
/// </summary>
public sealed class IndicatorService(Registrar registrar, Census census, Standings standings)
    : Wire.IndicatorService.IndicatorServiceBase
{
    /// <summary>Each indicator has one record, the same in every registry.</summary>
    public static Guid TargetId(Indicator indicator) =>
        new(
            SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"hientai target {indicator}")).AsSpan(0, 16),
            bigEndian: true
        );

    public override async Task<GetIndicatorsResponse> GetIndicators(
        GetIndicatorsRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var (unit, months, by) = Reading.Of(r =>
            (
                r.OptionalId(request.UnitId, "unit_id"),
                r.Number(request.Months, "months", 0, 120) is var m && m == 0 ? 24 : m,
                Enum.IsDefined(request.By)
                    ? request.By
                    : r.Fault("by", "Không có cách chia này.", "There is no such breakdown.", Breakdown.Unspecified)
            )
        );
        await using var read = await registrar.Open(call, request.At);
        var (state, book, seen, places) = (
            await census.At(read, cancel),
            await StandardQuestions.InForce(read, read.On, cancel),
            await Seen.Of(read, cancel),
            await Places.Asked(read, unit, cancel)
        );
        var days = Months(read.On, months).ToArray();
        var history = await Task.WhenAll(
            days.Select(day =>
                Task.Run(
                    () =>
                        Counts(
                            Counting(Standings.Judge(state, day, read.Position, book), day, read.Position, seen, places)
                        ),
                    cancel
                )
            )
        );
        var now = Counting(await standings.Of(read, cancel), read.On, read.Position, seen, places).ToList();
        var targets = (await read.Facts<TargetFact>("true order by f.valid_from", cancel)).ToLookup(t =>
            t.Fact.Indicator
        );
        var bases = await Bases.Of(
            read,
            targets.SelectMany(t => t).Select(t => t.KnownFrom),
            targets.SelectMany(t => t).Select(t => t.Fact.Paper),
            cancel
        );
        var versions = await Versions(read, cancel);
        var response = new GetIndicatorsResponse { At = read.Moment, Partial = seen.Partial };
        foreach (var indicator in Enum.GetValues<Indicator>())
        {
            var points = days.Select(
                    (day, i) => new Point(day, history[i][indicator].People, history[i][indicator].Count)
                )
                .ToArray();
            var undecided = now.Count(c => Of(c.Case, indicator) is null && Undecided(c.Case, indicator));
            var line = LineOf(indicator, points, undecided, read.On);
            line.Version = versions.GetValueOrDefault(TargetId(indicator));
            line.Targets.AddRange(targets[indicator].Select(t => Told(t, bases)));
            if (targets[indicator].LastOrDefault(t => t.Fact.Valid.Holds(read.On)) is { Fact: { } target } inForce)
            {
                line.Target = Told(inForce, bases);
                (line.NeededPerYear, line.OnTrack) = Needed(line, target, read.On);
            }
            if (by is not Breakdown.Unspecified)
                line.Parts.AddRange(Parts(now, indicator, c => Part(c, by, read, places)));
            response.Indicators.Add(line);
        }
        return response;
    }

    /// <summary>How many of how many on a day.</summary>
    sealed record Point(DateOnly Day, int People, int Count);

    static IndicatorLine LineOf(Indicator indicator, Point[] points, int undecided, DateOnly on)
    {
        var last = points[^1];
        var yearAgo = points.LastOrDefault(p => p.Day <= Reckoning.Since(on, 12));
        return new()
        {
            Indicator = WireEnum<Wire.Indicator, Indicator>.Wire[indicator],
            Name = Words.Both(Indicators.Name(indicator).Vi, Indicators.Name(indicator).En),
            People = last.People,
            Count = last.Count,
            Undecided = undecided,
            Points =
            {
                points.Select(p => new IndicatorPoint
                {
                    On = Iso(p.Day),
                    People = p.People,
                    Count = p.Count,
                }),
            },
            GainedInYear = yearAgo is null ? 0 : last.Count - yearAgo.Count,
        };
    }

    /// <summary>How many more a year the target asks for, and whether the last year brought as many.</summary>
    static (double PerYear, bool OnTrack) Needed(IndicatorLine line, TargetFact target, DateOnly on)
    {
        var wanting = Math.Max(0, Math.Ceiling(line.People * target.Permille / 1000d) - line.Count);
        if (wanting == 0)
            return (0, true);
        var years = (target.Due.DayNumber - on.DayNumber) / 365.25;
        return years <= 0 ? (wanting, false) : (wanting / years, line.GainedInYear >= wanting / years);
    }

    static IEnumerable<IndicatorPart> Parts(
        IEnumerable<Counted> now,
        Indicator indicator,
        Func<Counted, (string Order, string Key, string Vi, string En)> part
    ) =>
        now.Where(c => Of(c.Case, indicator) is not null)
            .GroupBy(c => part(c))
            .OrderBy(g => g.Key.Order, StringComparer.Ordinal)
            .Select(g => new IndicatorPart
            {
                Key = g.Key.Key,
                Name = Words.Both(g.Key.Vi, g.Key.En),
                People = g.Count(),
                Count = g.Count(c => Of(c.Case, indicator) is true),
            });

    static async Task<Dictionary<Guid, long>> Versions(ReadSession read, CancellationToken cancel) =>
        (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                Enum.GetValues<Indicator>().Select(TargetId).ToArray(),
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);

    public override async Task<ListIndicatorPeopleResponse> ListIndicatorPeople(
        ListIndicatorPeopleRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        var (indicator, unit, size) = Reading.Of(r =>
            (
                r.Enum<Wire.Indicator, Indicator>(request.Indicator, "indicator"),
                r.OptionalId(request.UnitId, "unit_id"),
                r.PageSize(request.PageSize, 50, 200)
            )
        );
        await using var read = await registrar.Open(call, request.At, page);
        var (state, seen, places) = (
            await census.At(read, cancel),
            await Seen.Of(read, cancel),
            await Places.Asked(read, unit, cancel)
        );
        var found = Counting(await standings.Of(read, cancel), read.On, read.Position, seen, places)
            .Where(c => Of(c.Case, indicator) == request.Counting)
            .ToDictionary(c => c.Case.Who.Id, c => c.Case);
        var (names, more) = await ByName.Page(read, found.Keys.ToHashSet(), page?.After ?? [], size, cancel);
        var concluded = await Reasons.Concluded(
            read,
            [.. names.Select(n => n.Id).Where(id => found[id].Findings.Any(f => f.ByRule is not null))],
            cancel
        );
        return new()
        {
            At = read.Moment,
            TotalSize = found.Count,
            People =
            {
                names.Select(n =>
                    found[n.Id] is var c
                        ? new IndicatorPerson
                        {
                            PersonId = n.Id.ToString(),
                            FullName = n.Name,
                            Post = c.Job.Post,
                            UnitId = c.Job.Unit.ToString(),
                            UnitName = places.At(c.Job)?.Unit.Name ?? "",
                            Because = Because(c, indicator, state, read, concluded),
                        }
                        : null
                ),
            },
            NextPageToken = ByName.Next(
                request,
                call.Reader.Account,
                read,
                names,
                more,
                page?.Offset ?? 0,
                found.Count
            ),
        };
    }

    public override Task<Receipt> SetTarget(SetTargetRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Indicator,
            (read, indicator) =>
                new SetTarget(
                    indicator,
                    read.Date(r.From, "from"),
                    GoalOf(read, r.Due, r.Permille),
                    read.Later(r.LaterEntries, "")
                ),
            call
        );

    public override Task<Receipt> CorrectTarget(CorrectTargetRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Indicator,
            (read, _) =>
                read.Date(r.WrongFrom, "wrong_from") is var wrong
                    ? new CorrectTarget(
                        wrong,
                        read.OptionalDate(r.RightFrom, "right_from") ?? wrong,
                        GoalOf(read, r.Due, r.Permille)
                    )
                    : throw new InvalidOperationException(),
            call
        );

    static Wire.Target Told(FactRow<TargetFact> row, Bases bases) =>
        new()
        {
            Id = row.Stream.ToString(),
            Due = Iso(row.Fact.Due),
            Permille = row.Fact.Permille,
            Basis = bases[row.KnownFrom, row.Fact.Paper],
            Period = row.Fact.Valid.Wire,
        };

    static Goal GoalOf(Reading read, string due, int permille) =>
        new(read.Day(due, "due"), read.Number(permille, "permille", 1, 1000));

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        Wire.Indicator of,
        Func<Reading, Indicator, TargetCommand> command,
        ServerCallContext call
    )
    {
        var (wrapped, stream, asked) = Reading.Of(read =>
            read.Enum<Wire.Indicator, Indicator>(of, "indicator") is var indicator
                ? (Enveloped.Of(read, envelope), TargetId(indicator), command(read, indicator))
                : throw new InvalidOperationException()
        );
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                stream,
                [new(stream, asked, wrapped.ExpectedVersion)]
            ),
            call
        );
    }

    readonly record struct Counted(Case Case, Particular About);

    // Everybody the plan speaks of in these places, wherever those hung on the day, judged by the standards of the day
    // asked about: a history measured by one measure.
    static IEnumerable<Counted> Counting(
        IEnumerable<Case> cases,
        DateOnly day,
        long position,
        Seen seen,
        Places places
    ) =>
        cases
            .Where(c => Group.Counted(c.Job.Category) && seen.Holds(c.Who.Id, day) && places.Of(c.Job) >= 0)
            .Select(c => new Counted(c, c.Who.As(position) ?? Particular.None));

    static Dictionary<Indicator, (int People, int Count)> Counts(IEnumerable<Counted> people)
    {
        var indicators = Enum.GetValues<Indicator>();
        var counts = new (int People, int Count)[indicators.Length];
        foreach (var c in people)
            for (var i = 0; i < indicators.Length; i++)
                if (Of(c.Case, indicators[i]) is { } counting)
                    counts[i] = (counts[i].People + 1, counts[i].Count + (counting ? 1 : 0));
        return indicators.Select((x, i) => (x, counts[i])).ToDictionary(x => x.x, x => x.Item2);
    }

    /// <summary>Whether somebody counts towards an indicator; null if it is not about them.</summary>
    static bool? Of(Case it, Indicator indicator) =>
        indicator switch
        {
            Indicator.University => it.Highest is >= Level.EducationBachelor,
            Indicator.Postgraduate => it.Highest is >= Level.EducationMaster,
            Indicator.PoliticalTheory => it.Worst(StandardKind.Law, Ladder.PoliticalTheory) is { } law
                ? law.Finding.Standing is Standing.Met or Standing.Exceeded
                : null,
            _ => it.Worst(StandardKind.Plan, Ladder.Education, placement: true)
                is { Finding.Standing: not Standing.NotEnoughData } fit
                ? fit.Finding.Standing is Standing.Met or Standing.Exceeded
                : null,
        };

    static bool Undecided(Case it, Indicator indicator) =>
        indicator is Indicator.Placement
        || (indicator is Indicator.PoliticalTheory && it.Worst(StandardKind.Law, Ladder.PoliticalTheory) is not null);

    static Text Because(
        Case c,
        Indicator indicator,
        Census.State state,
        ReadSession read,
        ILookup<Guid, PlacementFact> concluded
    )
    {
        var judged = indicator switch
        {
            Indicator.PoliticalTheory => c.Worst(StandardKind.Law, Ladder.PoliticalTheory),
            Indicator.Placement => c.Worst(StandardKind.Plan, Ladder.Education, placement: true),
            _ => null,
        };
        if (judged is { } j)
        {
            var (vi, en) = Reasons.Of(c, j.Rule, j.Finding, state, read, concluded);
            return Words.Both(vi, en);
        }
        return c.Highest is { } highest
            ? Words.Both(
                $"Cao nhất là {Ladders.Name(highest).Vi.ToLowerInvariant()}.",
                $"Highest is {Ladders.Name(highest).En.ToLowerInvariant()}."
            )
            : Words.Both("Chưa ghi văn bằng chuyên môn nào.", "No degree is recorded.");
    }

    static (string Order, string Key, string Vi, string En) Part(
        Counted c,
        Breakdown by,
        ReadSession read,
        Places places
    )
    {
        switch (by)
        {
            case Breakdown.Unit:
                return places.Of(c.Case.Job) is var place && places[place] is var unit
                    ? ($"{place:000000}", unit.Id.ToString(), unit.Unit.Name, unit.Unit.Name)
                    : default;
            case Breakdown.Group:
                var i = Enumerable
                    .Range(1, Group.All.Count - 1)
                    .Last(n => Group.All[n].Holds(c.Case.Job.Category, places.At(c.Case.Job)?.Unit.Kind));
                return ($"{i:00}", Group.All[i].Key, Group.All[i].Vi, Group.All[i].En);
            case Breakdown.Sex:
                return c.About.Sex is Sex.Male ? ("1", "male", "Nam", "Men") : ("0", "female", "Nữ", "Women");
            default:
                // Of somebody erased nothing is left to tell it by.
                if (c.About.Birth is not { } birth)
                    return ("9", "unknown", "Không rõ", "Unknown");
                return Reckoning.Age(birth, read.On) switch
                {
                    <= 30 => ("0", "0-30", "Đến 30 tuổi", "30 and under"),
                    <= 40 => ("1", "31-40", "31–40", "31–40"),
                    <= 50 => ("2", "41-50", "41–50", "41–50"),
                    _ => ("3", "51-", "Từ 51 tuổi", "51 and above"),
                };
        }
    }

    // The first of each month before the day, and the day itself.
    static IEnumerable<DateOnly> Months(DateOnly on, int months)
    {
        var first = new DateOnly(on.Year, on.Month, 1);
        for (var back = months; back >= 0; back--)
            if (first.AddMonths(-back) is var day && day < on)
                yield return day;
        yield return on;
    }

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");
}
