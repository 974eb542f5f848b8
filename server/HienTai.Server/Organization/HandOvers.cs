using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Dissolving = HienTai.Domain.Organization.DissolveUnit;
using EndCorrecting = HienTai.Domain.Organization.CorrectUnitEnd;
using Moving = HienTai.Domain.Organization.MoveUnit;
using PartKind = HienTai.Domain.Organization.PartKind;
using Wire = HienTai.Organization.V1;

namespace HienTai.Server.Organization;

/// <summary>
/// Units that end or give a part away: what must hold between them is asked under the lock, and what hangs on them goes
/// along or is flagged.
/// </summary>
public sealed class HandOvers(Registrar registrar, IEnumerable<IFollows> followers)
{
    public Task<Receipt> Dissolve(DissolveUnitRequest r, ServerCallContext call)
    {
        var (wrapped, unit, on) = Reading.Of(read =>
            (Enveloped.Of(read, r.Envelope), read.Id(r.Id, "id"), read.Date(r.On, "on"))
        );
        return Record(r, wrapped, unit, call, async (read, notices, cancel) =>
        {
            await NoSubunits(read, unit, on, cancel);
            var people = await Serving(read, unit, on, cancel);
            if (people > 0 && !r.LeavePeopleUnplaced)
                throw new Rejected(
                    "UNIT_HAS_PEOPLE",
                    $"Còn {people} người công tác ở đây từ {on.Vi}. Hãy điều động hoặc kết thúc bố trí của họ, sáp nhập đơn vị vào nơi khác, hoặc chọn để họ lại danh sách chưa xếp chỗ.",
                    $"{people} people still serve here as of {on}. Transfer them or end their assignments, merge the unit into another, or choose to leave them on the list of the unplaced.",
                    "leave_people_unplaced"
                );
            Unplaced(notices, people);
            return [new(unit, new Dissolving(on), wrapped.ExpectedVersion)];
        });
    }

