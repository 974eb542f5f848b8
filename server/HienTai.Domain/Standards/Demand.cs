using HienTai.Domain.Kernel;

namespace HienTai.Domain.Standards;

/// <summary>
/// A level that must be reached, in some field if one is named: a group of <see cref="FieldGroups"/>; and known at
/// least so well.
/// </summary>
public readonly record struct Demand(Level AtLeast, string Field, EvidenceGrade Known = EvidenceGrade.SelfDeclared)
{
    /// <summary>
    /// What the approved description of the job position asks: nothing here can say whether that is met.
    /// </summary>
    public const string ByPosition = "position";

    /// <summary>
    /// One way to meet a standard: all its demands together. <c>EducationBachelor + PedagogyCertificate</c>,
    /// <c>EducationCollege:preschool</c>, <c>EducationMaster@OriginalSeen</c>.
    /// </summary>
    public static Demand[]? TryParse(string way)
    {
        if (way == ByPosition)
            return [];
        var demands = new List<Demand>();
        foreach (var part in way.Split(" + "))
        {
            var (what, known) = part.Split('@') switch
            {
                [var w] => (w, "SelfDeclared"),
                [var w, var k] => (w, k),
                _ => ("", ""),
            };
            var (level, field) = what.Split(':') switch
            {
                [var l] => (l, ""),
                [var l, var f] => (l, f),
                _ => ("", ""),
            };
            if (
                !Enum.TryParse<Level>(level, out var at)
                || !Enum.IsDefined(at)
                || (field.Length > 0 && !FieldGroups.Exists(field))
            )
                return null;
            if (
                !Enum.TryParse<EvidenceGrade>(known, out var grade)
                || !Enum.IsDefined(grade)
                || grade is EvidenceGrade.RevokedAsFalse
            )
                return null;
            demands.Add(new(at, field, grade));
        }
        return [.. demands];
    }

    public static string Write(IReadOnlyCollection<Demand> way) =>
        way.Count == 0
            ? ByPosition
            : string.Join(
                " + ",
                way.Select(d =>
                    $"{d.AtLeast}{(d.Field.Length > 0 ? $":{d.Field}" : "")}{(d.Known > EvidenceGrade.SelfDeclared ? $"@{d.Known}" : "")}"
                )
            );

    public static (string Vi, string En) Words(IReadOnlyCollection<Demand> way)
    {
        if (way.Count == 0)
            return ("theo bản mô tả vị trí việc làm được phê duyệt", "as the approved job position asks");
        var parts = way.Select(d =>
                (
                    Name: Ladders.Name(d.AtLeast),
                    Of: Ladders.Name(Ladders.Of(d.AtLeast)),
                    Group: FieldGroups.Name(d.Field),
                    Plain: Ladders.Of(d.AtLeast) is Ladder.Education,
                    Known: KnownAs(d.Known)
                )
            )
            .ToArray();
        return (
            string.Join(
                " và ",
                parts.Select(p =>
                    $"{(p.Plain ? "" : $"{p.Of.Vi.ToLowerInvariant()}: ")}{Lower(p.Name.Vi)} trở lên{(p.Group.Vi.Length > 0 ? $", {p.Group.Vi}" : "")}{p.Known.Vi}"
                )
            ),
            string.Join(
                " and ",
                parts.Select(p =>
                    $"{(p.Plain ? "" : $"{p.Of.En.ToLowerInvariant()}: ")}{Lower(p.Name.En)} or above{(p.Group.En.Length > 0 ? $", {p.Group.En}" : "")}{p.Known.En}"
                )
            )
        );
    }

    static (string Vi, string En) KnownAs(EvidenceGrade grade) =>
        grade switch
        {
            EvidenceGrade.CopySeen => (", đã xem ít nhất bản sao", ", at least a copy seen"),
            EvidenceGrade.OriginalSeen => (", đã xem bản chính", ", original seen"),
            EvidenceGrade.ConfirmedByIssuer => (", nơi cấp đã xác nhận", ", confirmed by the issuer"),
            _ => ("", ""),
        };

    /// <summary>The first letter alone: "Sơ cấp I" keeps its numeral, "THPT" stays what it is.</summary>
    static string Lower(string name) =>
        name.Length > 1 && char.IsUpper(name[1]) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>
/// Who need not be trained up to a standard they do not meet: holders of a level with less service left to retirement
/// than so many months, counted on a day. They stay countable as below it. Source: NĐ 71/2020/NĐ-CP, as summarised by a
/// third party.
/// </summary>
/// <param name="Holding">The highest level held on the standard's ladder.</param>
public readonly record struct Exemption(DateOnly On, Level Holding, int MonthsLeft)
{
    /// <summary><c>2020-07-01 EducationCollege 84</c>: college, and less than 84 months left on that day.</summary>
    public static Exemption? TryParse(string text) =>
        text.Split(' ') is [var on, var level, var months]
        && DateOnly.TryParseExact(on, "yyyy-MM-dd", out var day)
        && Enum.TryParse<Level>(level, out var holding)
        && Enum.IsDefined(holding)
        && int.TryParse(months, out var left)
        && left is > 0 and <= 600
            ? new(day, holding, left)
            : null;

    public override string ToString() => $"{On:yyyy-MM-dd} {Holding} {MonthsLeft}";
}
