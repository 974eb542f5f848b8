using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
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
                $"select exists (select from fact_lineage l where {read.Known("l")} and l.successor = any($1))",
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
        var (on, eve) = ((PartialDate)data.On, data.On.AddDays(-1));
        var standing = (
            await read.Facts<UnitFact>(
                $"{ReadSession.Valid("f", eve)} and {HandOvers.InTree(read, "f")} order by f.sort_key collate \"C\"",
                cancel
            )
        ).ToDictionary(f => f.Stream, f => f.Fact);
        var byCode = standing.Where(u => u.Value.Code.Length > 0).ToLookup(u => u.Value.Code, u => u.Key);
        var founded = data.Founded.ToDictionary(f => f.Key);
        Guid Known(string key) => founded.ContainsKey(key) ? data.Id(key) : byCode[key].FirstOrDefault();
        string Name(Guid id) =>
            standing.TryGetValue(id, out var fact) ? fact.Name : data.Founded.First(f => data.Id(f.Key) == id).Name;

        // What the data speaks of must be on record, each once.
        var named = data
            .HandedOver.Select(h => h.From)
            .Concat(data.Moved.SelectMany(m => m.Units))
            .Append(data.Dissolved.Root)
            .Where(k => !founded.ContainsKey(k))
            .ToArray();
        if (named.Where(k => byCode[k].Count() != 1).ToArray() is { Length: > 0 } missing)
            throw new Rejected(
                "REORGANISATION_DOES_NOT_FIT",
                $"Ngày {((PartialDate)eve).Vi} sổ không có đúng một đơn vị mang mỗi mã sau: {string.Join(", ", missing)}. Hãy ghi các đơn vị ấy trước.",
                $"On {eve:yyyy-MM-dd} the registry has not exactly one unit with each of these codes: {string.Join(", ", missing)}. Record those units first.",
                "name"
            );

        var giving = data
            .HandedOver.Where(h => h.Dissolves && !founded.ContainsKey(h.From))
            .ToDictionary(h => Known(h.From));
        var children = standing.ToLookup(u => u.Value.Parent ?? Guid.Empty, u => u.Key);
        IEnumerable<Guid> Below(Guid top) => children[top].SelectMany(c => Below(c).Prepend(c));
        var ending = Below(Known(data.Dissolved.Root))
            .Prepend(Known(data.Dissolved.Root))
            .Where(u => data.Dissolved.Kinds.Contains(standing[u].Kind) && !giving.ContainsKey(u))
            .ToArray();
        var gone = giving.Keys.Concat(ending).ToHashSet();
        var heirs = giving
            .Where(g => g.Value.Parts is [{ Part: PartKind.Whole } whole] && !founded[whole.Into].Outside)
            .ToDictionary(g => g.Key, g => data.Id(g.Value.Parts[0].Into));
        await Free(read, data, gone, cancel);

        var (intents, response) = (new List<Intent>(), new ReorganiseResponse());
        foreach (var f in data.Founded)
        {
            PartialDate from = f.From ?? data.On;
            Guid? parent = f.Parent.Length > 0 ? Known(f.Parent) : null;
            intents.Add(
                new(
                    data.Id(f.Key),
                    new Founding(f.Kind, from, new(f.Name, f.Short), f.Code, parent, Strings.Of(f.Aliases), f.Outside)
                )
                {
                    References = parent is { } p ? [new("unit", p, "name", from.Latest)] : [],
                }
            );
            response.Founded.Add(
                new LineageUnit
                {
                    Id = data.Id(f.Key).ToString(),
                    Name = f.Name,
                    ShortName = f.Short,
                    Code = f.Code,
                    Kind = Wired(f.Kind),
                    Outside = f.Outside,
                    Territory = f.Territory,
                }
            );
        }
        foreach (var h in data.HandedOver)
        {
            intents.Add(
                new(
                    Known(h.From),
                    new HandOverUnit(on, [.. h.Parts.Select(p => new Part(data.Id(p.Into), p.Part))], h.Dissolves)
                )
            );
            response.Bands.AddRange(
                h.Parts.Select(p => new LineageBand
                {
                    FromId = Known(h.From).ToString(),
                    IntoId = data.Id(p.Into).ToString(),
                    Part = WireEnum<Wire.PartKind, PartKind>.Wire[p.Part],
                    On = $"{data.On:yyyy-MM-dd}",
                    Clause = p.Clause,
                })
            );
        }
        var settled = data
            .Moved.SelectMany(m => m.Units.Select(u => (Unit: Known(u), Under: Known(m.Under), m.Why)))
            .ToDictionary(m => m.Unit);
        // Also what was founded under them later, by somebody to whom they had not ended yet.
        var hanging = (
            await read.Query(
                $"select u.stream_id, u.name, u.parent, u.from_text from fact_unit u where {read.Known("u")} and u.parent = any($1) and u.valid_to > $2 and u.valid_from < u.valid_to order by u.sort_key collate \"C\", u.valid_from",
                r =>
                    (
                        Id: r.GetGuid(0),
                        Name: r.GetString(1),
                        Parent: r.GetGuid(2),
                        From: PartialDate.Parse(r.GetString(3))
                    ),
                cancel,
                gone.ToArray(),
                data.On
            )
        )
            .Where(u => !gone.Contains(u.Id))
            .ToArray();
        foreach (var unit in hanging)
        {
            var (under, why) =
                settled.TryGetValue(unit.Id, out var m) ? (m.Under, m.Why)
                : heirs.TryGetValue(unit.Parent, out var heir)
                    ? (heir, new("Đơn vị cấp trên nhập trọn vào đây.", "Its parent went whole into this one."))
                : (Known(data.Remaining.Under), data.Remaining.Why);
            var from = unit.From.Latest > data.On ? unit.From : on;
            intents.Add(
                new(unit.Id, new Moving(from, under)) { References = [new("unit", under, "name", from.Latest)] }
            );
            response.Moved.Add(
                new MovedUnit
                {
                    UnitId = unit.Id.ToString(),
                    Name = unit.Name,
                    ParentId = under.ToString(),
                    ParentName = Name(under),
                    Why = why.Wire,
                }
            );
        }
        intents.AddRange(ending.Select(u => new Intent(u, new Dissolving(on))));
        response.Dissolved.AddRange(
            standing
                .Where(u => gone.Contains(u.Key))
                .Select(u => new LineageUnit
                {
                    Id = u.Key.ToString(),
                    Name = u.Value.Name,
                    ShortName = u.Value.ShortName,
                    Code = u.Value.Code,
                    Kind = Wired(u.Value.Kind),
                })
        );
        intents.AddRange(await handOvers.Along(read, reader, heirs, on, cancel));

        var people = await read.Query(
            $"select a.unit, count(distinct a.stream_id) from fact_assignment a where {read.Known("a")} and a.unit = any($1) and a.valid_to > $2 and a.valid_from < a.valid_to group by 1",
            r => (Unit: r.GetGuid(0), People: (int)r.GetInt64(1)),
            cancel,
            gone.ToArray(),
            data.On
        );
        foreach (var (unit, count) in people.OrderBy(p => standing.Keys.TakeWhile(k => k != p.Unit).Count()))
            if (heirs.TryGetValue(unit, out var heir))
                response.Placed.Add(
                    new PeopleOfUnit
                    {
                        UnitId = unit.ToString(),
                        Name = standing[unit].Name,
                        People = count,
                        IntoId = heir.ToString(),
                        IntoName = Name(heir),
                    }
                );
            else
                response.Unplaced.Add(
                    new PeopleOfUnit
                    {
                        UnitId = unit.ToString(),
                        Name = standing[unit].Name,
                        People = count,
                        Why = WireEnum<Wire.Displacement, Displacement>.Wire[
                            giving.ContainsKey(unit) ? Displacement.SplitNotPlaced : Displacement.NoSuccessor
                        ],
                    }
                );
        return new(intents, response);
    }

    /// <summary>The codes and the root it gives to new units must be free from that day on.</summary>
    static async Task Free(ReadSession read, ReorganisationData data, HashSet<Guid> gone, CancellationToken cancel)
    {
        var taken = await read.Query(
            $"""
            select u.stream_id, u.name from fact_unit u where {read.Known(
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
