using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
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
        var where = Where(read, request.Closed, words, role, unit);
        var total = await read.Query(
            $"select count(*) from {Table<AccountFact>()} f where {read.Known("f")} and {where}",
            r => (int)r.GetInt64(0),
            cancel,
            [.. where.Values]
        );
        var found = await read.Facts<AccountFact>(
            $"{where} order by f.sort_key collate \"C\", f.stream_id limit {size + 1} offset {page?.Offset ?? 0}",
            cancel,
            [.. where.Values]
        );
        var response = new Wire.ListAccountsResponse
        {
            At = read.Moment,
            TotalSize = total[0],
            Accounts = { await Described(read, [.. found.Take(size)], cancel) },
        };
        if (found.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, (page?.Offset ?? 0) + size, total[0], [])
                .ToString();
        return response;
    }

    static Conditions Where(ReadSession read, bool closed, string[] words, Role? role, Guid? unit)
    {
        var where = new Conditions { Sql = { closed ? "true" : "f.open" } };
        foreach (var word in words)
            where.Sql.Add($"(' ' || f.words) like {where.Value($"% {word}%")}");
        if (role is null && unit is null)
            return where;
        var mandate = new List<string> { "m.stream_id = f.stream_id", read.Known("m"), read.Valid("m") };
        if (role is { } only)
            mandate.Add($"m.role = {where.Value((int)only)}");
        if (unit is { } at)
            mandate.Add($"m.unit = {where.Value(at)}");
        where.Sql.Add($"exists (select from {Table<MandateFact>()} m where {string.Join(" and ", mandate)})");
        return where;
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

    internal static Wire.Mandate MandateOf(MandateFact f, DateOnly on, Titles titles, Source? source) =>
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

    static NotOnRecord Missing(ReadSession read) =>
        new(
            $"Không có tài khoản này, theo hiểu biết ở vị trí sổ {read.Position}.",
            $"There is no such account as known at ledger position {read.Position}."
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
