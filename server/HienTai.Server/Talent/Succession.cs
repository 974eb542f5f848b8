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
    public async Task<List<Wanting>> Wanting(
        ReadSession read,
        Guid person,
        Category category,
        string title,
        string post,
        CancellationToken cancel
    ) => (await Of(read, [(person, category, title, post)], cancel))[0];

    /// <summary>For each of these people and posts.</summary>
    internal async Task<List<List<Wanting>>> Of(
        ReadSession read,
        IReadOnlyList<(Guid Person, Category Category, string Title, string Post)> asked,
        CancellationToken cancel
    )
    {
        var state = await census.At(read, cancel);
        var book = await StandardQuestions.InForce(read, read.On, cancel);
        var wanted = asked.Select(a => a.Person).ToHashSet();
        var people = state.People.Where(p => wanted.Contains(p.Id)).ToDictionary(p => p.Id);
        return
        [
            .. asked.Select(a =>
                people.TryGetValue(a.Person, out var who)
                    ? Lacking(who, a.Category, a.Title, VietnameseText.Fold(a.Post), state, book, read)
                    : []
            ),
        ];
    }

    static List<Wanting> Lacking(
        Somebody who,
        Category category,
        string title,
        string post,
        Census.State state,
        Rulebook book,
        ReadSession read
    )
    {
        var (day, position) = (read.On.DayNumber, read.Position);
        var holds = who
            .Studies.Where(s => s.Grade is not EvidenceGrade.RevokedAsFalse && s.On(day, position))
            .Select(s => new Held(s.Id, s.Level, state.Fields[s.Field].Folded, s.Grade))
            .ToArray();
        var about = who.As(position) ?? Particular.None;
        // They would come into the post that very day.
        var subject = new Subject(category, title, post, read.On, read.On, about.Sex, about.Birth, holds, []);
        var lacking = new List<Wanting>();
        foreach (var rule in book.About(category, title, post))
            if (
                rule.Of(subject) is { Standing: Standing.NotMet or Standing.NotEnoughData or Standing.MetForNow }
                && StandardNarrator.Asked(rule.Details.Demands.Ways) is var (vi, en)
            )
                lacking.Add(
                    new()
                    {
                        StandardId = rule.Id.ToString(),
                        Code = rule.Details.Code,
                        Vi = $"{rule.Details.Vi}: {vi}",
                        En = $"{rule.Details.En}: {en}",
                    }
                );
        return lacking;
    }
}

/// <summary>Posts of leadership and who could take them.</summary>
public sealed class Succession(Registrar registrar, Census census, Successions successions)
{
    // By the beginning of the post, folded. Source: the posts of the plan's bodies; which count as leadership is our
    // reading.
    static readonly string[] Leading =
    [
        "bi thu",
        "pho bi thu",
        "chu tich",
        "pho chu tich",
        "truong phong",
        "pho truong phong",
        "chanh",
        "pho chanh",
        "giam doc",
        "pho giam doc",
        "hieu truong",
        "pho hieu truong",
        "truong ban",
        "pho truong ban",
    ];

    /// <summary>What makes two posts the same: the unit and the folded name.</summary>
    sealed record Key(Guid Unit, string Folded);

    sealed record Post(string Name, Guid? Holder, Category Category, string Title, string Retires, PartialDate? Born);

