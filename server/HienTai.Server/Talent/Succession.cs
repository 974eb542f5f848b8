using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Domain.Talent;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Reporting;
using HienTai.Server.Standards;
using HienTai.Talent.V1;
using Ability = HienTai.Domain.Access.Ability;
using Category = HienTai.Domain.Kernel.Category;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using Readiness = HienTai.Domain.Talent.Readiness;
using SourceKind = HienTai.Domain.Talent.SourceKind;
using Stage = HienTai.Domain.Talent.Stage;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>What somebody still lacks for a post they do not hold, judged by the standards of that post.</summary>
public sealed class Successions(Census census)
{
    public async Task<List<Wanting>> Wanting(ReadSession read, Guid person, Category category, string title, string post, CancellationToken cancel) =>
        (await Of(read, [(person, category, title, post)], cancel))[0];

    /// <summary>For each of these people and posts.</summary>
    internal async Task<List<List<Wanting>>> Of(ReadSession read, IReadOnlyList<(Guid Person, Category Category, string Title, string Post)> asked, CancellationToken cancel)
    {
        var state = await census.At(read, cancel);
        var book = await StandardQuestions.InForce(read, read.On, cancel);
        var wanted = asked.Select(a => a.Person).ToHashSet();
        var people = state.People.Where(p => wanted.Contains(p.Id)).ToDictionary(p => p.Id);
        return [.. asked.Select(a => people.TryGetValue(a.Person, out var who) ? Lacking(who, a.Category, a.Title, VietnameseText.Fold(a.Post), state, book, read) : [])];
    }

    static List<Wanting> Lacking(Somebody who, Category category, string title, string post, Census.State state, Rulebook book, ReadSession read)
    {
        var (day, position) = (read.On.DayNumber, read.Position);
        var holds = who.Studies.Where(s => s.Grade is not EvidenceGrade.RevokedAsFalse && s.On(day, position)).Select(s => new Held(s.Id, s.Level, state.Fields[s.Field].Folded, s.Grade)).ToArray();
        var about = who.As(position) ?? new(Sex.Female, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber, 0, 0);
        // They would come into the post that very day.
        var subject = new Subject(category, title, post, read.On, read.On, about.Sex, DateOnly.FromDayNumber(about.BirthEarliest), DateOnly.FromDayNumber(about.BirthLatest), holds, []);
        var lacking = new List<Wanting>();
        foreach (var rule in book.About(category, title, post))
            if (rule.Of(subject) is { Standing: Standing.NotMet or Standing.NotEnoughData or Standing.MetForNow } && StandardNarrator.Asked(rule.Details.Demands.Ways) is var (vi, en))
                lacking.Add(new() { StandardId = rule.Id.ToString(), Code = rule.Details.Code, Vi = $"{rule.Details.Vi}: {vi}", En = $"{rule.Details.En}: {en}" });
        return lacking;
    }
}

/// <summary>Posts of leadership and who could take them.</summary>
public sealed class Succession(Registrar registrar, Census census, Successions successions)
{
    // By the beginning of the post, folded. Source: the posts of the plan's bodies; which count as leadership is our reading.
    static readonly string[] Leading = ["bi thu", "pho bi thu", "chu tich", "pho chu tich", "truong phong", "pho truong phong", "chanh", "pho chanh", "giam doc", "pho giam doc", "hieu truong", "pho hieu truong", "truong ban", "pho truong ban"];

    sealed record Post(Guid Unit, string Folded);

