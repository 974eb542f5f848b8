using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Wire = HienTai.Access.V1;

namespace HienTai.Server.Access;

/// <summary>Tells when an account last signed in; the sign-in store knows.</summary>
public interface ILastSignIns
{
    Task<IReadOnlyDictionary<Guid, DateTimeOffset>> Of(IReadOnlyCollection<Guid> accounts, CancellationToken cancel);
}

/// <summary>The questions about accounts and mandates, each at a TimePoint.</summary>
public sealed class Accounts(Registrar registrar, Histories histories, IEnumerable<ILastSignIns> signIns)
{
    public async Task<Wire.ListAccountsResponse> List(Wire.ListAccountsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (words, role, unit, size) = Reading.Of(r =>
            (
                r.Words(request.Query, "query", 200),
                request.Role is 0 ? (Role?)null : r.Enum<Wire.Role, Role>(request.Role, "role"),
                r.OptionalId(request.UnitId, "unit_id"),
                r.PageSize(request.PageSize, 50, 200)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var (where, values) = (request.Closed ? "true" : "f.open", new List<object?>());
        string Value(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
        foreach (var word in words)
            where += $" and (' ' || f.words) like {Value($"% {word}%")}";
        if (role is not null || unit is not null)
            where +=
                $" and exists (select from {Table<MandateFact>()} m where m.stream_id = f.stream_id and {read.Known("m")} and {read.Valid("m")}{(role is { } only ? $" and m.role = {Value((int)only)}" : "")}{(unit is { } at ? $" and m.unit = {Value(at)}" : "")})";
        var total = await read.Query(
            $"select count(*) from {Table<AccountFact>()} f where {read.Known("f")} and {where}",
            r => (int)r.GetInt64(0),
            cancel,
            [.. values]
        );
        var found = await read.Facts<AccountFact>(
            $"{where} order by f.sort_key collate \"C\", f.stream_id limit {size + 1} offset {page?.Offset ?? 0}",
            cancel,
            [.. values]
        );
        var response = new Wire.ListAccountsResponse
        {
            At = read.Moment,
            TotalSize = total[0],
            Accounts = { await Described(read, [.. found.Take(size)], cancel) },
        };
        if (found.Count > size)
            response.NextPageToken = new PageToken(
                PageToken.HashOf(request, call.Reader.Account),
                read.On,
                read.Position,
                (page?.Offset ?? 0) + size,
                total[0],
                []
            ).ToString();
        return response;
    }

    public async Task<Wire.GetAccountResponse> Get(Wire.GetAccountRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var found = await read.Facts<AccountFact>(
            "f.stream_id = $1",
            call.CancellationToken,
            Reading.Of(r => r.Id(request.Id, "id"))
        );
        return found.Count == 0
            ? throw Missing(read)
            : new() { At = read.Moment, Account = (await Described(read, found, call.CancellationToken))[0] };
    }

    public async Task<Wire.GetAccountHistoryResponse> History(
        Wire.GetAccountHistoryRequest request,
        ServerCallContext call
    )
    {
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var entries = await read.Facts<AccountFact>("f.stream_id = $1", call.CancellationToken, id) is { Count: > 0 }
            ? await histories.Of(read, id, call.CancellationToken)
            : [];
        return entries.Count == 0 ? throw Missing(read) : new() { At = read.Moment, Entries = { entries } };
    }

    public async Task<bool> IsProgram(Guid account, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, null);
        return await Readers.IsProgram(read, account, call.CancellationToken);
    }

    public async Task<List<Wire.Account>> Described(
        ReadSession read,
        List<FactRow<AccountFact>> found,
        CancellationToken cancel
    )
    {
        var ids = found.Select(f => f.Stream).ToArray();
        var mandates = (
            await read.Facts<MandateFact>(
                $"f.stream_id = any($1) and f.valid_from <= date '{read.On:yyyy-MM-dd}' order by f.valid_from desc, f.mandate",
                cancel,
                ids
            )
        ).ToLookup(m => m.Stream);
        var titles = await Titles.Of(read, mandates.SelectMany(m => m).Select(m => m.Fact.Unit).OfType<Guid>(), cancel);
        var sources = await Bases.Of(
            read,
            found.Select(f => f.KnownFrom).Concat(mandates.SelectMany(m => m).Select(m => m.KnownFrom)),
            mandates.SelectMany(m => m).Select(m => m.Fact.Paper),
            cancel
        );
        var versions = (
            await read.Query(
                "select stream_id, max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (r.GetGuid(0), r.GetInt64(1)),
                cancel,
                ids,
                read.Position
            )
        ).ToDictionary(v => v.Item1, v => v.Item2);
        var signedIn =
            read.Position == read.Head && signIns.FirstOrDefault() is { } known
                ? await known.Of(ids, cancel)
                : new Dictionary<Guid, DateTimeOffset>();
        var programs = await ProgramsAmong(read, ids, cancel);
        var people = read.Sight.Reader.May(Ability.ReadPeople)
            ? await read.Sight.Of(read, [.. found.Select(f => f.Fact.Person).OfType<Guid>()], cancel)
            : new Dictionary<Guid, PersonSight>();
        return
        [
            .. found.Select(f => new Wire.Account
            {
                Id = f.Stream.ToString(),
                Version = versions[f.Stream],
                Name = f.Fact.Name,
                Title = Words.Both(f.Fact.TitleVi, f.Fact.TitleEn),
                Open = f.Fact.Open,
                Program = programs.Contains(f.Stream),
                Source = sources[f.KnownFrom],
                PersonId =
                    f.Fact.Person is { } person && people.TryGetValue(person, out var sight) && sight.Basic.Any
                        ? person.ToString()
                        : "",
                LastSignInTime = signedIn.TryGetValue(f.Stream, out var at)
                    ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at)
                    : null,
                Mandates =
                {
                    mandates[f.Stream]
                        .OrderByDescending(m => m.Fact.Valid.Holds(read.On))
                        .Select(m => MandateOf(m.Fact, read.On, titles, sources[m.KnownFrom, m.Fact.Paper])),
                },
            }),
        ];
    }

    static async Task<HashSet<Guid>> ProgramsAmong(ReadSession read, Guid[] ids, CancellationToken cancel) =>
        [
            .. await read.Query(
                $"select distinct c.stream_id from {Table<AccountChangeFact>()} c where c.stream_id = any($1) and {read.Known("c")} and c.what = {(int)AccountChangeKind.Terms}",
                r => r.GetGuid(0),
                cancel,
                (object)ids
            ),
        ];

    static Wire.Mandate MandateOf(MandateFact f, DateOnly on, Titles titles, Source? source) =>
        new()
        {
            Id = f.Mandate.ToString(),
            Role = (Wire.Role)(int)f.Role,
            UnitId = f.Unit?.ToString() ?? "",
            UnitName = f.Unit is { } unit ? titles[unit, on] : "",
            Period = f.Valid.Wire,
            InForce = f.Valid.Holds(on),
            Source = source,
        };

    /// <summary>
    /// Who could see a file, or a unit's files, on a day, as far as was known then, and by what right.
    /// </summary>
    public async Task<Wire.ListSightResponse> Sights(Wire.ListSightRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (person, unit) = Reading.Of(r =>
            (r.OptionalId(request.PersonId, "person_id"), r.OptionalId(request.UnitId, "unit_id")) is var ids
            && ids.Item1 is null == ids.Item2 is null
                ? r.Fault("person_id", "Hãy chọn một người hoặc một đơn vị.", "Choose either a person or a unit.", ids)
                : ids
        );
        await using var read = await registrar.Open(call, request.At);
        var reader = call.Reader;
        if (
            person is { } id
                ? !(
                    (reader.May(Ability.KeepPrivacy) || reader.May(Ability.Audit) || reader.Person == id)
                    && (await read.Sight.Of(read, id, cancel)).Basic.Any
                )
                : !(reader.May(Ability.Administer) || reader.May(Ability.KeepPrivacy) || reader.May(Ability.Audit))
        )
            throw MissingFile(read);

        var accounts = (await read.Facts<AccountFact>("f.open", cancel)).ToDictionary(a => a.Stream, a => a.Fact);
        var response = new Wire.ListSightResponse { At = read.Moment };
        var served = person is { } whose
            ? await read.Facts<AssignmentFact>("f.stream_id = $1 order by f.valid_from", cancel, whose)
            : [];
        if (
            person is not null
            && served.Count == 0
            && await read.Query(
                "select exists (select from ledger where stream_id = $1 and kind = 'person' and position <= $2)",
                r => r.GetBoolean(0),
                cancel,
                person,
                read.Position
            )
                is [false]
        )
            throw MissingFile(read);
        var mandates = await read.Facts<MandateFact>($"{read.Valid("f")}", cancel);
        var titles = await Titles.Of(
            read,
            mandates.Select(m => m.Fact.Unit).OfType<Guid>().Concat(served.Select(s => s.Fact.Unit)),
            cancel
        );
        var sources = await Bases.Of(
            read,
            mandates.Select(m => m.KnownFrom),
            mandates.Select(m => m.Fact.Paper),
            cancel
        );
        foreach (var mandate in mandates.Where(m => accounts.ContainsKey(m.Stream)))
        {
            var (f, what, account) = (mandate.Fact, RoleRights.For(mandate.Fact.Role), accounts[mandate.Stream]);
            if (what.Reach is Reach.Nobody)
                continue;
            var below = what.Reach is Reach.Units && f.Unit is { } top ? await Readers.Below(read, top, cancel) : null;
            var everybody = what.Reach is Reach.Units && below is null;
            var sight = new Wire.Sight
            {
                AccountId = mandate.Stream.ToString(),
                AccountName = account.Name,
                AccountTitle = Words.Both(account.TitleVi, account.TitleEn),
                Mandate = MandateOf(f, read.On, titles, sources[mandate.KnownFrom, f.Paper]),
                Classes = { what.Reads.Order().Select(c => (Rpc.V1.DataClass)(int)c) },
            };
            if (unit is { } asked)
            {
                if (
                    what.Reach is Reach.Self or Reach.ManagedCadres
                    || !(everybody || below!.Any(b => b.Unit == asked && b.Since <= read.On && read.On < b.Until))
                )
                    continue;
                (sight.Whole, sight.Because) = (
                    true,
                    everybody
                        ? Everybody
                        : Words.Both(
                            $"đơn vị thuộc {titles[f.Unit!.Value, read.On]}",
                            $"the unit lies under {titles[f.Unit!.Value, read.On]}"
                        )
                );
                response.Sights.Add(sight);
                continue;
            }
            var stretches = what.Reach switch
            {
                Reach.Self => [],
                Reach.ManagedCadres => served
                    .Where(s => s.Fact.ManagedByStandingCommittee)
                    .Select(s => (s.Fact, From: s.Fact.Valid.ClaimedFrom, To: s.Fact.Valid.ClaimedTo)),
                _ when everybody => [],
                _ => served.SelectMany(s =>
                    below!
                        .Where(b => b.Unit == s.Fact.Unit)
                        .Select(b =>
                            (
                                s.Fact,
                                From: Later(b.Since, s.Fact.Valid.ClaimedFrom),
                                To: Earlier(b.Until, s.Fact.Valid.ClaimedTo)
                            )
                        )
                ),
            };
            var reached = stretches.Where(s => s.From < s.To && s.From <= read.On).ToArray();
            if (what.Reach is Reach.Self)
                (sight.Whole, sight.Because) = (
                    account.Person == person,
                    Words.Both("hồ sơ của chính chủ tài khoản", "the account's own file")
                );
            else if (everybody)
                (sight.Whole, sight.Because) = (true, Everybody);
            else if (reached.Length > 0)
            {
                var now = reached.Where(s => read.On < s.To).ToArray();
                sight.Whole = now.Length > 0;
                var because = (now.Length > 0 ? now : reached)[^1].Fact;
                sight.Because = Words.Both(
                    $"{because.Post}, {titles[because.Unit, read.On]}{(now.Length > 0 ? "" : " (đã rời)")}",
                    $"{because.Post}, {titles[because.Unit, read.On]}{(now.Length > 0 ? "" : " (has left)")}"
                );
                if (!sight.Whole)
                    sight.Periods.AddRange(
                        reached.Select(s =>
                            new Domain.Kernel.Period(
                                s.From == DateOnly.MinValue ? null : s.From,
                                s.To == DateOnly.MaxValue ? null : s.To
                            ).Wire
                        )
                    );
            }
            if (sight.Whole || sight.Periods.Count > 0)
                response.Sights.Add(sight);
        }
        var ordered = response
            .Sights.OrderBy(s => VietnameseText.TextKey(s.AccountTitle.Vi), StringComparer.Ordinal)
            .ToArray();
        response.Sights.Clear();
        response.Sights.AddRange(ordered);
        return response;
    }

    static readonly Text Everybody = Words.Both("toàn bộ sổ đăng ký", "the whole registry");

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có tài khoản này, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such account as known at ledger position {read.Position}."
        );

