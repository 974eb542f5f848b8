using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;

namespace HienTai.Server.Reporting;

/// <summary>A day on which somebody's main assignment became another, or began, or ended.</summary>
public readonly record struct Passage(Guid Who, int Day, Service? Before, Service? After);

/// <summary>
/// How many are where, and how they came there. Each figure of a place is the same walk through the same days of the
/// same people, so that opening + arrivals − departures = present wherever one looks.
/// </summary>
public sealed class Staffing
{
    /// <summary>One column for each type of quota, and the last for all of them.</summary>
    public static readonly int Columns = QuotaTypes.All.Count + 1,
        Total = QuotaTypes.All.Count;

    readonly Census.State census;
    readonly Places places;
    readonly Seen seen;
    readonly int since,
        on;
    readonly long position;

    // Of every job: the place it is in and the column it counts under; −1 for elsewhere and for none.
    readonly (int Place, int Column)[] jobs;
    readonly List<int> days = [];

    public Staffing(Census.State census, Places places, Seen seen, DateOnly since, DateOnly on, long position)
    {
        (this.census, this.places, this.seen, this.since, this.on, this.position) = (
            census,
            places,
            seen,
            since.DayNumber,
            on.DayNumber,
            position
        );
        jobs =
        [
            .. census.Jobs.Select(j =>
                QuotaTypes.Counting(j.Category) is { } type ? (places.Of(j), (int)type) : Nowhere
            ),
        ];
        (Present, Opening, Arrivals, Departures) = (
            new int[places.Count, Columns],
            new int[places.Count, Columns],
            new int[places.Count, Columns],
            new int[places.Count, Columns]
        );
    }

    static readonly (int Place, int Column) Nowhere = (-1, -1);

    public int[,] Present { get; }
    public int[,] Opening { get; }
    public int[,] Arrivals { get; }
    public int[,] Departures { get; }

    /// <summary>How many are in a main post at the end that is in no unit of that day.</summary>
    public int Unplaced { get; private set; }

    (int Place, int Column) Of(Service? service) =>
        service is { } s && jobs[s.Job] is { Place: >= 0 } job ? job : Nowhere;

    /// <summary>Counts every place.</summary>
    public Staffing Count()
    {
        foreach (var who in census.People)
        {
            Service? last = null;
            foreach (var passage in Days(who))
            {
                if (passage.Day == since)
                    Add(Opening, Of(passage.After));
                else
                    Pass(Of(passage.Before), Of(passage.After));
                last = passage.After;
            }
            Add(Present, Of(last));
            if (last is { } main && census.Jobs[main.Job] is { Unplaced: true } job)
                Unplaced += QuotaTypes.Counting(job.Category) is null ? 0 : 1;
        }
        return this;
    }

    // In a place is in everything above it.
    void Add(int[,] counts, (int Place, int Column) job)
    {
        for (var place = job.Place; place >= 0; place = places[place].Above)
        {
            counts[place, job.Column]++;
            counts[place, Total]++;
        }
    }

    void Pass((int Place, int Column) before, (int Place, int Column) after)
    {
        if (before == after)
            return;
        Leave(Departures, before, after);
        Leave(Arrivals, after, before);
    }

    // To come is to leave, seen from the other end.
    void Leave(int[,] counts, (int Place, int Column) from, (int Place, int Column) to)
    {
        for (var place = from.Place; place >= 0; place = places[place].Above)
        {
            var stays = to.Place >= 0 && places.Holds(place, to.Place);
            if (!stays || from.Column != to.Column)
                counts[place, from.Column]++;
            if (!stays)
                counts[place, Total]++;
        }
    }

    /// <summary>Who is in a place under a column, at the beginning or at the end.</summary>
    public IEnumerable<(Guid Who, Service Service)> Standing(int place, int column, bool atOpening)
    {
        foreach (var who in census.People)
            if (Main(who, atOpening ? since : on, seen.Times(who.Id)) is { } main && Inside(place, column, main))
                yield return (who.Id, main);
    }

    /// <summary>Who came into a place under a column, or left it, each time.</summary>
    public IEnumerable<Passage> Passing(int place, int column, bool arriving)
    {
        foreach (var who in census.People)
        foreach (var passage in Days(who))
            if (
                passage.Day > since
                && (
                    arriving
                        ? !Inside(place, column, passage.Before) && Inside(place, column, passage.After)
                        : Inside(place, column, passage.Before) && !Inside(place, column, passage.After)
                )
            )
                yield return passage;
    }

    bool Inside(int place, int column, Service? service) =>
        Of(service) is { Place: >= 0 } job
        && (column == Total || job.Column == column)
        && places.Holds(place, job.Place);

    // The opening day, then every day up to the end on which something may have changed.
    IEnumerable<Passage> Days(Somebody who)
    {
        var times = seen.Times(who.Id);
        if (ReferenceEquals(times, SeenTimes.None))
            yield break;
        var before = Main(who, since, times);
        yield return new(who.Id, since, null, before);
        days.Clear();
        foreach (var s in who.Services)
            if (s.Known(position) && census.Jobs[s.Job].Kind is AssignmentKind.Main)
            {
                Turns(s.From);
                Turns(s.To);
            }
        if (times is not null)
            foreach (var (from, to) in times.Periods)
            {
                Turns(from.DayNumber);
                Turns(to.DayNumber);
            }
        days.Sort();
        for (var i = 0; i < days.Count; i++)
        {
            if (i > 0 && days[i] == days[i - 1])
                continue;
            var after = Main(who, days[i], times);
            yield return new(who.Id, days[i], before, after);
            before = after;
        }

        void Turns(int day)
        {
            if (since < day && day <= on)
                days.Add(day);
        }
    }

    Service? Main(Somebody who, int day, SeenTimes? times) =>
        times is null || times.On(DateOnly.FromDayNumber(day)) ? who.MainOn(day, position, census.Jobs) : null;
}

/// <summary>What is granted where: to a unit itself, else the sum of what is granted below it.</summary>
public sealed class Granted
{
    readonly int?[,] own,
        below;

    public Granted(Places places, IEnumerable<QuotaFact> quotas)
    {
        var types = QuotaTypes.All.Count;
        (own, below) = (new int?[places.Count, types], new int?[places.Count, types]);
        // Nobody can fill the posts of a unit that is not there.
        foreach (var q in quotas)
            if (places.Of(q.Unit) is >= 0 and var place && places[place].InForce)
                own[place, (int)q.Type] = q.Count;
        for (var i = places.Count - 1; i > 0; i--)
        for (var t = 0; t < types; t++)
            if (this[i, (QuotaType)t] is { } count)
                below[places[i].Above, t] = (below[places[i].Above, t] ?? 0) + count;
    }

    public int? this[int place, QuotaType type] => own[place, (int)type] ?? below[place, (int)type];

    public int? Own(int place, QuotaType type) => own[place, (int)type];

    public int? Below(int place, QuotaType type) => below[place, (int)type];
}
