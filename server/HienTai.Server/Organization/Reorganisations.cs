using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Displacement = HienTai.Domain.Organization.Displacement;
using Dissolving = HienTai.Domain.Organization.DissolveUnit;
using Founding = HienTai.Domain.Organization.FoundUnit;
using Moving = HienTai.Domain.Organization.MoveUnit;
using PartKind = HienTai.Domain.Organization.PartKind;
using UnitKind = HienTai.Domain.Organization.UnitKind;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>
/// The re-organisations that ship as data, each applied to the registry as one change set, previewed first.
/// </summary>
public sealed class Reorganisations(Registrar registrar, HandOvers handOvers)
{
    public async Task<ListReorganisationsResponse> List(ListReorganisationsRequest request, ServerCallContext call)
    {
        await using var read = await registrar.Open(call, request.At);
        var response = new ListReorganisationsResponse { At = read.Moment };
        foreach (var one in ReorganisationData.All)
            response.Reorganisations.Add(
                new Reorganisation
                {
                    Name = one.Name,
                    Title = one.Title.Wire,
                    On = $"{one.On:yyyy-MM-dd}",
                    PaperNumber = one.Paper.Number,
                    SignedOn = $"{one.Paper.SignedOn:yyyy-MM-dd}",
                    Verified = one.Verified.Wire,
                    Applied = await Applied(read, one, call.CancellationToken),
                }
            );
        return response;
    }

