using Grpc.Core;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Reporting;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using FoundBy = HienTai.Domain.Talent.FoundBy;
using Ladder = HienTai.Domain.Kernel.Ladder;
using People = HienTai.Personnel.V1;
using Stage = HienTai.Domain.Talent.Stage;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>
/// Who suits a need. People are judged in the census, which holds every version of what they studied and where they
/// served, so that a question of any TimePoint is one walk; what they contributed is held beside it
/// (<see cref="Works"/>). Only what is asked for is looked at: nothing here knows sex, birth, ethnic group or religion.
/// </summary>
/// <remarks>
/// Points: education 40, contributions 25, experience 20, language 15. They are whole numbers and ties are broken by
/// id, so the same TimePoint gives the same ranking for ever.
/// </remarks>
public sealed class TalentSearch(Registrar registrar, Census census, Works works)
{
    const int Usual = 20,
        Most = 100;

    /// <summary>What one person has to show, still without contributions.</summary>
    readonly record struct Showing(Somebody Who, Study? Education, Study? Language, int Years)
    {
        public int Points => EducationPoints + LanguagePoints + ExperiencePoints;
        public int EducationPoints => Education is { } e ? OfLevel(e.Level) + OfGrade(e.Grade) : 0;
        public int LanguagePoints => Language is { } l ? Math.Min(15, 3 * Ladders.Rank(l.Level)) : 0;
        public int ExperiencePoints => Math.Min(20, 2 * Years);

        static int OfLevel(Domain.Kernel.Level level) =>
            level switch
            {
                Domain.Kernel.Level.EducationDoctor => 36,
                Domain.Kernel.Level.EducationMaster => 30,
                Domain.Kernel.Level.EducationBachelor => 22,
                Domain.Kernel.Level.EducationCollege => 14,
                _ => 8,
            };

        static int OfGrade(EvidenceGrade grade) =>
            grade switch
            {
                EvidenceGrade.ConfirmedByIssuer => 4,
                EvidenceGrade.OriginalSeen => 3,
                EvidenceGrade.CopySeen => 1,
                _ => -4,
            };
    }

    static readonly List<Given> None = [];

    /// <summary>
    /// Small, because a need that asks for little places everybody; what they have to show is looked up again for the
    /// few that are shown.
    /// </summary>
    readonly record struct Placing(Somebody Who, int Points, List<Given> Given);

    sealed record Found(
        List<Placing> Placings,
        Func<Somebody, Showing> Showing,
        int LookedAt,
        IReadOnlyList<LeftOut> LeftOut
    )
    {
        /// <summary>One more than there are before with more points.</summary>
        public int Rank(int place)
        {
            while (place > 0 && Placings[place - 1].Points == Placings[place].Points)
                place--;
            return place + 1;
        }
    }

    public async Task<FindTalentResponse> Find(FindTalentRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (asked, size) = Reading.Of(r => (Needs.Read(r, request.Need), r.PageSize(request.PageSize, Usual, Most)));
        await using var read = await registrar.Open(call, request.At);
        var state = await census.At(read, cancel);
        var found = await Rank(read, state, asked, cancel);
        var shown = found.Placings.Take(size).ToArray();
        var ids = shown.Select(p => p.Who.Id).ToArray();
        var occupations = await Occupation.Of(read, ids, cancel);
        var candidacies = (
            await read.Unopened<CandidacyFact>(
                $"f.person = any($1) and {read.Valid("f")} and f.stage not in ({(int)Stage.Left}, {(int)Stage.Declined}) order by f.found_on desc",
                cancel,
                (object)ids
            )
        )
            .GroupBy(f => f.Fact.Person)
            .ToDictionary(g => g.Key, g => g.First());
        return new()
        {
            At = read.Moment,
            TotalSize = found.Placings.Count,
            LookedAt = found.LookedAt,
            LeftOut = { found.LeftOut },
            Need = Needs.Words(request.Need ?? new()),
            NeedJson = Needs.Written(request.Need ?? new()),
            Ranked =
            {
                shown.Select(
                    (p, place) =>
                    {
                        var (id, candidacy) = (p.Who.Id, candidacies.GetValueOrDefault(p.Who.Id));
                        return new Ranked
                        {
                            Rank = found.Rank(place),
                            PersonId = id.ToString(),
                            FullName = occupations[id].Name,
                            Post = occupations[id].Post,
                            Points = p.Points,
                            Reasons = { Reasons(found.Showing(p.Who), p, state) },
                            CandidacyId = candidacy.Fact is null ? "" : candidacy.Stream.ToString(),
                            Stage = candidacy.Fact is { } c ? WireEnum<Wire.Stage, Stage>.Wire[c.Stage] : 0,
                        };
                    }
                ),
            },
        };
    }

