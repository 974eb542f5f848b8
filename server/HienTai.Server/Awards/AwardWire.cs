using Google.Protobuf.Collections;
using HienTai.Domain.Awards;
using HienTai.Domain.Kernel;
using HienTai.Server.Pipeline;
using Rules = HienTai.Standards.V1;
using SourceCheck = HienTai.Domain.Kernel.SourceCheck;
using Text = HienTai.Rpc.V1.Text;
using Wire = HienTai.Awards.V1;

namespace HienTai.Server.Awards;

/// <summary>Awards between the wire and the domain.</summary>
public static class AwardWire
{
    const int MostItems = 40;

    static readonly ProgrammeDetails Nothing = new(
        "",
        "",
        "",
        default,
        default,
        "",
        0,
        false,
        [],
        [],
        [],
        new("", "", default, "")
    );

    public static ProgrammeDetails Details(Reading read, Wire.ProgrammeDetails? d)
    {
        if (d is null)
            return read.Fault(
                "details",
                "Thiếu nội dung giải thưởng, danh hiệu.",
                "What the programme says is missing.",
                Nothing
            );
        var code = read.Text(d.Code, "details.code", 20, required: true);
        if (code.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
            read.Fault(
                "details.code",
                "Mã chỉ gồm chữ không dấu, chữ số và gạch dưới.",
                "A code has letters without tones, digits and underscores only.",
                0
            );
        return new(
            code,
            read.Text(d.Name?.Vi ?? "", "details.name.vi", 200, required: true),
            read.Text(d.Name?.En ?? "", "details.name.en", 200, required: true),
            read.Enum<Wire.ProgrammeKind, ProgrammeKind>(d.Kind, "details.kind"),
            read.Enum<Wire.AwardLevel, AwardLevel>(d.Level, "details.level"),
            read.Text(d.Organiser, "details.organiser", 200),
            read.Number(d.EveryYears, "details.every_years", 0, 10),
            d.ForWorks,
            Items(read, d.Fields, "details.fields"),
            Items(read, d.Prizes, "details.prizes"),
            Criteria(read, d.Criteria),
            new(
                read.Text(d.Source, "details.source", 300, required: true),
                read.Text(d.Clause, "details.clause", 200),
                read.Enum<Rules.SourceCheck, SourceCheck>(d.Checked, "details.checked"),
                read.Text(d.Note, "details.note", 1000)
            )
        );
    }

    public static CycleDetails Details(Reading read, Wire.CycleDetails? d) =>
        d is null
            ? read.Fault(
                "details",
                "Thiếu các ngày của kỳ xét.",
                "The cycle's days are missing.",
                new CycleDetails(default, default, null, [], [], "")
            )
            : new(
                read.Day(d.Screening, "details.screening"),
                read.Day(d.Submission, "details.submission"),
                d.Results.Length == 0 ? null : read.Day(d.Results, "details.results"),
                Items(read, d.Fields, "details.fields"),
                Items(read, d.Prizes, "details.prizes"),
                read.Text(d.Note, "details.note", 500)
            );

    static Strings Items(Reading read, RepeatedField<Wire.Item> items, string field) =>
        items.Count > MostItems
            ? read.Fault(
                field,
                $"Có {items.Count} mục; nhiều nhất là {MostItems}.",
                $"There are {items.Count}; at most {MostItems}.",
                Strings.None
            )
            :
            [
                .. items.Select(
                    (i, n) =>
                        new Item(
                            i.Code,
                            i.Number,
                            read.Text(i.Name?.Vi ?? "", $"{field}[{n}].name.vi", 120, required: true),
                            read.Text(i.Name?.En ?? "", $"{field}[{n}].name.en", 120, required: true)
                        ).ToString()
                            is var text
                        && Item.TryParse(text) is null
                            ? read.Fault(
                                $"{field}[{n}]",
                                "Mã gồm chữ thường không dấu, chữ số, gạch nối; số từ 0 đến 99999; tên không có dấu |.",
                                "A code has small letters, digits and dashes; a number from 0 to 99999; no | in a name.",
                                text
                            )
                            : text
                ),
            ];

    static Strings Criteria(Reading read, RepeatedField<Wire.Criterion> criteria) =>
        criteria.Count > MostItems
            ? read.Fault(
                "details.criteria",
                $"Có {criteria.Count} tiêu chuẩn; nhiều nhất là {MostItems}.",
                $"There are {criteria.Count} criteria; at most {MostItems}.",
                Strings.None
            )
            :
            [
                .. criteria.Select(
                    (c, n) =>
                        $"{c.Code} = {c.Rule} | {read.Text(c.Words?.Vi ?? "", $"details.criteria[{n}].words.vi", 300, required: true)} | {read.Text(c.Words?.En ?? "", $"details.criteria[{n}].words.en", 300, required: true)}"
                            is var text
                        && Criterion.TryParse(text) is null
                            ? read.Fault(
                                $"details.criteria[{n}]",
                                "Không đọc được tiêu chuẩn; ví dụ: title LDTT in the year, title CSTD_CO_SO 3 years in a row, initiative City, service 10 years, stated.",
                                "The criterion cannot be read; for example: title LDTT in the year, title CSTD_CO_SO 3 years in a row, initiative City, service 10 years, stated.",
                                text
                            )
                            : text
                ),
            ];

    public static Wire.ProgrammeDetails Of(ProgrammeDetails d) =>
        new()
        {
            Code = d.Code,
            Name = Words.Both(d.Vi, d.En),
            Kind = WireEnum<Wire.ProgrammeKind, ProgrammeKind>.Wire[d.Kind],
            Level = WireEnum<Wire.AwardLevel, AwardLevel>.Wire[d.Level],
            Organiser = d.Organiser,
            EveryYears = d.EveryYears,
            ForWorks = d.ForWorks,
            Fields = { Items(d.Fields) },
            Prizes = { Items(d.Prizes) },
            Criteria =
            {
                Criterion
                    .All(d.Criteria)
                    .Select(c => new Wire.Criterion
                    {
                        Code = c.Code,
                        Rule = c.Rules,
                        Words = Words.Both(c.Vi, c.En),
                    }),
            },
            Source = d.Basis.Source,
            Clause = d.Basis.Clause,
            Checked = WireEnum<Rules.SourceCheck, SourceCheck>.Wire[d.Basis.Checked],
            Note = d.Basis.Note,
        };

    public static Wire.CycleDetails Of(CycleDetails d) =>
        new()
        {
            Screening = Iso(d.Screening),
            Submission = Iso(d.Submission),
            Results = d.Results is { } results ? Iso(results) : "",
            Fields = { Items(d.Fields) },
            Prizes = { Items(d.Prizes) },
            Note = d.Note,
        };

    static IEnumerable<Wire.Item> Items(Strings texts) =>
        Item.All(texts)
            .Select(i => new Wire.Item
            {
                Code = i.Code,
                Number = i.Number,
                Name = Words.Both(i.Vi, i.En),
            });

    /// <summary>An item by its code; absent where there is none to name.</summary>
    public static Text? Named(Strings texts, string code) =>
        Item.All(texts).FirstOrDefault(i => i.Code == code) is { } item ? Words.Both(item.Vi, item.En) : null;

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");
}