    public Task<Receipt> Merge(MergeUnitsRequest r, ServerCallContext call)
    {
        var (wrapped, units, into, on) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                r.Ids.Count is 0 or > 100
                    ? read.Fault<Guid[]>("ids", "Nêu từ 1 đến 100 đơn vị.", "Name 1 to 100 units.", [])
                    : [.. r.Ids.Select((id, i) => read.Id(id, $"ids[{i}]")).Distinct()],
                read.Id(r.IntoId, "into_id"),
                read.Date(r.On, "on")
            )
        );
        return Record(r, wrapped, into, call, async (read, notices, cancel) =>
        {
            var outside = await Receives(read, into, on, "into_id", cancel);
            var intents = new List<Intent>();
            foreach (var (unit, n) in units.Select((u, n) => (u, n)))
            {
                await NotInto(read, unit, into, on, units.Length == 1 ? "into_id" : $"ids[{n}]", cancel);
                intents.Add(
                    new(
                        unit,
                        new HandOverUnit(on, [new(into, PartKind.Whole)], Dissolves: true),
                        units.Length == 1 ? wrapped.ExpectedVersion : 0
                    )
                    {
                        IdField = $"ids[{n}]",
                    }
                );
            }
            foreach (var child in (await Subunits(read, units, on, cancel)).Where(c => !units.Contains(c.Id)))
            {
                if (outside)
                    throw HasSubunits(child.Name, on);
                intents.Add(new(child.Id, new Moving(child.From.Latest > on.Latest ? child.From : on, into)));
            }
            if (outside)
                Unplaced(notices, await Serving(read, units, on, cancel));
            else
            {
                var along = await Along(read, call.Reader, units.ToDictionary(u => u, _ => into), on, cancel);
                if (along.Select(i => i.Stream).Distinct().Count() is > 0 and var people)
                    notices.Add(
                        new()
                        {
                            Reason = "PEOPLE_GO_ALONG",
                            Count = people,
                            Message = Words.Both(
                                $"{people} người đi theo đơn vị, cùng căn cứ này.",
                                $"{people} people go along with their unit, by the same paper."
                            ),
                        }
                    );
                intents.AddRange(along);
            }
            return intents;
        });
    }

    public Task<Receipt> Split(SplitUnitRequest r, ServerCallContext call)
    {
        var (wrapped, unit, on, parts) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                read.Date(r.On, "on"),
                r.Parts.Count > 20
                    ? read.Fault<Part[]>("parts", "Nêu nhiều nhất 20 phần.", "Name at most 20 parts.", [])
                    : [.. r.Parts.Select((p, i) => PartOf(read, p, $"parts[{i}]"))]
            )
        );
        return Record(r, wrapped, unit, call, async (read, notices, cancel) =>
        {
            foreach (var (part, n) in parts.Select((p, n) => (p, n)))
            {
                await Receives(read, part.Into, on, $"parts[{n}].into_id", cancel);
                await NotInto(read, unit, part.Into, on, $"parts[{n}].into_id", cancel);
            }
            await NoSubunits(read, unit, on, cancel);
            Unplaced(notices, await Serving(read, unit, on, cancel));
            return [new(unit, new HandOverUnit(on, parts, Dissolves: true), wrapped.ExpectedVersion)];
        });
    }

    public Task<Receipt> TransferPart(TransferPartRequest r, ServerCallContext call)
    {
        var (wrapped, unit, on, part) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                read.Date(r.On, "on"),
                PartOf(read, r.Part ?? new(), "part")
            )
        );
        return Record(r, wrapped, unit, call, async (read, notices, cancel) =>
        {
            await Receives(read, part.Into, on, "part.into_id", cancel);
            await NotInto(read, unit, part.Into, on, "part.into_id", cancel, mayLieBelow: true);
            if (await Serving(read, unit, on, cancel) is > 0 and var people)
                notices.Add(
                    new()
                    {
                        Reason = "PEOPLE_STAY",
                        Count = people,
                        Message = Words.Both(
                            $"{people} người vẫn ở lại đơn vị; ai đi theo phần được chuyển thì điều động từng người từ {on.Vi}.",
                            $"{people} people stay in the unit; whoever goes with the part is transferred one by one as of {on}."
                        ),
                    }
                );
            return [new(unit, new HandOverUnit(on, [part], Dissolves: false), wrapped.ExpectedVersion)];
        });
    }

    public Task<Receipt> Correct(CorrectUnitEndRequest r, ServerCallContext call)
    {
        var (wrapped, unit, wrong, right) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                read.Date(r.WrongOn, "wrong_on"),
                read.OptionalDate(r.RightOn, "right_on")
            )
        );
        return Record(r, wrapped, unit, call, async (read, notices, cancel) =>
        {
            // It stands again for a time: what it bore then must not be another's by now.
            if (right is null || right.Value.Latest > wrong.Latest)
            {
                var taken = await read.Query(
                    $"""
                    select t.name from {Table<UnitFact>()} u join {Table<UnitFact>()} t on {read.Known(
                        "t"
                    )} and t.stream_id <> u.stream_id and t.valid_to > $2 and t.valid_from < $3 and {InTree(read, "t")}
                    where {read.Known(
                        "u"
                    )} and u.stream_id = $1 and u.valid_to = $2 and (t.code = u.code and u.code <> '' or t.parent is null and u.parent is null) limit 1
                    """,
                    x => x.GetString(0),
                    cancel,
                    unit,
                    wrong.Latest,
                    right?.Latest ?? DateOnly.MaxValue
                );
                if (taken is [var other])
                    throw new Rejected(
                        "PLACE_TAKEN",
                        $"\"{other}\" đã mang mã này hoặc đã là gốc của cây từ khi ấy; hãy đính chính đơn vị ấy trước.",
                        $"\"{other}\" has borne this code or been the root of the tree since; correct that one first.",
                        "right_on"
                    );
            }
            notices.Add(
                new()
                {
                    Reason = "PEOPLE_AS_RECORDED",
                    Message = Words.Both(
                        "Người và đơn vị trực thuộc đã đi theo vẫn ở nơi nhận; đính chính từng mục, hoặc thu hồi văn bản để tất cả cùng mất căn cứ.",
                        "People and subunits that went along stay where they are; correct each, or withdraw the paper so that all of it falls."
                    ),
                }
            );
            return [new(unit, new EndCorrecting(wrong, right), wrapped.ExpectedVersion)];
        });
    }

    /// <summary>What goes along with units that go whole, of every module.</summary>
    public async Task<List<Intent>> Along(
        ReadSession read,
        Reader reader,
        IReadOnlyDictionary<Guid, Guid> heirs,
        PartialDate on,
        CancellationToken cancel
    )
    {
        var along = new List<Intent>();
        foreach (var follows in followers)
            along.AddRange(await follows.Follow(read, reader, heirs, on, cancel));
        return along;
    }

    delegate Task<IReadOnlyList<Intent>> Drawn(ReadSession read, List<Notice> notices, CancellationToken cancel);

    async Task<Receipt> Record(IMessage request, Enveloped wrapped, Guid subject, ServerCallContext call, Drawn plan)
    {
        var notices = new List<Notice>();
        var receipt = await registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                subject,
                []
            )
            {
                Plan = async (read, cancel) =>
                {
                    notices.Clear(); // a plan may be drawn again
                    return await plan(read, notices, cancel);
                },
            },
            call
        );
        receipt.Notices.AddRange(notices);
        foreach (var one in receipt.Consequences)
            Redaction.Of(one, c => c is Domain.Kernel.DataClass.Basic or Domain.Kernel.DataClass.Contact);
        return receipt;
    }

    static Part PartOf(Reading read, UnitPart part, string at) =>
        new(read.Id(part.IntoId, $"{at}.into_id"), read.Enum<Wire.PartKind, PartKind>(part.Part, $"{at}.part"));

    static void Unplaced(List<Notice> notices, int people)
    {
        if (people > 0)
            notices.Add(
                new()
                {
                    Reason = "PEOPLE_UNPLACED",
                    Count = people,
                    Message = Words.Both(
                        $"{people} người chưa có chỗ từ ngày này; xếp từng người trong danh sách Chưa xếp chỗ.",
                        $"{people} people have no place from that day on; place each from the list of the unplaced."
                    ),
                }
            );
    }

    /// <summary>SQL that is true for units of the registry's own tree.</summary>
    public static string InTree(ReadSession read, string alias) =>
        $"not exists (select from {Table<OutsideFact>()} o where o.stream_id = {alias}.stream_id and {read.Known("o")})";

    // True if it lies outside.
    static async Task<bool> Receives(
        ReadSession read,
        Guid into,
        PartialDate on,
        string field,
        CancellationToken cancel
    )
    {
        var found = await read.Query(
            $"select u.name, {ReadSession.Valid("u", on.Latest)}, not {InTree(read, "u")} from {Table<UnitFact>()} u where {read.Known("u")} and u.stream_id = $1 order by 2 desc limit 1",
            r => (Name: r.GetString(0), InForce: r.GetBoolean(1), Outside: r.GetBoolean(2)),
            cancel,
            into
        );
        if (found is not [var unit])
            throw Refuse.NotOnRecord(new("unit", into, field));
        return unit.InForce
            ? unit.Outside
            : throw new Rejected(
                "UNIT_NOT_IN_FORCE",
                $"\"{unit.Name}\" không có vào ngày {on.Vi}; hãy lập đơn vị nhận từ ngày ấy, hoặc chọn đơn vị khác.",
                $"\"{unit.Name}\" is not in force on {on}; found the receiving unit from that day, or choose another.",
                field
            );
    }

    static async Task NotInto(
        ReadSession read,
        Guid unit,
        Guid into,
        PartialDate on,
        string field,
        CancellationToken cancel,
        bool mayLieBelow = false
    )
    {
        if (unit == into)
            throw new Rejected(
                "UNIT_INTO_ITSELF",
                "Đơn vị không thể nhập hay chuyển phần vào chính nó; hãy chọn đơn vị nhận khác.",
                "A unit cannot go into itself; choose another receiving unit.",
                field
            );
        if (!mayLieBelow && await Below(read, unit, into, on.Latest, cancel))
            throw new Rejected(
                "UNIT_CYCLE",
                "Đơn vị nhận nằm dưới đơn vị này; hãy chuyển nó đi nơi khác trước.",
                "The receiving unit lies below this one; move it elsewhere first.",
                field
            );
    }

    /// <summary>Whether a unit lies under another on that day or any later one.</summary>
    public static async Task<bool> Below(
        ReadSession read,
        Guid top,
        Guid unit,
        DateOnly from,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                $"""
                with recursive up(id) as (select $1::uuid union select u.parent from {Table<UnitFact>()} u join up on u.stream_id = up.id where {read.Known(
                    "u"
                )} and u.valid_to > $3 and u.parent is not null)
                select exists (select from up where id = $2)
                """,
                r => r.GetBoolean(0),
                cancel,
                unit,
                top,
                from
            )
        )[0];

    static Task<List<(Guid Id, string Name, PartialDate From)>> Subunits(
        ReadSession read,
        Guid[] units,
        PartialDate on,
        CancellationToken cancel
    ) =>
        read.Query(
            $"select u.stream_id, u.name, u.from_text from {Table<UnitFact>()} u where {read.Known("u")} and u.parent = any($1) and u.valid_to > $2 and u.valid_from < u.valid_to order by u.sort_key collate \"C\", u.valid_from",
            r => (r.GetGuid(0), r.GetString(1), PartialDate.Parse(r.GetString(2))),
            cancel,
            units,
            on.Latest
        );

    static async Task NoSubunits(ReadSession read, Guid unit, PartialDate on, CancellationToken cancel)
    {
        if (await Subunits(read, [unit], on, cancel) is [var first, ..])
            throw HasSubunits(first.Name, on);
    }

    static Rejected HasSubunits(string name, PartialDate on) =>
        new(
            "UNIT_HAS_SUBUNITS",
            $"\"{name}\" còn trực thuộc từ {on.Vi}; hãy chuyển hoặc giải thể các đơn vị trực thuộc trước.",
            $"\"{name}\" still lies under it as of {on}; move or dissolve its subunits first.",
            "id"
        );

    static Task<int> Serving(ReadSession read, Guid unit, PartialDate on, CancellationToken cancel) =>
        Serving(read, [unit], on, cancel);

    // Whoever records units sees everybody's count, so that nobody is forgotten; names are another matter.
    static async Task<int> Serving(ReadSession read, Guid[] units, PartialDate on, CancellationToken cancel) =>
        (
            await read.Query(
                $"select count(distinct a.stream_id) from {Table<AssignmentFact>()} a where {read.Known("a")} and a.unit = any($1) and a.valid_to > $2 and a.valid_from < a.valid_to",
                r => (int)r.GetInt64(0),
                cancel,
                units,
                on.Latest
            )
        )[0];
}