    /// <summary>
    /// On which rank a search answered for a moment puts somebody, to be kept with the decision; null if it does not
    /// find them.
    /// </summary>
    public async Task<FoundBy?> Rank(string needJson, TimePoint? at, Guid person, ServerCallContext call)
    {
        var need = Needs.Parse(needJson);
        var asked = Reading.Of(r => Needs.Read(r, need));
        await using var read = await registrar.Open(call, at, field: "searched_at");
        var found = await Rank(read, await census.At(read, call.CancellationToken), asked, call.CancellationToken);
        return found.Placings.FindIndex(p => p.Who.Id == person) is var place and >= 0
            ? new(Needs.Written(need), found.Rank(place), read.On, $"{read.Position}")
            : null;
    }

    async Task<Found> Rank(ReadSession read, Census.State state, Asked asked, CancellationToken cancel)
    {
        var (day, position) = (read.On.DayNumber, read.Position);
        var fits = state.Fields.Select(f => asked.Fits(f.Folded)).ToArray();
        var reached = await Reached(read, cancel);
        var within = asked.Unit is { } unit ? await Places.Asked(read, unit, cancel) : null;
        var (pool, given) = (await Pool(read, cancel), await works.Of(read, cancel));
        var outsiders = await Outsiders(read, cancel);
        var (lookedAt, left, only) = (0, new int[8], new int[8]);
        var placings = new List<Placing>();
        foreach (var who in state.People)
        {
            if (!reached.Holds(who.Id))
                continue;
            var post = who.MainOn(day, position, state.Jobs);
            var inPool = pool.TryGetValue(who.Id, out var free);
            if (!Member(asked.Among, post is not null, outsiders.Contains(who.Id), inPool))
                continue;
            if (within is not null && (post is not { } at || within.Of(state.Jobs[at.Job]) < 0))
                continue;
            lookedAt++;
            var (showing, missing) = Show(who, asked, fits, state, day, position);
            var theirs = given.GetValueOrDefault(who.Id, None);
            if (asked.AvailableBy is { } by && post is null && !(inPool && free is { } from && from.Latest <= by))
                missing |= 1 << (int)NeedPart.Available;
            if (theirs.Count < asked.Contributions)
                missing |= 1 << (int)NeedPart.Contributions;
            if (missing == 0)
            {
                placings.Add(
                    new(who, showing.Points + (theirs.Count == 0 ? 0 : Math.Min(25, theirs.Sum(g => g.Points))), theirs)
                );
                continue;
            }
            var first = System.Numerics.BitOperations.TrailingZeroCount(missing);
            left[first]++;
            if (missing == 1 << first)
                only[first]++;
        }
        placings.Sort((a, b) => a.Points != b.Points ? b.Points.CompareTo(a.Points) : a.Who.Id.CompareTo(b.Who.Id));
        return new(
            placings,
            who => Show(who, asked, fits, state, day, position).Showing,
            lookedAt,
            [
                .. Enumerable
                    .Range(1, 7)
                    .Where(p => left[p] > 0)
                    .Select(p => new LeftOut
                    {
                        Part = (NeedPart)p,
                        People = left[p],
                        OnlyThis = only[p],
                    }),
            ]
        );
    }

    static async Task<HashSet<Guid>> Outsiders(ReadSession read, CancellationToken cancel) =>
        (
            await read.Query(
                $"select o.stream_id from {Table<OutsiderFact>()} o where {read.Known("o")} and {read.Valid("o")}",
                r => r.GetGuid(0),
                cancel
            )
        ).ToHashSet();

    static bool Member(Among among, bool serves, bool outsider, bool inPool) =>
        among switch
        {
            Among.Staff => serves,
            Among.Outsiders => outsider,
            Among.Pool => inPool,
            _ => serves || outsider || inPool,
        };

    static (Showing Showing, int Missing) Show(
        Somebody who,
        Asked asked,
        bool[] fits,
        Census.State state,
        int day,
        long position
    )
    {
        Study? best = null,
            language = null;
        var (field, level, known) = (!asked.HasField, false, false);
        foreach (var s in who.Studies)
        {
            if (s.Grade is EvidenceGrade.RevokedAsFalse || !s.On(day, position))
                continue;
            var ladder = Ladders.Of(s.Level);
            if (ladder is Ladder.ForeignLanguage && (language is not { } l || s.Level > l.Level))
                language = s;
            if (ladder is not Ladder.Education || !fits[s.Field])
                continue;
            field = true;
            var (high, sure) = (
                asked.Education is not { } least || s.Level >= least,
                asked.Known is not { } grade || s.Grade >= grade
            );
            (level, known) = (level || high, known || (high && sure));
            if (best is not { } b || Better(s, b, asked))
                best = s;
        }
        var service = new ServiceTime(DateOnly.FromDayNumber(day));
        foreach (var s in who.Services)
            if (s.Known(position) && s.From <= day && state.Jobs[s.Job].Kind is Domain.Personnel.AssignmentKind.Main)
                service.Add(DateOnly.FromDayNumber(s.From), DateOnly.FromDayNumber(s.To));
        var years = service.Years;
        var missing = 0;
        if (!field)
            missing |= 1 << (int)NeedPart.Field;
        else if (asked.Education is not null && !level)
            missing |= 1 << (int)NeedPart.Education;
        else if (asked.Known is not null && !known)
            missing |= 1 << (int)NeedPart.Known;
        if (asked.Language is { } need && (language is not { } spoken || spoken.Level < need))
            missing |= 1 << (int)NeedPart.Language;
        if (years < asked.ServiceYears)
            missing |= 1 << (int)NeedPart.Service;
        return (new(who, best, language, years), missing);
    }

