using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Wire = HienTai.Access.V1;

namespace HienTai.Server.Access;

/// <summary>The questions about programs and about changes that two administrators make, each at a TimePoint.</summary>
public sealed class Programs(Registrar registrar, Accounts accounts, RegistryClock clock)
{
    public async Task<Wire.ListProgramsResponse> List(Wire.ListProgramsRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var found = await read.Facts<AccountFact>(
            $"{(request.Closed ? "true" : "f.open")} and exists (select from {Table<AccountChangeFact>()} c where c.stream_id = f.stream_id and {read.Known("c")} and c.what = {(int)AccountChangeKind.Terms}) order by f.sort_key collate \"C\", f.stream_id",
            cancel
        );
        var described = await accounts.Described(read, found, cancel);
        var changes = await read.Facts<AccountChangeFact>(
            "f.stream_id = any($1) order by f.number",
            cancel,
            found.Select(f => f.Stream).ToArray()
        );
        var told = (await Told(read, changes, call.Reader.Account, cancel)).ToLookup(c => c.AccountId);
        var at = Moment(read);
        return new()
        {
            At = read.Moment,
            Programs =
            {
                described.Select(account =>
                    ProgramOf(
                        account,
                        [.. changes.Where(c => c.Stream.ToString() == account.Id).Select(c => c.Fact)],
                        told[account.Id],
                        at,
                        read.On
                    )
                ),
            },
        };
    }

    static Wire.Program ProgramOf(
        Wire.Account account,
        IReadOnlyList<AccountChangeFact> changes,
        IEnumerable<Wire.AccountChange> told,
        DateTimeOffset at,
        DateOnly on
    )
    {
        var terms = changes.LastOrDefault(c => c.What is AccountChangeKind.Terms && c.InEffect(at));
        return new()
        {
            Account = account,
            Scopes = { terms?.Scopes ?? Strings.None },
            End = terms?.EndsOn?.ToString("yyyy-MM-dd") ?? "",
            InEffect = account.Open && on < terms?.EndsOn,
            Clients =
            {
                changes
                    .Where(c => c is { What: AccountChangeKind.Client, Ended: false })
                    .Select(c => new Wire.Client
                    {
                        ClientId = c.ClientId,
                        Name = c.Label,
                        AccountId = account.Id,
                        AccountName = account.Name,
                        KeyThumbprint = c.KeyThumbprint,
                        EffectiveTime = AccountChange.Instant(c.EffectiveAt)?.ToTimestamp(),
                    }),
            },
            Changes =
            {
                told.Where(c =>
                    c.State is Wire.AccountChangeState.WaitsForApproval or Wire.AccountChangeState.WaitsForDelay
                ),
            },
        };
    }

    public async Task<Wire.ListAccountChangesResponse> Changes(
        Wire.ListAccountChangesRequest request,
        ServerCallContext call
    )
    {
        var cancel = call.CancellationToken;
        var (account, size) = Reading.Of(r =>
            (r.OptionalId(request.AccountId, "account_id"), r.PageSize(request.PageSize, 50, 200))
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var where =
            "($1::uuid is null or f.stream_id = $1) and (not $2 or not f.ended and (f.effective_at = '' or f.effective_at > $3))";
        object?[] values = [account, request.Waiting, AccountChange.Instant(Moment(read))];
        var total = await read.Query(
            $"select count(*) from {Table<AccountChangeFact>()} f where {read.Known("f")} and {where}",
            r => (int)r.GetInt64(0),
            cancel,
            values
        );
        // Ids are minted in the order of time.
        var found = await read.Facts<AccountChangeFact>(
            $"{where} order by f.change desc limit {size + 1} offset {page?.Offset ?? 0}",
            cancel,
            values
        );
        var response = new Wire.ListAccountChangesResponse
        {
            At = read.Moment,
            TotalSize = total[0],
            Changes = { await Told(read, [.. found.Take(size)], call.Reader.Account, cancel) },
        };
        if (found.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, call.Reader.Account, (page?.Offset ?? 0) + size, total[0], [])
                .ToString();
        return response;
    }

    async Task<IReadOnlyList<Wire.AccountChange>> Told(
        ReadSession read,
        IReadOnlyList<FactRow<AccountChangeFact>> rows,
        Guid reader,
        CancellationToken cancel
    )
    {
        var people = rows.SelectMany(r => new[] { r.Stream, r.Fact.RequestedBy, r.Fact.ApprovedBy ?? r.Stream })
            .Distinct()
            .ToArray();
        var named = (await read.Facts<AccountFact>("f.stream_id = any($1)", cancel, (object)people)).ToDictionary(
            a => a.Stream,
            a => a.Fact
        );
        var titles = await Titles.Of(read, rows.Select(r => r.Fact.Unit).OfType<Guid>(), cancel);
        // A row is known anew when the change is approved or ended; who asked, when and why is said by the first.
        var first = (
            await read.Query(
                $"select change, min(known_from) from {Table<AccountChangeFact>()} where change = any($1) and known_from <= $2 group by 1",
                r => (Change: r.GetGuid(0), From: r.GetInt64(1)),
                cancel,
                rows.Select(r => r.Fact.Change).ToArray(),
                read.Position
            )
        ).ToDictionary(f => f.Change, f => f.From);
        var sources = await Bases.Of(read, first.Values, rows.Select(r => r.Fact.Paper), cancel);
        var at = Moment(read);
        return
        [
            .. rows.Select(r => new Wire.AccountChange
            {
                Id = r.Fact.Change.ToString(),
                AccountId = r.Stream.ToString(),
                AccountName = named[r.Stream].Name,
                AccountTitle = Words.Both(named[r.Stream].TitleVi, named[r.Stream].TitleEn),
                Kind = (Wire.AccountChangeKind)(int)r.Fact.What,
                Says = AccountNarrator.Says(r.Fact, titles),
                State = StateOf(r.Fact, at),
                Source = sources[first[r.Fact.Change], r.Fact.Paper],
                EffectiveTime = AccountChange.Instant(r.Fact.EffectiveAt)?.ToTimestamp(),
                ApprovedBy =
                    r.Fact.ApprovedBy is { } by && named.TryGetValue(by, out var approver) ? approver.Name : "",
                Own = r.Fact.RequestedBy == reader,
            }),
        ];
    }

    static Wire.AccountChangeState StateOf(AccountChangeFact change, DateTimeOffset at)
    {
        if (change.Ended)
            return Wire.AccountChangeState.Ended;
        if (change.InEffect(at))
            return Wire.AccountChangeState.InEffect;
        return change.EffectiveAt.Length == 0
            ? Wire.AccountChangeState.WaitsForApproval
            : Wire.AccountChangeState.WaitsForDelay;
    }

    // In the past a change stands as it stood then.
    DateTimeOffset Moment(ReadSession read) =>
        read.Position < read.Head && read.KnownAt is { } known ? known : clock.GetUtcNow();
}