    static NotOnRecord MissingFile(ReadSession read) =>
        new(
            $"Không có hồ sơ này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such record on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
        );

    public async Task<Wire.GetApprovalRulesResponse> Rules(Wire.GetApprovalRulesRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var set = (await read.Facts<ApprovalRuleFact>("true", call.CancellationToken)).ToDictionary(r =>
            (r.Fact.Role, r.Fact.Change)
        );
        var sources = await Histories.Sources(read, set.Values.Select(s => s.KnownFrom), call.CancellationToken);
        var version = await read.Query(
            "select coalesce(max(version), 0) from ledger where stream_id = $1 and position <= $2",
            r => r.GetInt64(0),
            call.CancellationToken,
            ApprovalRules.Id,
            read.Position
        );
        return new()
        {
            At = read.Moment,
            Version = version[0],
            Rules =
            {
                from role in ApprovalRules.Roles
                from kind in Enum.GetValues<ChangeKind>()
                let known = set.TryGetValue((role, kind), out var row) ? row : (FactRow<ApprovalRuleFact>?)null
                select new Wire.ApprovalRule
                {
                    Role = (Wire.Role)(int)role,
                    Kind = (Wire.ChangeKind)(int)kind,
                    Fixed = ApprovalRules.Fixed(role),
                    Usual = known is null,
                    Needed = ApprovalRules.Fixed(role) || (known?.Fact.Needed ?? ApprovalRules.Usual(role, kind)),
                    Source = known is { } setting ? sources[setting.KnownFrom] : null,
                },
            },
        };
    }
}
