using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using Period = HienTai.Domain.Kernel.Period;
using Wire = HienTai.Access.V1;

namespace HienTai.Server.Access;

/// <summary>
/// Who could see a file, or a unit's files, on a day, as far as was known then, and by what right.
/// </summary>
public sealed class SightListing(Registrar registrar)
{
    /// <summary>How far a mandate reaches: the units below its own, and when; null is everybody.</summary>
    sealed record Scope(MandateFact Mandate, Reach Reach, IReadOnlyList<ReachedUnit>? Below)
    {
        public bool Everybody => Reach is Reach.Units && Below is null;
    }

    /// <summary>Why something is seen, and of which periods alone, if not the whole.</summary>
    sealed record Seen(Text Because, params Period[] Periods)
    {
        public static readonly Seen Everybody = new(Words.Both("toàn bộ sổ đăng ký", "the whole registry"));

        public bool Whole => Periods.Length == 0;
    }

    public async Task<Wire.ListSightResponse> List(Wire.ListSightRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (person, unit) = Reading.Of(r => PersonOrUnit(r, request));
        await using var read = await registrar.Open(call, request.At);
        if (!await MayAsk(read, person, cancel))
            throw Missing(read);
        var accounts = (await read.Facts<AccountFact>("f.open", cancel)).ToDictionary(a => a.Stream, a => a.Fact);
        var served = person is { } whose ? await Served(read, whose, cancel) : [];
        var mandates = await read.Facts<MandateFact>($"{read.Valid("f")}", cancel);
        var titles = await Titles.Of(
            read,
            mandates.Select(m => m.Fact.Unit).OfType<Guid>().Concat(served.Select(s => s.Unit)),
            cancel
        );
        var sources = await Bases.Of(
            read,
            mandates.Select(m => m.KnownFrom),
            mandates.Select(m => m.Fact.Paper),
            cancel
        );
        var sights = new List<Wire.Sight>();
        foreach (var mandate in mandates.Where(m => accounts.ContainsKey(m.Stream)))
        {
            var (account, rights) = (accounts[mandate.Stream], RoleRights.For(mandate.Fact.Role));
            if (rights.Reach is Reach.Nobody)
                continue;
            var scope = await ScopeOf(read, mandate.Fact, rights.Reach, cancel);
            var seen = unit is { } asked
                ? OfUnit(scope, asked, read.On, titles)
                : OfPerson(scope, account.Person == person, served, read.On, titles);
            if (seen is not null)
                sights.Add(
                    new()
                    {
                        AccountId = mandate.Stream.ToString(),
                        AccountName = account.Name,
                        AccountTitle = Words.Both(account.TitleVi, account.TitleEn),
                        Mandate = Accounts.MandateOf(
                            mandate.Fact,
                            read.On,
                            titles,
                            sources[mandate.KnownFrom, mandate.Fact.Paper]
                        ),
                        Classes = { rights.Reads.Order().Select(c => (Rpc.V1.DataClass)(int)c) },
                        Whole = seen.Whole,
                        Because = seen.Because,
                        Periods = { seen.Periods.Select(p => p.Wire) },
                    }
                );
        }
        return new()
        {
            At = read.Moment,
            Sights = { sights.OrderBy(s => VietnameseText.TextKey(s.AccountTitle.Vi), StringComparer.Ordinal) },
        };
    }

    static (Guid? Person, Guid? Unit) PersonOrUnit(Reading r, Wire.ListSightRequest request)
    {
        var (person, unit) = (r.OptionalId(request.PersonId, "person_id"), r.OptionalId(request.UnitId, "unit_id"));
        if (person is null == unit is null)
            r.Fault("person_id", "Hãy chọn một người hoặc một đơn vị.", "Choose either a person or a unit.", 0);
        return (person, unit);
    }

    /// <summary>
    /// Of a file whoever sees it and keeps privacy or audits, and the person; of a unit whoever has the registry's
    /// rights in their keeping.
    /// </summary>
    static async Task<bool> MayAsk(ReadSession read, Guid? person, CancellationToken cancel)
    {
        var reader = read.Sight.Reader;
        var keeps = reader.May(Ability.KeepPrivacy) || reader.May(Ability.Audit);
        return person is { } id
            ? (keeps || reader.Person == id) && (await read.Sight.Of(read, id, cancel)).Basic.Any
            : keeps || reader.May(Ability.Administer);
    }

    static async Task<List<AssignmentFact>> Served(ReadSession read, Guid person, CancellationToken cancel)
    {
        var served = await read.Facts<AssignmentFact>("f.stream_id = $1 order by f.valid_from", cancel, person);
        if (
            served.Count == 0
            && await read.Query(
                "select exists (select from ledger where stream_id = $1 and kind = 'person' and position <= $2)",
                r => r.GetBoolean(0),
                cancel,
                person,
                read.Position
            )
                is [false]
        )
            throw Missing(read);
        return served.ConvertAll(s => s.Fact);
    }

    static async Task<Scope> ScopeOf(ReadSession read, MandateFact mandate, Reach reach, CancellationToken cancel) =>
        new(
            mandate,
            reach,
            reach is Reach.Units && mandate.Unit is { } top ? await Readers.Below(read, top, cancel) : null
        );

    static Seen? OfUnit(Scope scope, Guid unit, DateOnly on, Titles titles)
    {
        if (scope.Everybody)
            return Seen.Everybody;
        if (scope.Below?.Any(b => b.Unit == unit && b.Since <= on && on < b.Until) is not true)
            return null;
        var top = titles[scope.Mandate.Unit!.Value, on];
        return new(Words.Both($"đơn vị thuộc {top}", $"the unit lies under {top}"));
    }

    static Seen? OfPerson(Scope scope, bool own, List<AssignmentFact> served, DateOnly on, Titles titles)
    {
        if (scope.Reach is Reach.Self)
            return own ? new(Words.Both("hồ sơ của chính chủ tài khoản", "the account's own file")) : null;
        if (scope.Everybody)
            return Seen.Everybody;
        var reached = Stretches(scope, served).Where(s => s.From < s.To && s.From <= on).ToArray();
        if (reached.Length == 0)
            return null;
        var now = reached.LastOrDefault(s => on < s.To).Post;
        var post = now ?? reached[^1].Post;
        var name = $"{post.Post}, {titles[post.Unit, on]}";
        if (now is not null)
            return new(Words.Same(name));
        return new(
            Words.Both($"{name} (đã rời)", $"{name} (has left)"),
            [
                .. reached.Select(s => new Period(
                    s.From == DateOnly.MinValue ? null : s.From,
                    s.To == DateOnly.MaxValue ? null : s.To
                )),
            ]
        );
    }

    /// <summary>While which posts the mandate reached their holder.</summary>
    static IEnumerable<(AssignmentFact Post, DateOnly From, DateOnly To)> Stretches(
        Scope scope,
        List<AssignmentFact> served
    ) =>
        scope.Below is { } below
            ? from post in served
            from unit in below
            where unit.Unit == post.Unit
            select (post, Later(unit.Since, post.Valid.ClaimedFrom), Earlier(unit.Until, post.Valid.ClaimedTo))
            : from post in served
            where post.ManagedByStandingCommittee
            select (post, post.Valid.ClaimedFrom, post.Valid.ClaimedTo);

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có hồ sơ này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such record on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );
}