    public async Task<ListSuccessionResponse> List(ListSuccessionRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var asked = Reading.Of(r =>
            (
                Unit: r.OptionalId(request.UnitId, "unit_id"),
                Words: r.Words(request.Query, "query", 200),
                Size: r.PageSize(request.PageSize, 50, 200),
                States: request
                    .States.Select((s, i) => r.Enum<SuccessionState, SuccessionState>(s, $"states[{i}]"))
                    .ToHashSet()
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var places = await Places.Asked(read, asked.Unit, cancel);
        var posts = await Held(read, places, cancel);
        var candidacies = (await Successors(read, cancel))
            .Where(c => places.Of(c.Fact.TargetUnit!.Value) >= 0)
            .ToLookup(c => new Key(c.Fact.TargetUnit!.Value, VietnameseText.Fold(c.Fact.TargetPost)));
        foreach (var named in candidacies)
            if (named.First().Fact is var one)
                posts.TryAdd(
                    named.Key,
                    new(one.TargetPost, null, one.TargetCategory!.Value, one.TargetTitle, "", null)
                );
        var names = await Titles.Of(read, posts.Values.Select(p => p.Holder).OfType<Guid>(), cancel);
        var about = posts
            .Where(p => About(asked.Words, p.Value, places.At(p.Key.Unit)!, HolderName(p.Value)))
            .Select(p => (At: p.Key, Post: p.Value, State: State(candidacies[p.Key])))
            .ToArray();
        var matching = about
            .Where(p => asked.States.Count == 0 || asked.States.Contains(p.State))
            .OrderBy(p => p.State)
            .ThenBy(p => places.Of(p.At.Unit))
            .ThenBy(p => p.At.Folded, StringComparer.Ordinal)
            .ToArray();
        var offset = page?.Offset ?? 0;
        var shown = matching.Skip(offset).Take(asked.Size).ToArray();
        var response = new ListSuccessionResponse
        {
            At = read.Moment,
            TotalSize = matching.Length,
            Figures =
            {
                about
                    .CountBy(p => p.State)
                    .OrderBy(f => f.Key)
                    .Select(f => new SuccessionFigure { State = f.Key, Posts = f.Value }),
            },
        };
        var successors = (await Told(read, [.. shown.SelectMany(p => candidacies[p.At])], cancel)).ToLookup(
            s => s.At,
            s => s.Successor
        );
        foreach (var (at, post, _) in shown)
            response.Posts.Add(Told(at, post, places, HolderName(post), successors[at]));
        if (offset + shown.Length < matching.Length)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, offset + shown.Length, matching.Length, [])
                .ToString();
        return response;

        string HolderName(Post post) => post.Holder is { } holder ? names[holder, read.On] : "";
    }

    static SuccessionPost Told(Key at, Post post, Places places, string holder, IEnumerable<Successor> successors) =>
        new()
        {
            UnitId = at.Unit.ToString(),
            UnitName = places.At(at.Unit)!.Unit.Name,
            Post = post.Name,
            HolderId = post.Holder?.ToString() ?? "",
            HolderName = holder,
            Retires = post.Retires,
            RetiresCountedFrom = $"{Reckoning.CountedFrom(post.Born):yyyy-MM-dd}",
            Category = WireEnum<HienTai.Personnel.V1.Category, Category>.Wire[post.Category],
            TitleCode = post.Title,
            Successors = { successors },
        };

    static bool About(string[] asked, Post post, Place at, string holder)
    {
        var words = VietnameseText.Words($"{post.Name} {at.Unit.Name} {holder}");
        return asked.All(w => words.Any(o => o.StartsWith(w, StringComparison.Ordinal)));
    }

    /// <summary>The posts of leadership that somebody the reader sees holds as their main one.</summary>
    async Task<Dictionary<Key, Post>> Held(ReadSession read, Places places, CancellationToken cancel)
    {
        var (state, seen) = (await census.At(read, cancel), await Seen.Of(read, cancel));
        var posts = new Dictionary<Key, Post>();
        foreach (var who in state.People)
        {
            if (who.MainOn(read.On.DayNumber, read.Position, state.Jobs) is not { } main)
                continue;
            var job = state.Jobs[main.Job];
            if (
                places.Of(job) < 0
                || !Leading.Any(l => job.Folded.StartsWith(l, StringComparison.Ordinal))
                || !seen.Holds(who.Id, read.On)
            )
                continue;
            posts.TryAdd(
                new(job.Unit, job.Folded),
                new(
                    job.Post,
                    who.Id,
                    job.Category,
                    job.Title,
                    Retires(who.As(read.Position)),
                    who.As(read.Position)?.Birth
                )
            );
        }
        return posts;
    }

    static Task<List<FactRow<CandidacyFact>>> Successors(ReadSession read, CancellationToken cancel)
    {
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        return read.Unopened<CandidacyFact>(
            $"{read.Valid("f")} and f.kind = {(int)SourceKind.Successor} and f.target_unit is not null and f.stage not in ({(int)Stage.Left}, {(int)Stage.Declined}) and {read.Sight.People("f.person", read.On, Value, Ability.ReadTalent)}",
            cancel,
            [.. values]
        );
    }

    /// <summary>Those who could take a post: the readiest first, then who lacks least.</summary>
    async Task<IEnumerable<(Key At, Successor Successor)>> Told(
        ReadSession read,
        FactRow<CandidacyFact>[] candidacies,
        CancellationToken cancel
    )
    {
        var lacking = await successions.Of(
            read,
            [
                .. candidacies.Select(c =>
                    (c.Fact.Person, c.Fact.TargetCategory!.Value, c.Fact.TargetTitle, c.Fact.TargetPost)
                ),
            ],
            cancel
        );
        var now = await Occupation.Of(read, [.. candidacies.Select(c => c.Fact.Person)], cancel);
        return candidacies
            .Zip(lacking)
            .OrderBy(c => c.First.Fact.Readiness)
            .ThenBy(c => c.Second.Count)
            .ThenBy(c => VietnameseText.NameKey(now[c.First.Fact.Person].Name), StringComparer.Ordinal)
            .Select(c =>
                (
                    new Key(c.First.Fact.TargetUnit!.Value, VietnameseText.Fold(c.First.Fact.TargetPost)),
                    new Successor
                    {
                        CandidacyId = c.First.Stream.ToString(),
                        PersonId = c.First.Fact.Person.ToString(),
                        FullName = now[c.First.Fact.Person].Name,
                        Post = now[c.First.Fact.Person].Post,
                        Readiness = c.First.Fact.Readiness is { } ready
                            ? WireEnum<Wire.Readiness, Readiness>.Wire[ready]
                            : 0,
                        Stage = WireEnum<Wire.Stage, Stage>.Wire[c.First.Fact.Stage],
                        Wanting = { c.Second },
                    }
                )
            );
    }

    static SuccessionState State(IEnumerable<FactRow<CandidacyFact>> successors)
    {
        if (!successors.Any())
            return SuccessionState.None;
        return successors.Any(s => s.Fact.Readiness is Readiness.Ready) ? SuccessionState.Ready : SuccessionState.Later;
    }

    static string Retires(Particular? about) =>
        about is { Birth: { } birth, Sex: var sex } ? $"{Retirement.Of(sex, birth):yyyy-MM}" : "";
}
