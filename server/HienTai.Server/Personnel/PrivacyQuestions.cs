using System.Security.Cryptography;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using Category = HienTai.Domain.Kernel.Category;
using Standing = HienTai.Domain.Personnel.PrivacyRequestStanding;
using State = HienTai.Domain.Personnel.PrivacyRequest;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>The questions about privacy requests and the grounds on which data is used, each at a TimePoint.</summary>
public sealed class PrivacyQuestions(Registrar registrar, Histories histories, StreamKinds kinds)
{
    static readonly Category[] Public =
    [
        Category.DistrictCadre,
        Category.DistrictCivilServant,
        Category.CommuneCadre,
        Category.CommuneCivilServant,
        Category.PublicEmployee,
    ];

    /// <summary>The record of a person's consents and restriction; it follows from the person.</summary>
    public static Guid UseOf(Guid person) =>
        new(SHA256.HashData([.. "data use"u8, .. person.ToByteArray()]).AsSpan(0, 16), bigEndian: true);

    static readonly NotOnRecord Missing = new("Không có yêu cầu này.", "There is no such request.");

    static bool SeesAll(Reader reader) => reader.May(Ability.KeepPrivacy) || reader.May(Ability.Audit);

    public async Task<ListPrivacyRequestsResponse> List(ListPrivacyRequestsRequest request, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        var (person, size) = Reading.Of(r =>
            (r.OptionalId(request.PersonId, "person_id"), r.PageSize(request.PageSize, 50, 200))
        );
        var page = PageToken.Read(request.PageToken, request, reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var own = reader.Person is { } self && (person ?? self) == self ? self : Guid.Empty;
        var whose = SeesAll(reader) ? person : own;
        var where =
            (whose is null ? "$1::uuid is null" : "f.person = $1")
            + (request.Answered ? "" : $" and f.standing < {(int)Standing.Done}");
        var total = await read.Query(
            $"select count(*) from {Table<PrivacyRequestFact>()} f where {read.Known("f")} and {where}",
            r => (int)r.GetInt64(0),
            cancel,
            whose
        );
        var found = await read.Facts<PrivacyRequestFact>(
            $"{where} order by f.standing >= {(int)Standing.Done}, case when f.standing = {(int)Standing.Received} then f.acknowledge_by else f.answer_by end, f.stream_id limit {size + 1} offset {page?.Offset ?? 0}",
            cancel,
            whose
        );
        var response = new ListPrivacyRequestsResponse
        {
            At = read.Moment,
            TotalSize = total[0],
            Requests = { await Described(read, [.. found.Take(size)], cancel) },
        };
        if (found.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, reader.Account, (page?.Offset ?? 0) + size, total[0], [])
                .ToString();
        return response;
    }

    public async Task<GetPrivacyRequestResponse> Get(GetPrivacyRequestRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var found = await read.Facts<PrivacyRequestFact>("f.stream_id = $1", call.CancellationToken, id);
        if (found is not [var row] || !(SeesAll(call.Reader) || call.Reader.Person == row.Fact.Person))
            throw Missing;
        return new()
        {
            At = read.Moment,
            Request = (await Described(read, found, call.CancellationToken))[0],
            Entries = { await histories.Of(read, id, call.CancellationToken) },
        };
    }

    async Task<List<Wire.PrivacyRequest>> Described(
        ReadSession read,
        List<FactRow<PrivacyRequestFact>> found,
        CancellationToken cancel
    )
    {
        var ids = found.Select(f => f.Stream).ToArray();
        var states = (await read.States(kinds, "s.stream_id = any($1)", cancel, ids)).ToDictionary(
            s => s.Id,
            s => (State)s.State
        );
        var firsts = (
            await read.Query(
                "select stream_id, min(position), max(version) from ledger where stream_id = any($1) and position <= $2 group by 1",
                r => (Id: r.GetGuid(0), First: r.GetInt64(1), Version: r.GetInt64(2)),
                cancel,
                ids,
                read.Position
            )
        ).ToDictionary(f => f.Id);
        var sources = await Histories.Sources(read, firsts.Values.Select(f => f.First), cancel);
        var titles = await Titles.Of(read, found.Select(f => f.Fact.Person), cancel);
        return
        [
            .. found.Select(row =>
            {
                var (f, state) = (row.Fact, states[row.Stream]);
                return new Wire.PrivacyRequest
                {
                    Id = row.Stream.ToString(),
                    Version = firsts[row.Stream].Version,
                    PersonId = f.Person.ToString(),
                    PersonName = titles[f.Person, read.On],
                    Kind = (Wire.PrivacyRequestKind)(int)f.Kind,
                    Words = state.Words,
                    ReceivedOn = Iso(f.ReceivedOn),
                    AcknowledgeBy = Iso(f.AcknowledgeBy),
                    AcknowledgedOn = f.AcknowledgedOn is { } on ? Iso(on) : "",
                    AnswerBy = f.AnswerBy is { } by ? Iso(by) : "",
                    Standing = (Wire.PrivacyRequestStanding)(int)f.Standing,
                    Answer = f.Standing >= Standing.Done ? state.Answer : "",
                    Rule = f.Rule,
                    Source = sources[firsts[row.Stream].First],
                    Overdue = f.Standing switch
                    {
                        Standing.Received => f.AcknowledgeBy < registrar.Today,
                        Standing.Acknowledged => f.AnswerBy < registrar.Today,
                        _ => false,
                    },
                };
            }),
        ];
    }

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");

    /// <summary>Whether somebody serves or has served where the law itself is the ground.</summary>
    public async Task<bool> ByDuty(Guid person, CancellationToken cancel)
    {
        await using var read = await registrar.Open(new Sight(Reader.Itself, registrar.Today), null, cancel);
        return await ByDuty(read, person, cancel);
    }

    // Who left the service and is kept as somebody from outside is kept on another ground.
    static async Task<bool> ByDuty(ReadSession read, Guid person, CancellationToken cancel) =>
        (
            await read.Query(
                $"select exists (select from {Table<AssignmentFact>()} a where a.stream_id = $1 and {read.Known("a")} and a.category = any($2)) and not exists (select from {Table<OutsiderFact>()} o where o.stream_id = $1 and {read.Known("o")} and {read.Valid("o")})",
                r => r.GetBoolean(0),
                cancel,
                person,
                Public.Select(c => (int)c).ToArray()
            )
        )[0];

    public async Task<GetDataUseResponse> Use(GetDataUseRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        await using var read = await registrar.Open(call, request.At);
        var person = Reading.Of(r => r.Id(request.PersonId, "person_id"));
        if (
            !(await read.Sight.Of(read, person, cancel)).Basic.Always
            || (await read.Facts<PersonSearchFact>("f.stream_id = $1", cancel, person)).Count == 0
        )
            throw new NotOnRecord(
                $"Không có hồ sơ này vào ngày {read.On:dd/MM/yyyy}, theo hiểu biết ở vị trí sổ {read.Position}.",
                $"There is no such record on {read.On:yyyy-MM-dd} as known at ledger position {read.Position}."
            );
        var stream = UseOf(person);
        var consents = await read.Facts<ConsentFact>(
            $"f.stream_id = $1 and f.valid_from <= date '{read.On:yyyy-MM-dd}' order by f.valid_from desc",
            cancel,
            stream
        );
        var restricted = (await read.Facts<RestrictionFact>($"f.stream_id = $1 and {read.Valid("f")}", cancel, stream))
            .Select(r => (FactRow<RestrictionFact>?)r)
            .FirstOrDefault();
        var sources = await Bases.Of(
            read,
            consents.Select(c => c.KnownFrom).Concat(restricted is { } held ? [held.KnownFrom] : []),
            consents.Select(c => c.Fact.Paper).Append(restricted?.Fact.Paper),
            cancel
        );
        return new()
        {
            At = read.Moment,
            ByDuty = await ByDuty(read, person, cancel),
            Restricted = restricted is not null,
            Restriction = restricted is { } by ? sources[by.KnownFrom, by.Fact.Paper] : null,
            Consents =
            {
                consents
                    .OrderByDescending(c => c.Fact.Valid.Holds(read.On))
                    .Select(c => new Consent
                    {
                        Id = c.Fact.Consent.ToString(),
                        Purpose = (Wire.ConsentPurpose)(int)c.Fact.Purpose,
                        Period = c.Fact.Valid.Wire,
                        InForce = c.Fact.Valid.Holds(read.On),
                        Source = sources[c.KnownFrom, c.Fact.Paper],
                    }),
            },
        };
    }
}
