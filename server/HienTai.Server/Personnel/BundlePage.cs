using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using HienTai.Domain.Kernel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using Period = HienTai.Rpc.V1.Period;
using Person = HienTai.Domain.Personnel.Person;
using Sex = HienTai.Personnel.V1.Sex;
using TrainingOutcome = HienTai.Personnel.V1.TrainingOutcome;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>
/// What is on file about one person as a page that needs nothing to be read: no script, no style from elsewhere.
/// </summary>
static class BundlePage
{
    // Vietnamese letters stay letters.
    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A heading with rows under it; those without a value are left out.</summary>
    sealed record Section(string Heading, IEnumerable<(string Label, string Value)> Rows);

    public static string Of(
        GetPersonResponse answer,
        GetPersonHistoryResponse history,
        GetDataUseResponse use,
        IEnumerable<FactLine> elsewhere
    )
    {
        var html = new StringBuilder(
            "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Hiền Tài</title><body>"
        );
        var about =
            $"Dữ liệu về bạn trong Hiền Tài, ngày {Vi(answer.At.ValidOn)}, vị trí sổ {answer.At.Position}. / Your data in Hiền Tài.";
        html.Append($"<h1>{E(answer.Person.Identity.FullName)}</h1><p>{E(about)}</p>");
        foreach (
            var section in (Section[])
                [.. OnFile(answer.Person), Elsewhere(elsewhere), Ground(use), Recorded(history.Entries)]
        )
            Write(html, section);
        return html.Append("</body></html>").ToString();
    }

    static void Write(StringBuilder html, Section section)
    {
        html.Append($"<h2>{E(section.Heading)}</h2><dl>");
        foreach (var (label, value) in section.Rows.Where(r => r.Value.Length > 0))
            html.Append($"<dt>{E(label)}</dt><dd>{E(value)}</dd>");
        html.Append("</dl>");
    }

    static IEnumerable<Section> OnFile(Wire.Person p)
    {
        yield return new("Nhân thân / Identity", Identity(p.Identity));
        if (p.Contacts is { } reach)
            yield return new(
                "Liên hệ / Contacts",
                [("Điện thoại", reach.Phone), ("Thư điện tử", reach.Email), ("Địa chỉ", reach.Address)]
            );
        yield return new(
            "Quá trình công tác / Assignments",
            p.Assignments.Select(a => (Span(a.Period), $"{a.Details.Post}, {a.UnitName}"))
        );
        yield return new(
            "Trình độ / Qualifications",
            p.Qualifications.Select(q => (Span(q.Period), Claimed(q.LevelName, q.Details)))
        );
        yield return new("Đào tạo, bồi dưỡng / Training", p.Trainings.Select(t => (Span(t.Period), Course(t))));
        yield return new(
            "Kết luận về bố trí đúng chuyên ngành / Placement by field",
            p.Placements.Select(c => (Span(c.Period), $"{Verdict(c.Verdict)}: {c.Because}"))
        );
        yield return new(
            "Giấy tờ tuỳ thân / Identity documents",
            [
                .. p.IdentityDocuments.Select(d => (Span(d.Period), Document(d.Details))),
                .. p.PersonalNumbers.Select(n => (Span(n.Period), $"Số định danh {n.Number}")),
            ]
        );
        yield return new(
            "Ngoài khu vực công / Outside the public sector",
            p.Outside.Select(o => (Span(o.Period), Place(o.Details)))
        );
    }

    static IEnumerable<(string, string)> Identity(Identity identity) =>
        [
            ("Họ và tên", identity.FullName),
            ("Tên khác", string.Join(", ", identity.OtherNames)),
            ("Sinh", Vi(identity.Birth)),
            ("Giới tính", identity.Sex is Sex.Female ? "nữ" : "nam"),
            ("Dân tộc", identity.EthnicityName),
            ("Số định danh cá nhân", identity.PersonalNumber),
            ("Số hiệu hồ sơ", identity.FileNumber),
        ];

    static string Claimed(string level, QualificationDetails details) =>
        $"{level} {details.Field}{Also("", details.Institution)}{Also("số ", details.Number)}";

    static string Course(Training t) =>
        $"{t.LevelName} {t.Details.Field}{Also("", t.Details.Institution)}{Also("", Outcome(t.Outcome))}";

    static string Outcome(TrainingOutcome outcome) =>
        outcome switch
        {
            TrainingOutcome.Completed => "đã hoàn thành",
            TrainingOutcome.Discontinued => "thôi học",
            _ => "",
        };

    static string Verdict(PlacementVerdict verdict) => verdict is PlacementVerdict.Fits ? "phù hợp" : "không phù hợp";

    static string Place(OutsideDetails details) =>
        $"{Person.Name((Domain.Personnel.OutsideKind)(int)details.Kind).Vi}{Also("", details.Affiliation)}{Also("hộ chiếu ", details.Passport)}";

    static string Document(IdentityDocumentDetails details) =>
        $"{Domain.Personnel.IdentityDocuments.Name((Domain.Personnel.IdentityDocumentKind)(int)details.Kind).Vi} {details.Number}{Also("", details.Issuer)}";

    static Section Elsewhere(IEnumerable<FactLine> lines) =>
        new(
            "Ở các hồ sơ khác / In other records",
            lines.Select(l => (Span(new() { From = l.From, To = l.To }), $"{l.Label.Vi}: {l.Value.Vi}"))
        );

    static Section Ground(GetDataUseResponse use) =>
        new(
            "Căn cứ xử lý / Ground",
            [
                ("Căn cứ", use.ByDuty ? "nhiệm vụ theo luật" : "sự đồng ý"),
                ("Hạn chế xử lý", use.Restricted ? "có" : "không"),
                .. use.Consents.Select(c =>
                    (
                        "Đồng ý",
                        $"{DataUseNarrator.Named((Domain.Personnel.ConsentPurpose)(int)c.Purpose).Vi}{(c.InForce ? "" : " (đã rút hoặc hết hạn)")}"
                    )
                ),
            ]
        );

    static Section Recorded(IEnumerable<HistoryEntry> entries) =>
        new(
            "Những gì đã ghi / Recorded",
            entries.Select(e =>
                (
                    e.Source.RecordedTime.ToDateTimeOffset()
                        .ToOffset(TimeSpan.FromHours(7))
                        .ToString("dd/MM/yyyy HH:mm"),
                    $"{string.Concat(e.Sentence.Select(s => s.Text.Vi))} — {e.Source.ActorTitle}"
                )
            )
        );

    static string Also(string before, string value) => value.Length > 0 ? $", {before}{value}" : "";

    static string Vi(string date) => PartialDate.TryParse(date)?.Vi ?? date;

    static string Span(Period period) =>
        $"{(period.From.Length > 0 ? $"từ {Vi(period.From)}" : "")}{(period.To.Length > 0 ? $" đến trước {Vi(period.To)}" : "")}";

    static string E(string text) => Html.Encode(text);
}