    public async Task<GetSuccessionResponse> Of(GetSuccessionRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var unit = Reading.Of(r => r.OptionalId(request.UnitId, "unit_id"));
        await using var read = await registrar.Open(call, request.At);
        var (state, places, seen) = (await census.At(read, cancel), await Places.Asked(read, unit, cancel), await Seen.Of(read, cancel));
        var posts = new Dictionary<Post, (string Name, Guid? Holder, Category Category, string Title, string Retires)>();
        foreach (var who in state.People)
        {
            if (who.MainOn(read.On.DayNumber, read.Position, state.Jobs) is not { } main) continue;
            var job = state.Jobs[main.Job];
            if (places.Of(job.Unit) < 0 || !Leading.Any(l => job.Folded.StartsWith(l, StringComparison.Ordinal)) || !seen.Holds(who.Id, read.On)) continue;
            posts.TryAdd(new(job.Unit, job.Folded), (job.Post, who.Id, job.Category, job.Title, Retires(who.As(read.Position))));
        }
        var values = new List<object?>();
        string Value(object? value) { values.Add(value); return $"${values.Count}"; }
        var candidacies = (await read.Unopened<CandidacyFact>($"{read.Valid("f")} and f.kind = {(int)SourceKind.Successor} and f.target_unit is not null and f.stage not in ({(int)Stage.Left}, {(int)Stage.Declined}) and {read.Sight.People("f.person", read.On, Value, Ability.ReadTalent)}", cancel, [.. values]))
            .Where(c => places.Of(c.Fact.TargetUnit!.Value) >= 0).ToArray();
        var lacking = await successions.Of(read, [.. candidacies.Select(c => (c.Fact.Person, c.Fact.TargetCategory!.Value, c.Fact.TargetTitle, c.Fact.TargetPost))], cancel);
        var byPost = candidacies.Select((c, i) => (Candidacy: c, Wanting: lacking[i])).ToLookup(c => new Post(c.Candidacy.Fact.TargetUnit!.Value, VietnameseText.Fold(c.Candidacy.Fact.TargetPost)));
        foreach (var named in byPost) posts.TryAdd(named.Key, named.First().Candidacy.Fact is var one ? (one.TargetPost, null, one.TargetCategory!.Value, one.TargetTitle, "") : default);
        var occupations = await Occupation.Of(read, [.. candidacies.Select(c => c.Fact.Person), .. posts.Values.Select(p => p.Holder).OfType<Guid>()], cancel);
        var response = new GetSuccessionResponse { At = read.Moment };
        foreach (var (at, post) in posts.OrderBy(p => Order(byPost[p.Key])).ThenBy(p => places.Of(p.Key.Unit)).ThenBy(p => p.Key.Folded, StringComparer.Ordinal))
        {
            response.Posts.Add(new SuccessionPost
            {
                UnitId = at.Unit.ToString(),
                UnitName = places.At(at.Unit)!.Unit.Name,
                Post = post.Name,
                HolderId = post.Holder?.ToString() ?? "",
                HolderName = post.Holder is { } holder ? occupations[holder].Name : "",
                Retires = post.Retires,
                Category = WireEnum<HienTai.Personnel.V1.Category, Category>.Wire[post.Category],
                TitleCode = post.Title,
                Successors =
                {
                    byPost[at].OrderBy(c => c.Candidacy.Fact.Readiness).ThenBy(c => c.Wanting.Count).ThenBy(c => VietnameseText.NameKey(occupations[c.Candidacy.Fact.Person].Name), StringComparer.Ordinal).Select(c => new Successor
                    {
                        CandidacyId = c.Candidacy.Stream.ToString(), PersonId = c.Candidacy.Fact.Person.ToString(), FullName = occupations[c.Candidacy.Fact.Person].Name, Post = occupations[c.Candidacy.Fact.Person].Post,
                        Readiness = c.Candidacy.Fact.Readiness is { } ready ? WireEnum<Wire.Readiness, Readiness>.Wire[ready] : 0, Stage = WireEnum<Wire.Stage, Stage>.Wire[c.Candidacy.Fact.Stage], Wanting = { c.Wanting },
                    }),
                },
            });
        }
        (response.WithReady, response.WithNone) = (response.Posts.Count(p => p.Successors.Any(s => s.Readiness is Wire.Readiness.Ready)), response.Posts.Count(p => p.Successors.Count == 0));
        return response;
    }

    static int Order(IEnumerable<(FactRow<CandidacyFact> Candidacy, List<Wanting> Wanting)> successors) => !successors.Any() ? 0 : successors.Any(s => s.Candidacy.Fact.Readiness is Readiness.Ready) ? 2 : 1;

    static string Retires(Particular? about) => about is { } a && a.BirthEarliest == a.BirthLatest ? $"{Retirement.Of(a.Sex, DateOnly.FromDayNumber(a.BirthEarliest)):yyyy-MM}" : "";
}
