using HienTai.Domain.Kernel;
using HienTai.Domain.Standards;
using HienTai.Domain.Talent;
using HienTai.Server.Pipeline;
using ProgrammeCriterion = HienTai.Domain.Talent.ProgrammeCriterion;
using ProgrammeDetails = HienTai.Domain.Talent.ProgrammeDetails;
using Sector = HienTai.Domain.Talent.Sector;
using SourceCheck = HienTai.Domain.Kernel.SourceCheck;
using SourceKind = HienTai.Domain.Talent.SourceKind;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>Programmes between the wire and the domain.</summary>
static class ProgrammeWire
{
    const int MostCriteria = 30,
        MostBenefits = 20;

    static readonly ProgrammeDetails Nothing = new("", "", "", "", "", default, "", [], [], [], [], [], 0);

    public static ProgrammeDetails Details(Reading read, Wire.ProgrammeDetails? d)
    {
        if (d is null)
            return read.Fault(
                "details",
                "Thiếu nội dung chương trình.",
                "What the programme says is missing.",
                Nothing
            );
        if (d.Criteria.Count > MostCriteria || d.Marks.Count > MostCriteria)
            return read.Fault(
                "details.criteria",
                $"Nhiều nhất {MostCriteria} tiêu chí.",
                $"At most {MostCriteria} criteria.",
                Nothing
            );
        return new(
            read.Text(d.Code, "details.code", 40, required: true),
            read.Text(d.Name?.Vi ?? "", "details.name.vi", 200, required: true),
            read.Text(d.Name?.En ?? "", "details.name.en", 200, required: true),
            read.Text(d.Source, "details.source", 300, required: true),
            read.Text(d.Clause, "details.clause", 120),
            read.Enum<Wire.SourceCheck, SourceCheck>(d.Checked, "details.checked"),
            read.Text(d.Note, "details.note", 1000),
            [
                .. d
                    .Kinds.Select((k, i) => $"{read.Enum<Wire.SourceKind, SourceKind>(k, $"details.kinds[{i}]")}")
                    .Distinct(),
            ],
            [.. d.Sectors.Select((s, i) => $"{read.Enum<Wire.Sector, Sector>(s, $"details.sectors[{i}]")}").Distinct()],
            [.. d.Criteria.Select((c, i) => Criterion(read, c.Key, c.Name, c.Rule, $"details.criteria[{i}]"))],
            [.. d.Marks.Select((m, i) => Criterion(read, m.Key, m.Name, null, $"details.marks[{i}]"))],
            read.Texts(d.Benefits, "details.benefits", MostBenefits, 300),
            read.Number(d.Places, "details.places", 0, 100_000)
        );
    }

    static string Criterion(Reading read, string key, Rpc.V1.Text? name, string? rule, string at)
    {
        if (key.Length is 0 or > 40 || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'))
            read.Fault(
                $"{at}.key",
                "Khóa gồm chữ thường không dấu, chữ số, gạch nối; nhiều nhất 40 ký tự.",
                "A key is lower-case letters, digits and hyphens, at most 40.",
                0
            );
        if (rule is not null && Domain.Standards.Criterion.TryParse(rule) is null)
            read.Fault(
                $"{at}.rule",
                "Không đọc được quy tắc; viết như \"holds EducationMaster@OriginalSeen\", \"age <= 35\", \"service >= 60\", \"achievements >= 1 City\" hoặc \"stated\".",
                "The rule cannot be read; write it like \"holds EducationMaster@OriginalSeen\", \"age <= 35\", \"service >= 60\", \"achievements >= 1 City\" or \"stated\".",
                0
            );
        return new ProgrammeCriterion(
            key,
            read.Text(name?.Vi ?? "", $"{at}.name.vi", 300, required: true),
            read.Text(name?.En ?? "", $"{at}.name.en", 300, required: true),
            rule ?? ""
        ).Written;
    }

    public static Wire.ProgrammeDetails Of(ProgrammeDetails d) =>
        new()
        {
            Code = d.Code,
            Name = Words.Both(d.Vi, d.En),
            Source = d.Source,
            Clause = d.Clause,
            Checked = WireEnum<Wire.SourceCheck, SourceCheck>.Wire[d.Checked],
            Note = d.Note,
            Kinds = { d.Kinds.Select(k => WireEnum<Wire.SourceKind, SourceKind>.Wire[Enum.Parse<SourceKind>(k)]) },
            Sectors = { d.Sectors.Select(s => WireEnum<Wire.Sector, Sector>.Wire[Enum.Parse<Sector>(s)]) },
            Criteria =
            {
                d
                    .Criteria.Select(ProgrammeCriterion.Read)
                    .Select(c => new Wire.ProgrammeCriterion
                    {
                        Key = c.Key,
                        Name = Words.Both(c.Vi, c.En),
                        Rule = c.Rule,
                        Reads = Reads(c),
                    }),
            },
            Marks = { Marks(d) },
            Benefits = { d.Benefits },
            Places = d.Places,
        };

    public static IEnumerable<Wire.MarkedCriterion> Marks(ProgrammeDetails d) =>
        d
            .Marks.Select(ProgrammeCriterion.Read)
            .Select(m => new Wire.MarkedCriterion { Key = m.Key, Name = Words.Both(m.Vi, m.En) });

    static Rpc.V1.Text Reads(ProgrammeCriterion c) =>
        Domain.Standards.Criterion.TryParse(c.Rule)!.Words is var (vi, en) ? Words.Both(vi, en) : null!;
}
