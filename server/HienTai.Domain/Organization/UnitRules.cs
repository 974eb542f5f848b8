using HienTai.Domain.Kernel;

namespace HienTai.Domain.Organization;

// How a unit ends and what of it goes where.
public sealed partial record Unit
{
    /// <summary>The first day it is no more.</summary>
    public PartialDate? End => Names.End;

    /// <summary>The parts that went to other units, in the order in which they were recorded.</summary>
    public IReadOnlyList<Handed> HandedOver =>
        (HandOvers ?? []).Aggregate(new List<Handed>(), (parts, step) => (step.Wrong, step.On) switch
            {
                (null, { } on) => [.. parts, new(on, step.Into, step.Part, step.Paper)],
                ({ } wrong, { } right) => parts.ConvertAll(p => p.On == wrong ? p with { On = right } : p),
                ({ } wrong, null) => parts.FindAll(p => p.On != wrong),
                _ => parts,
            });

    Unit With(HandOver step) => this with { HandOvers = (HandOvers ?? []).Add(step) };

    Unit Ended(PartialDate? on, Guid? paper)
    {
        // What somebody takes over is claimed until they can be.
        var taken = HandedOver.Any(h => h.On == on);
        return this with
        {
            Names = Names.Ended(on, paper, taken),
            Parents = Parents.Ended(on, paper, taken),
            Codes = Codes.Ended(on, paper, taken),
        };
    }

    UnitEvent[] Give(HandOverUnit c)
    {
        var fresh = c
            .Parts.Where(p => !HandedOver.Contains(new(c.On, p.Into, p.Kind, null), SamePart))
            .Select(p => new UnitHandedOver(c.On, p.Into, p.Kind))
            .ToArray();
        if (fresh.Length == 0 && (!c.Dissolves || End == c.On))
            return [];
        if (c.Parts.GroupBy(p => p.Into).Any(g => g.Count() > 1))
            throw new Rejected(
                "PART_GIVEN_TWICE",
                "Một đơn vị nhận chỉ được nêu một lần; hãy gộp các phần cho cùng một nơi.",
                "A receiving unit is named once; put its parts together.",
                "parts"
            );
        // Of what lies outside only the parts are known here, not what became of it.
        if (!c.Dissolves && c.Parts.Any(p => p.Kind is PartKind.Whole || (p.Kind is PartKind.Remainder && !Outside)))
            throw new Rejected(
                "UNIT_STAYS",
                "Chuyển một phần thì đơn vị còn lại; nếu chuyển hết thì hãy sáp nhập hoặc chia tách.",
                "When a part is transferred the unit stays; to give all of it, merge or split it.",
                "parts"
            );
        if (c.Dissolves && c.Parts.Any(p => p.Kind is PartKind.Whole) && c.Parts.Count > 1)
            throw new Rejected(
                "WHOLE_AND_PARTS",
                "Đã chuyển toàn bộ thì không còn phần nào cho nơi khác.",
                "What goes whole to one unit leaves nothing for another.",
                "parts"
            );
        var (majors, rests) = (
            c.Parts.Count(p => p.Kind is PartKind.Major),
            c.Parts.Count(p => p.Kind is PartKind.Remainder)
        );
        if (
            c.Dissolves
            && !c.Parts.Any(p => p.Kind is PartKind.Whole)
            && (c.Parts.Count < 2 || majors + rests == 0 || majors > 1 || rests > 1)
        )
            throw new Rejected(
                "REST_FORGOTTEN",
                "Chia tách phải nêu đủ: ít nhất hai nơi nhận, và đúng một nơi nhận phần lớn hoặc phần còn lại.",
                "A split says where all of it goes: at least two receiving units, one of them taking the major part or the remainder.",
                "parts"
            );
        return c.Dissolves ? Ends(c.On, [.. fresh, new UnitDissolved(c.On)]) : During(c.On, [.. fresh], "on");
    }

    UnitEvent[] Ends(PartialDate on, UnitEvent[] events)
    {
        if (
            Names
                .Spans.Select(s => s.Valid.From)
                .Concat(Parents.Spans.Select(s => s.Valid.From))
                .Concat(Codes.Spans.Select(s => s.Valid.From))
                .Any(from => from != Founded && from?.Latest >= on.Latest)
        )
            throw new Rejected(
                "CHANGED_AFTERWARDS",
                $"Đơn vị có thay đổi đã ghi từ {on.Vi} hoặc sau đó; hãy đính chính thay đổi ấy trước.",
                $"A change of this unit is recorded for {on} or later; correct that first.",
                "on"
            );
        return During(on, events, "on");
    }

    UnitEvent[] FixEnd(CorrectUnitEnd c)
    {
        if (End != c.WrongOn && HandedOver.All(h => h.On != c.WrongOn))
        {
            var done = c.On is { } stands
                ? End == stands || HandedOver.Any(h => h.On == stands)
                : (HandOvers ?? []).Any(h => h.Wrong == c.WrongOn);
            return done ? [] : throw NothingEnded(c.WrongOn);
        }
        if (c.On == c.WrongOn)
            return [];
        return c.On is { } right
            ? After(right, [new UnitEndCorrected(c.WrongOn, right)], "right_on")
            : [new UnitEndCorrected(c.WrongOn, null)];
    }

    static Rejected NothingEnded(PartialDate on) =>
        new(
            "NOTHING_ENDED_THEN",
            $"Không có giải thể hay chuyển giao nào được ghi vào {on.Vi}; hãy lấy đúng ngày đang ghi trong sổ.",
            $"No dissolution or hand-over is recorded for {on}; take the date as it stands on record.",
            "wrong_on"
        );

    /// <summary>Nothing changes before it was founded or once it is no more.</summary>
    UnitEvent[] During(PartialDate from, UnitEvent[] events, string field = "from") =>
        events.Length > 0 && End is { } end && end.Earliest <= from.Latest
            ? throw new Rejected(
                "UNIT_DISSOLVED",
                $"Đơn vị này không còn từ {end.Vi}; hãy ghi vào đơn vị kế tục, hoặc đính chính ngày ấy nếu sai.",
                $"This unit is no more as of {end}; record it for its successor, or correct that date if it is wrong.",
                field
            )
            : After(from, events, field);

    UnitEvent[] After(PartialDate from, UnitEvent[] events, string field) =>
        from.Latest < Founded!.Value.Earliest
            ? throw new Rejected(
                "BEFORE_FOUNDING",
                $"Đơn vị lập từ {Founded?.Vi}; không thể thay đổi trước ngày ấy. Nếu ngày lập sai thì đính chính.",
                $"The unit was founded in {Founded}; nothing changes before that. If the founding date is wrong, correct it.",
                field
            )
            : events;

    static readonly IEqualityComparer<Handed> SamePart = EqualityComparer<Handed>.Create(
        (a, b) => (a.On, a.Into, a.Part) == (b.On, b.Into, b.Part),
        h => h.Into.GetHashCode()
    );
}