    public async Task<ReorganiseResponse> Apply(ReorganiseRequest r, ServerCallContext call)
    {
        var (wrapped, name) = Reading.Of(read =>
            (Enveloped.Of(read, r.Envelope), read.Text(r.Name, "name", 40, required: true))
        );
        var data = ReorganisationData.All.SingleOrDefault(x => x.Name == name)
            ?? throw new Rejected(
                "REORGANISATION_UNKNOWN",
                $"Không có đợt sắp xếp tên \"{name}\"; có: {string.Join(", ", ReorganisationData.All.Select(x => x.Name))}.",
                $"There is no re-organisation named \"{name}\"; there is: {string.Join(", ", ReorganisationData.All.Select(x => x.Name))}.",
                "name"
            );
        if (wrapped is { Reason: "", Paper: null })
            throw new Rejected(
                "REASON_REQUIRED",
                "Hãy dẫn nghị quyết hoặc nêu lý do.",
                "Cite the resolution, or give a reason.",
                "envelope.reason"
            );
        Drawn? drawn = null;
        var receipt = await registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(r),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                data.Id(data.Founded[0].Key),
                []
            )
            {
                Plan = async (read, cancel) => (drawn = await Draw(read, call.Reader, data, cancel)).Intents,
            },
            call
        );
        // Each person who goes along is counted, not told one by one: there are hundreds.
        foreach (var person in receipt.Consequences.Where(c => c.Kind != "unit").ToArray())
            receipt.Consequences.Remove(person);
        var response = drawn?.Response ?? new();
        response.Receipt = receipt;
        if (response.Unplaced.Sum(u => u.People) is > 0 and var left)
            receipt.Notices.Add(
                new Notice
                {
                    Reason = "PEOPLE_UNPLACED",
                    Count = left,
                    Message = Words.Both(
                        $"{left} người chưa có chỗ từ ngày này; xếp từng người trong danh sách Chưa xếp chỗ.",
                        $"{left} people have no place from that day on; place each from the list of the unplaced."
                    ),
                }
            );
        return response;
    }

    sealed record Drawn(List<Intent> Intents, ReorganiseResponse Response);

    static async Task<bool> Applied(ReadSession read, ReorganisationData data, CancellationToken cancel) =>
        (
            await read.Query(
                $"select exists (select from {Table<LineageFact>()} l where {read.Known("l")} and l.successor = any($1))",
                r => r.GetBoolean(0),
                cancel,
                data.Founded.Select(f => data.Id(f.Key)).ToArray()
            )
        )[0];

    async Task<Drawn> Draw(ReadSession read, Reader reader, ReorganisationData data, CancellationToken cancel)
    {
        if (await Applied(read, data, cancel))
            throw new Rejected(
                "REORGANISATION_ALREADY_APPLIED",
                "Đợt sắp xếp này đã được ghi. Muốn ghi lại thì thu hồi văn bản của lần trước.",
                "This re-organisation is on record already. To record it anew, withdraw the paper of the first time.",
                "name"
            );
        var eve = await Eve(read, data, cancel);
        await Free(read, data, eve.Gone, cancel);
        var drawn = new Drawn([], new());
        foreach (var unit in data.Founded)
            Found(drawn, eve, unit);
        foreach (var unit in data.HandedOver)
            HandOver(drawn, eve, unit);
        foreach (var unit in await Hanging(read, eve, cancel))
            Move(drawn, eve, unit);
        drawn.Intents.AddRange(eve.Ending.Select(u => new Intent(u, new Dissolving(eve.On))));
        drawn.Response.Dissolved.AddRange(eve.Standing.Where(u => eve.Gone.Contains(u.Key)).Select(Dissolved));
        drawn.Intents.AddRange(await handOvers.Along(read, reader, eve.Heirs, eve.On, cancel));
        foreach (var (unit, people) in await Serving(read, eve, cancel))
            Place(drawn.Response, eve, unit, people);
        return drawn;
    }

    static async Task<ReorganisationEve> Eve(ReadSession read, ReorganisationData data, CancellationToken cancel)
    {
        var standing = await read.Facts<UnitFact>(
            $"{ReadSession.Valid("f", data.On.AddDays(-1))} and {HandOvers.InTree(read, "f")} order by f.sort_key collate \"C\"",
            cancel
        );
        return new(data, standing.ToDictionary(f => f.Stream, f => f.Fact));
    }

    static void Found(Drawn drawn, ReorganisationEve eve, ReorganisationData.Founding f)
    {
        PartialDate from = f.From ?? eve.Data.On;
        Guid? parent = f.Parent.Length > 0 ? eve.Known(f.Parent) : null;
        var id = eve.Data.Id(f.Key);
        drawn.Intents.Add(
            new(id, new Founding(f.Kind, from, new(f.Name, f.Short), f.Code, parent, Strings.Of(f.Aliases), f.Outside))
            {
                References = parent is { } p ? [new("unit", p, "name", from.Latest)] : [],
            }
        );
        drawn.Response.Founded.Add(
            new LineageUnit
            {
                Id = id.ToString(),
                Name = f.Name,
                ShortName = f.Short,
                Code = f.Code,
                Kind = Wired(f.Kind),
                Outside = f.Outside,
                Territory = f.Territory,
            }
        );
    }

    static void HandOver(Drawn drawn, ReorganisationEve eve, ReorganisationData.Giving h)
    {
        var (from, data) = (eve.Known(h.From), eve.Data);
        drawn.Intents.Add(
            new(
                from,
                new HandOverUnit(eve.On, [.. h.Parts.Select(p => new Part(data.Id(p.Into), p.Part))], h.Dissolves)
            )
        );
        drawn.Response.Bands.AddRange(
            h.Parts.Select(p => new LineageBand
            {
                FromId = from.ToString(),
                IntoId = data.Id(p.Into).ToString(),
                Part = WireEnum<Wire.PartKind, PartKind>.Wire[p.Part],
                On = $"{data.On:yyyy-MM-dd}",
                Clause = p.Clause,
            })
        );
    }

    sealed record Orphan(Guid Id, string Name, Guid Parent, PartialDate From);

    // Also what was founded under them later, by somebody to whom they had not ended yet.
    static async Task<IEnumerable<Orphan>> Hanging(ReadSession read, ReorganisationEve eve, CancellationToken cancel)
    {
        var hanging = await read.Query(
            $"select u.stream_id, u.name, u.parent, u.from_text from {Table<UnitFact>()} u where {read.Known("u")} and u.parent = any($1) and u.valid_to > $2 and u.valid_from < u.valid_to order by u.sort_key collate \"C\", u.valid_from",
            r => new Orphan(r.GetGuid(0), r.GetString(1), r.GetGuid(2), PartialDate.Parse(r.GetString(3))),
            cancel,
            eve.Gone.ToArray(),
            eve.Data.On
        );
        return hanging.Where(u => !eve.Gone.Contains(u.Id));
    }

    static void Move(Drawn drawn, ReorganisationEve eve, Orphan unit)
    {
        var (under, why) = eve.Above(unit.Id, unit.Parent);
        var from = unit.From.Latest > eve.Data.On ? unit.From : eve.On;
        drawn.Intents.Add(
            new(unit.Id, new Moving(from, under)) { References = [new("unit", under, "name", from.Latest)] }
        );
        drawn.Response.Moved.Add(
            new MovedUnit
            {
                UnitId = unit.Id.ToString(),
                Name = unit.Name,
                ParentId = under.ToString(),
                ParentName = eve.Name(under),
                Why = why.Wire,
            }
        );
    }

    static LineageUnit Dissolved(KeyValuePair<Guid, UnitFact> unit) =>
        new()
        {
            Id = unit.Key.ToString(),
            Name = unit.Value.Name,
            ShortName = unit.Value.ShortName,
            Code = unit.Value.Code,
            Kind = Wired(unit.Value.Kind),
        };

    /// <summary>How many serve from that day on in units that are no more, in the order of the tree.</summary>
    static async Task<IEnumerable<(Guid Unit, int People)>> Serving(
        ReadSession read,
        ReorganisationEve eve,
        CancellationToken cancel
    )
    {
        var people = await read.Query(
            $"select a.unit, count(distinct a.stream_id) from {Table<AssignmentFact>()} a where {read.Known("a")} and a.unit = any($1) and a.valid_to > $2 and a.valid_from < a.valid_to group by 1",
            r => (Unit: r.GetGuid(0), People: (int)r.GetInt64(1)),
            cancel,
            eve.Gone.ToArray(),
            eve.Data.On
        );
        return people.OrderBy(p => eve.Standing.Keys.TakeWhile(k => k != p.Unit).Count());
    }

    static void Place(ReorganiseResponse response, ReorganisationEve eve, Guid unit, int people)
    {
        var those = new PeopleOfUnit
        {
            UnitId = unit.ToString(),
            Name = eve.Standing[unit].Name,
            People = people,
        };
        if (eve.Heirs.TryGetValue(unit, out var heir))
        {
            (those.IntoId, those.IntoName) = (heir.ToString(), eve.Name(heir));
            response.Placed.Add(those);
            return;
        }
        those.Why = WireEnum<Wire.Displacement, Displacement>.Wire[
            eve.Giving.ContainsKey(unit) ? Displacement.SplitNotPlaced : Displacement.NoSuccessor
        ];
        response.Unplaced.Add(those);
    }

    /// <summary>The codes and the root it gives to new units must be free from that day on.</summary>
    static async Task Free(ReadSession read, ReorganisationData data, HashSet<Guid> gone, CancellationToken cancel)
    {
        var taken = await read.Query(
            $"""
            select u.stream_id, u.name from {Table<UnitFact>()} u where {read.Known(
                "u"
            )} and u.valid_to > $1 and not u.stream_id = any($2)
            and (u.code <> '' and u.code = any($3) or u.parent is null and {HandOvers.InTree(
                read,
                "u"
            )}) and not u.stream_id = any($4)
            """,
            r => (Id: r.GetGuid(0), Name: r.GetString(1)),
            cancel,
            data.On,
            gone.ToArray(),
            data.Founded.Select(f => f.Code).Where(c => c.Length > 0).ToArray(),
            data.Founded.Select(f => data.Id(f.Key)).ToArray()
        );
        if (taken is [var other, ..])
            throw new Rejected(
                "REORGANISATION_DOES_NOT_FIT",
                $"Từ {((PartialDate)data.On).Vi} đơn vị \"{other.Name}\" mang mã của một đơn vị mới, hoặc là một gốc khác của cây; hãy đổi mã hoặc chuyển nó trước.",
                $"From {data.On:yyyy-MM-dd} the unit \"{other.Name}\" bears the code of a new one, or is another root of the tree; re-code or move it first.",
                "name"
            )
            {
                Related = [other.Id],
            };
    }

    static Wire.UnitKind Wired(UnitKind kind) => WireEnum<Wire.UnitKind, UnitKind>.Wire[kind];
}
