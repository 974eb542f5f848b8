using System.IO.Compression;
using System.Text;
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
using Standing = HienTai.Domain.Personnel.PrivacyRequestStanding;

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
    static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithIndentation().WithPreserveProtoFieldNames(true)
    );

    public async Task<(string Name, byte[] Zip)> Of(GetBundleRequest request, ServerCallContext call)
    {
        var (id, asked) = Reading.Of(r =>
            (r.Id(request.PersonId, "person_id"), r.OptionalId(request.RequestId, "request_id"))
        );
        await using var read = await registrar.Open(call, request.At);
        if (call.Reader.Person != id)
            await SuppliedOn(read, id, asked, call);
        var content = await Collected(read, id, request, call);
        return ($"hien-tai-{read.On:yyyy-MM-dd}.zip", await Zipped(read, content, call.CancellationToken));
    }

    /// <summary>Whoever keeps privacy makes it for somebody else, on that person's open request.</summary>
    static async Task SuppliedOn(ReadSession read, Guid person, Guid? request, ServerCallContext call)
    {
        if (!call.Reader.May(Ability.KeepPrivacy))
            throw new NotOnRecord("Không có hồ sơ này.", "There is no such record.");
        if (
            request is null
            || await read.Facts<PrivacyRequestFact>(
                $"f.stream_id = $1 and f.person = $2 and f.kind = {(int)Kind.Supply} and f.standing < {(int)Standing.Done}",
                call.CancellationToken,
                request,
                person
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

    /// <summary>The answers it is made of.</summary>
    sealed record Answers(
        GetPersonResponse Person,
        GetPersonHistoryResponse History,
        GetDataUseResponse Use,
        ListPrivacyRequestsResponse Requests,
        List<FactLine> Elsewhere
    );

    async Task<Answers> Collected(ReadSession read, Guid id, GetBundleRequest request, ServerCallContext call)
    {
        var reveal = new Reveal
        {
            Classes = { Rpc.V1.DataClass.Sensitive, Rpc.V1.DataClass.IdentityNumber },
            Purpose = Purpose.RequestOfPerson,
            Reason = "Cung cấp dữ liệu theo yêu cầu của người có hồ sơ.",
        };
        var answers = new Answers(
            await people.Get(
                new()
                {
                    Id = request.PersonId,
                    At = request.At,
                    Reveal = reveal,
                },
                call
            ),
            await people.History(
                new()
                {
                    Id = request.PersonId,
                    At = request.At,
                    Reveal = reveal,
                },
                call
            ),
            await privacy.Use(new() { PersonId = request.PersonId, At = request.At }, call),
            await privacy.List(
                new()
                {
                    PersonId = request.PersonId,
                    Answered = true,
                    PageSize = 200,
                },
                call
            ),
            await others.Lines(read, id, call.CancellationToken)
        );
        await reads.Opened(
            call,
            read,
            id,
            [DataClass.Basic, DataClass.Contact, DataClass.Sensitive, DataClass.IdentityNumber],
            new(new HashSet<DataClass>(), Purpose.RequestOfPerson, reveal.Reason),
            "GetBundle"
        );
        return answers;
    }

    static async Task<byte[]> Zipped(ReadSession read, Answers answers, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        await using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteText(
                "ho-so.html",
                BundlePage.Of(answers.Person, answers.History, answers.Use, answers.Elsewhere)
            );
            await WriteText("noi-khac.json", $"[{string.Join(",\n", answers.Elsewhere.Select(l => Json.Format(l)))}]");
            await WriteText("ho-so.json", Json.Format(answers.Person));
            await WriteText("lich-su.json", Json.Format(answers.History));
            await WriteText("can-cu.json", Json.Format(answers.Use));
            await WriteText("yeu-cau.json", Json.Format(answers.Requests));
            var evidence = answers.Person.Person.Qualifications.SelectMany(q => q.Evidence);
            foreach (var file in evidence.DistinctBy(e => e.Sha256))
                await Write($"tep/{file.Sha256[..12]}{Extension(file.MediaType)}", await Content(read, file, cancel));

            Task WriteText(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

            async Task Write(string name, byte[] bytes)
            {
                await using var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancel);
                await entry.WriteAsync(bytes, cancel);
            }
        }
        return memory.ToArray();
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
}
