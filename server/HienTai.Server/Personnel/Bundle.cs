using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Kind = HienTai.Domain.Personnel.PrivacyRequestKind;
using Person = HienTai.Domain.Personnel.Person;
using PlacementVerdict = HienTai.Personnel.V1.PlacementVerdict;
using Sex = HienTai.Personnel.V1.Sex;
using Standing = HienTai.Domain.Personnel.PrivacyRequestStanding;
using TrainingOutcome = HienTai.Personnel.V1.TrainingOutcome;

namespace HienTai.Server.Personnel;

/// <summary>
/// Everything on file about one person, made for them: a page to read, the same as JSON in the contract's words, and
/// the files. It goes through the same questions as anybody's, so it shows what the registry shows and every opening is
/// on record.
/// </summary>
public sealed class Bundle(
    Registrar registrar,
    Elsewhere others,
    People people,
    PrivacyQuestions privacy,
    ReadLog reads
)
{
    // Vietnamese letters stay letters.
    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithIndentation().WithPreserveProtoFieldNames(true)
    );

    public async Task<(string Name, byte[] Zip)> Of(GetBundleRequest request, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        var (id, asked) = Reading.Of(r =>
            (r.Id(request.PersonId, "person_id"), r.OptionalId(request.RequestId, "request_id"))
        );
        await using var read = await registrar.Open(call, request.At);
        if (reader.Person != id)
        {
            if (!reader.May(Ability.KeepPrivacy))
                throw new NotOnRecord("Không có hồ sơ này.", "There is no such record.");
            if (
                asked is null
                || await read.Facts<PrivacyRequestFact>(
                    $"f.stream_id = $1 and f.person = $2 and f.kind = {(int)Kind.Supply} and f.standing < {(int)Standing.Done}",
                    cancel,
                    asked,
                    id
                )
                    is not [_]
            )
                throw new Rejected(
                    "REQUEST_NEEDED",
                    "Chỉ cung cấp dữ liệu theo yêu cầu đang mở của chính người ấy; hãy ghi yêu cầu trước.",
                    "Data is supplied only on an open request of that person; put the request on record first.",
                    "request_id"
                );
        }
        var reveal = new Reveal
        {
            Classes = { Rpc.V1.DataClass.Sensitive, Rpc.V1.DataClass.IdentityNumber },
            Purpose = Purpose.RequestOfPerson,
            Reason = "Cung cấp dữ liệu theo yêu cầu của người có hồ sơ.",
        };
        var person = await people.Get(
            new()
            {
                Id = request.PersonId,
                At = request.At,
                Reveal = reveal,
            },
            call
        );
        var history = await people.History(
            new()
            {
                Id = request.PersonId,
                At = request.At,
                Reveal = reveal,
            },
            call
        );
        var use = await privacy.Use(new() { PersonId = request.PersonId, At = request.At }, call);
        var requests = await privacy.List(
            new()
            {
                PersonId = request.PersonId,
                Answered = true,
                PageSize = 200,
            },
            call
        );
        var elsewhere = await others.Lines(read, id, cancel);
        await reads.Opened(
            call,
            read,
            id,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            new(new HashSet<DataClass>(), Purpose.RequestOfPerson, reveal.Reason),
            "GetBundle"
        );

        using var memory = new MemoryStream();
        await using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            await Write("ho-so.html", Encoding.UTF8.GetBytes(Page(person, history, use, elsewhere)));
            await Write(
                "noi-khac.json",
                Encoding.UTF8.GetBytes($"[{string.Join(",\n", elsewhere.Select(l => Json.Format(l)))}]")
            );
            foreach (
                var (name, message) in new (string, IMessage)[]
                {
                    ("ho-so.json", person),
                    ("lich-su.json", history),
                    ("can-cu.json", use),
                    ("yeu-cau.json", requests),
                }
            )
                await Write(name, Encoding.UTF8.GetBytes(Json.Format(message)));
            foreach (var file in person.Person.Qualifications.SelectMany(q => q.Evidence).DistinctBy(e => e.Sha256))
                await Write($"tep/{file.Sha256[..12]}{Extension(file.MediaType)}", await Content(read, file, cancel));

            async Task Write(string name, byte[] bytes)
            {
                await using var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancel);
                await entry.WriteAsync(bytes, cancel);
            }
        }
        return ($"hien-tai-{read.On:yyyy-MM-dd}.zip", memory.ToArray());
    }

    static string Extension(string mediaType) =>
        mediaType switch
        {
            "application/pdf" => ".pdf",
            "image/png" => ".png",
            _ => ".jpg",
        };

    static async Task<byte[]> Content(ReadSession read, FileRef file, CancellationToken cancel)
    {
        var id = FileKeys.Name(read.Keys.Index, file.Sha256);
        var key = (await read.Keys.FilesHeld(read.Connection, read.Transaction, [id], cancel))[id];
        var sealedBytes = (
            await read.Query("select content from file where id = $1", r => r.GetFieldValue<byte[]>(0), cancel, id)
        )[0];
        return FileKeys.OpenAll(key, id, sealedBytes, file.Size);
    }

    // A page that needs nothing to be read: no script, no style from elsewhere.
    static string Page(
        GetPersonResponse answer,
        GetPersonHistoryResponse history,
        GetDataUseResponse use,
        List<FactLine> elsewhere
    )
    {
        var (p, html) = (
            answer.Person,
            new StringBuilder("<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Hiền Tài</title><body>")
        );
        void Heading(string text) => html.Append("<h2>").Append(E(text)).Append("</h2>");
        void Rows(IEnumerable<(string Label, string Value)> rows)
        {
            html.Append("<dl>");
            foreach (var (label, value) in rows.Where(r => r.Value.Length > 0))
                html.Append("<dt>").Append(E(label)).Append("</dt><dd>").Append(E(value)).Append("</dd>");
            html.Append("</dl>");
        }
        html.Append("<h1>")
            .Append(E(p.Identity.FullName))
            .Append("</h1><p>")
            .Append(
                E(
                    $"Dữ liệu về bạn trong Hiền Tài, ngày {Vi(answer.At.ValidOn)}, vị trí sổ {answer.At.Position}. / Your data in Hiền Tài."
                )
            )
            .Append("</p>");
        Heading("Nhân thân / Identity");
        Rows([
            ("Họ và tên", p.Identity.FullName),
            ("Tên khác", string.Join(", ", p.Identity.OtherNames)),
            ("Sinh", Vi(p.Identity.Birth)),
            ("Giới tính", p.Identity.Sex is Sex.Female ? "nữ" : "nam"),
            ("Dân tộc", p.Identity.EthnicityName),
            ("Số định danh cá nhân", p.Identity.PersonalNumber),
            ("Số hiệu hồ sơ", p.Identity.FileNumber),
        ]);
        if (p.Contacts is { } reach)
        {
            Heading("Liên hệ / Contacts");
            Rows([("Điện thoại", reach.Phone), ("Thư điện tử", reach.Email), ("Địa chỉ", reach.Address)]);
        }
        Heading("Quá trình công tác / Assignments");
        Rows(p.Assignments.Select(a => (Span(a.Period), $"{a.Details.Post}, {a.UnitName}")));
        Heading("Trình độ / Qualifications");
        Rows(
            p.Qualifications.Select(q =>
                (
                    Span(q.Period),
                    $"{q.LevelName} {q.Details.Field}{(q.Details.Institution.Length > 0 ? $", {q.Details.Institution}" : "")}{(q.Details.Number.Length > 0 ? $", số {q.Details.Number}" : "")}"
                )
            )
        );
        Heading("Đào tạo, bồi dưỡng / Training");
        Rows(
            p.Trainings.Select(t =>
                (
                    Span(t.Period),
                    $"{t.LevelName} {t.Details.Field}{(t.Details.Institution.Length > 0 ? $", {t.Details.Institution}" : "")}{(t.Outcome is TrainingOutcome.Completed ? ", đã hoàn thành" : t.Outcome is TrainingOutcome.Discontinued ? ", thôi học" : "")}"
                )
            )
        );
        Heading("Kết luận về bố trí đúng chuyên ngành / Placement by field");
        Rows(
            p.Placements.Select(c =>
                (Span(c.Period), $"{(c.Verdict is PlacementVerdict.Fits ? "phù hợp" : "không phù hợp")}: {c.Because}")
            )
        );
        Heading("Ngoài khu vực công / Outside the public sector");
        Rows(
            p.Outside.Select(o =>
                (
                    Span(o.Period),
                    $"{Person.Name((Domain.Personnel.OutsideKind)(int)o.Details.Kind).Vi}{(o.Details.Affiliation.Length > 0 ? $", {o.Details.Affiliation}" : "")}{(o.Details.Passport.Length > 0 ? $", hộ chiếu {o.Details.Passport}" : "")}"
                )
            )
        );
        Heading("Ở các hồ sơ khác / In other records");
        Rows(elsewhere.Select(l => (Span(new() { From = l.From, To = l.To }), $"{l.Label.Vi}: {l.Value.Vi}")));
        Heading("Căn cứ xử lý / Ground");
        Rows([
            ("Căn cứ", use.ByDuty ? "nhiệm vụ theo luật" : "sự đồng ý"),
            ("Hạn chế xử lý", use.Restricted ? "có" : "không"),
            .. use.Consents.Select(c =>
                (
                    "Đồng ý",
                    $"{DataUseNarrator.Named((Domain.Personnel.ConsentPurpose)(int)c.Purpose).Vi}{(c.InForce ? "" : " (đã rút hoặc hết hạn)")}"
                )
            ),
        ]);
        Heading("Những gì đã ghi / Recorded");
        Rows(
            history.Entries.Select(e =>
                (
                    e.Source.RecordedTime.ToDateTimeOffset()
                        .ToOffset(TimeSpan.FromHours(7))
                        .ToString("dd/MM/yyyy HH:mm"),
                    $"{string.Concat(e.Sentence.Select(s => s.Text.Vi))} — {e.Source.ActorTitle}"
                )
            )
        );
        return html.Append("</body></html>").ToString();
    }

    static string Vi(string date) => PartialDate.TryParse(date)?.Vi ?? date;

    static string Span(Rpc.V1.Period period) =>
        $"{(period.From.Length > 0 ? $"từ {Vi(period.From)}" : "")}{(period.To.Length > 0 ? $" đến trước {Vi(period.To)}" : "")}";

    static string E(string text) => Html.Encode(text);
}
