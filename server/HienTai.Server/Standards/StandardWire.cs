using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using Demand = HienTai.Domain.Standards.Demand;
using Exemption = HienTai.Domain.Standards.Exemption;
using Level = HienTai.Domain.Kernel.Level;
using People = HienTai.Personnel.V1;
using Scope = HienTai.Domain.Standards.Scope;
using SourceCheck = HienTai.Domain.Kernel.SourceCheck;
using StandardDetails = HienTai.Domain.Standards.StandardDetails;
using StandardKind = HienTai.Domain.Standards.StandardKind;
using Wire = HienTai.Standards.V1;

namespace HienTai.Server.Standards;

/// <summary>Standards between the wire and the domain.</summary>
public static class StandardWire
{
    const int MostScope = 40,
        MostWays = 10;

    public static StandardDetails Details(Reading read, Wire.StandardDetails? d, string at = "details")
    {
        if (d is null)
            return read.Fault(at, "Thiếu nội dung chuẩn.", "What the standard says is missing.", Nothing);
        var scope = d.Scope ?? new();
        var days = (
            Deadline: Optional(read, d.Deadline, $"{at}.deadline"),
            InPostOn: Optional(read, d.InPostOn, $"{at}.in_post_on")
        );
        return new(
            read.Text(d.Code, $"{at}.code", 20, required: true),
            read.Text(d.Name?.Vi ?? "", $"{at}.name.vi", 200, required: true),
            read.Text(d.Name?.En ?? "", $"{at}.name.en", 200, required: true),
            read.Enum<Wire.StandardKind, StandardKind>(d.Kind, $"{at}.kind"),
            new(
                [
                    .. scope.Categories.Select(
                        (c, i) => read.Enum<People.Category, Category>(c, $"{at}.scope.categories[{i}]").ToString()
                    ),
                ],
                read.Texts(scope.Titles, $"{at}.scope.titles", MostScope, 20),
                read.Texts(scope.Posts, $"{at}.scope.posts", MostScope, 200),
                read.Texts(scope.NotPosts, $"{at}.scope.not_posts", MostScope, 200)
            ),
            new(
                read.Enum<People.Ladder, Ladder>(d.Ladder, $"{at}.ladder"),
                Ways(read, d.Ways, $"{at}.ways", required: true),
                Ways(read, d.ForNow, $"{at}.for_now", required: false),
                d.Placement
            ),
            new(
                days.Deadline,
                days.InPostOn,
                read.Number(d.WithinMonths, $"{at}.within_months", 0, 120),
                [.. d.Exemptions.Select((x, i) => ExemptionOf(read, x, $"{at}.exemptions[{i}]"))]
            ),
            read.Texts(d.PrevailsOver, $"{at}.prevails_over", MostScope, 20),
            new(
                read.Text(d.Source, $"{at}.source", 300, required: true),
                read.Text(d.Clause, $"{at}.clause", 200),
                read.Enum<Wire.SourceCheck, SourceCheck>(d.Checked, $"{at}.checked"),
                read.Text(d.Note, $"{at}.note", 1000)
            )
        );
    }

    static DateOnly? Optional(Reading read, string day, string field) => day.Length == 0 ? null : read.Day(day, field);

    static Strings Ways(Reading read, IReadOnlyList<Wire.Way> ways, string field, bool required)
    {
        if (required && ways.Count == 0)
            return read.Fault(
                field,
                "Chuẩn phải nêu ít nhất một yêu cầu.",
                "A standard must demand something.",
                Strings.None
            );
        if (ways.Count > MostWays)
            return read.Fault(
                field,
                $"Có {ways.Count} cách; nhiều nhất là {MostWays}.",
                $"There are {ways.Count} ways; at most {MostWays}.",
                Strings.None
            );
        return
        [
            .. ways.Select(
                (w, i) =>
                    Demand.Write([
                        .. w.Demands.Select((demand, j) => DemandOf(read, demand, $"{field}[{i}].demands[{j}]")),
                    ])
            ),
        ];
    }

    static Demand DemandOf(Reading read, Wire.Demand demand, string field) =>
        new(
            read.Enum<People.Level, Level>(demand.AtLeast, $"{field}.at_least"),
            demand.FieldGroup.Length == 0 || FieldGroups.Exists(demand.FieldGroup)
                ? demand.FieldGroup
                : read.Fault(
                    $"{field}.field_group",
                    $"Không có nhóm ngành \"{demand.FieldGroup}\"; chọn một trong: {string.Join(", ", FieldGroups.Codes)}.",
                    $"There is no group of fields \"{demand.FieldGroup}\"; choose one of: {string.Join(", ", FieldGroups.Codes)}.",
                    ""
                )
        );

    static string ExemptionOf(Reading read, Wire.Exemption e, string field) =>
        new Exemption(
            read.Day(e.On, $"{field}.on"),
            read.Enum<People.Level, Level>(e.Holding, $"{field}.holding"),
            read.Number(e.MonthsLeft, $"{field}.months_left", 1, 600)
        ).ToString();

    static readonly StandardDetails Nothing = new(
        "",
        "",
        "",
        default,
        new([], [], [], []),
        new(default, [], [], false),
        new(null, null, 0, []),
        [],
        new("", "", default, "")
    );

    public static Wire.StandardDetails Of(StandardDetails d) =>
        new()
        {
            Code = d.Code,
            Name = Words.Both(d.Vi, d.En),
            Kind = WireEnum<Wire.StandardKind, StandardKind>.Wire[d.Kind],
            Scope = new()
            {
                Categories =
                {
                    d.Scope.Categories.Select(c => WireEnum<People.Category, Category>.Wire[Enum.Parse<Category>(c)]),
                },
                Titles = { d.Scope.Titles },
                Posts = { d.Scope.Posts },
                NotPosts = { d.Scope.NotPosts },
            },
            Ladder = WireEnum<People.Ladder, Ladder>.Wire[d.Demands.Ladder],
            Ways = { d.Demands.Ways.Select(Way) },
            ForNow = { d.Demands.ForNow.Select(Way) },
            Placement = d.Demands.Placement,
            Deadline = Iso(d.Transition.Deadline),
            InPostOn = Iso(d.Transition.InPostOn),
            WithinMonths = d.Transition.WithinMonths,
            Exemptions =
            {
                d
                    .Transition.Exemptions.Select(e => Exemption.TryParse(e)!.Value)
                    .Select(e => new Wire.Exemption
                    {
                        On = Iso(e.On),
                        Holding = WireEnum<People.Level, Level>.Wire[e.Holding],
                        MonthsLeft = e.MonthsLeft,
                    }),
            },
            PrevailsOver = { d.Prevails },
            Source = d.Basis.Source,
            Clause = d.Basis.Clause,
            Checked = WireEnum<Wire.SourceCheck, SourceCheck>.Wire[d.Basis.Checked],
            Note = d.Basis.Note,
        };

    static Wire.Way Way(string text)
    {
        var way = Demand.TryParse(text)!;
        var (vi, en) = Demand.Words(way);
        return new()
        {
            Demands =
            {
                way.Select(d => new Wire.Demand
                {
                    AtLeast = WireEnum<People.Level, Level>.Wire[d.AtLeast],
                    FieldGroup = d.Field,
                }),
            },
            Words = Words.Both(vi, en),
        };
    }

    static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd") ?? "";
}