    // What satisfies comes before what does not, then the higher, then the better known.
    static bool Better(Study s, Study than, Asked asked)
    {
        bool Does(Study x) =>
            (asked.Education is not { } least || x.Level >= least)
            && (asked.Known is not { } grade || x.Grade >= grade);
        if (Does(s) != Does(than))
            return Does(s);
        if (s.Level != than.Level)
            return s.Level > than.Level;
        return s.Grade != than.Grade ? s.Grade > than.Grade : s.Id.CompareTo(than.Id) < 0;
    }

    static async Task<Reached> Reached(ReadSession read, CancellationToken cancel)
    {
        if (read.Sight.Reader.EverybodyFor(Ability.ReadTalent))
            return await read.Sight.Reached(read, read.On, cancel);
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        var sql = read.Sight.People("p.stream_id", read.On, Value, Ability.ReadTalent);
        return new(
            (
                await read.Query(
                    $"select distinct p.stream_id from {Table<PersonSearchFact>()} p where {sql}",
                    r => r.GetGuid(0),
                    cancel,
                    [.. values]
                )
            ).ToHashSet(),
            new HashSet<Guid>()
        );
    }

    // Who is a candidate under way, and from when they are free to come.
    static async Task<Dictionary<Guid, PartialDate?>> Pool(ReadSession read, CancellationToken cancel)
    {
        var pool = new Dictionary<Guid, PartialDate?>();
        foreach (
            var (person, from) in await read.Query(
                $"select f.person, f.available_from from {Table<CandidacyFact>()} f where {read.Known("f")} and {read.Valid("f")} and f.stage not in ({(int)Stage.Left}, {(int)Stage.Declined}) order by f.stream_id",
                r => (r.GetGuid(0), r.IsDBNull(1) ? (PartialDate?)null : PartialDate.Parse(r.GetString(1))),
                cancel
            )
        )
            if (
                !pool.TryGetValue(person, out var earlier)
                || earlier is null
                || (from is { } f && f.Latest < earlier.Value.Latest)
            )
                pool[person] = from ?? earlier;
        return pool;
    }

    static IEnumerable<RankReason> Reasons(Showing s, Placing p, Census.State state)
    {
        if (s.Education is { } e && Profiles.Named(e.Level, state.Fields[e.Field].Name) is var (vi, en))
            yield return new()
            {
                Kind = ReasonKind.Education,
                Points = s.EducationPoints,
                Text = Words.Both(vi, en),
                Grade = WireEnum<People.EvidenceGrade, EvidenceGrade>.Wire[e.Grade],
                Key = $"qualification:{e.Id}",
            };
        if (p.Given.Count > 0)
        {
            var (best, more) = (p.Given[0], p.Given.Count);
            var (levelVi, levelEn) =
                best.Reach > 0 ? Contribution.Name((Domain.Contributions.RecognitionLevel)best.Reach) : ("", "");
            yield return new()
            {
                Kind = ReasonKind.Contributions,
                Points = p.Points - s.Points,
                ContributionIds = { p.Given.Select(g => g.Contribution.ToString()) },
                Text =
                    best.Reach > 0
                        ? Words.Both(
                            $"{more} đóng góp, cao nhất được công nhận cấp {levelVi}",
                            $"{more} contribution{(more == 1 ? "" : "s")}, the highest recognised: {levelEn}"
                        )
                        : Words.Both(
                            $"{more} đóng góp được tiếp thu",
                            $"{more} contribution{(more == 1 ? "" : "s")} taken up"
                        ),
            };
        }
        if (s.Years > 0)
            yield return new()
            {
                Kind = ReasonKind.Experience,
                Points = s.ExperiencePoints,
                Text = Words.Both($"{s.Years} năm công tác", $"{s.Years} year{(s.Years == 1 ? "" : "s")} of service"),
            };
        if (s.Language is { } l && Ladders.Name(l.Level) is var name)
            yield return new()
            {
                Kind = ReasonKind.Language,
                Points = s.LanguagePoints,
                Text = Words.Both(
                    $"Ngoại ngữ {name.Vi.ToLowerInvariant()}",
                    $"Foreign language, {name.En.ToLowerInvariant()}"
                ),
                Grade = WireEnum<People.EvidenceGrade, EvidenceGrade>.Wire[l.Grade],
                Key = $"qualification:{l.Id}",
            };
    }
}
