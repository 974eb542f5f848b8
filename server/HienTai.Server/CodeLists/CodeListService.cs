using Google.Protobuf;
using Grpc.Core;
using HienTai.CodeLists.V1;
using HienTai.Domain.CodeLists;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using CodeList = HienTai.Domain.Kernel.CodeList;
using EntryDetails = HienTai.Domain.CodeLists.EntryDetails;
using Wire = HienTai.CodeLists.V1;

namespace HienTai.Server.CodeLists;

/// <summary>Lists on the wire: commands through the road, questions to <see cref="CodeListQuestions"/>.</summary>
public sealed class CodeListService(Registrar registrar, CodeListQuestions questions)
    : Wire.CodeListService.CodeListServiceBase
{
    public override Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext call) =>
        questions.List(request, call);

    public override Task<SuggestEntriesResponse> SuggestEntries(
        SuggestEntriesRequest request,
        ServerCallContext call
    ) => questions.Suggest(request, call);

    public override Task<ListUnmatchedResponse> ListUnmatched(ListUnmatchedRequest request, ServerCallContext call) =>
        questions.Unmatched(request, call);

    public override Task<ListUsesResponse> ListUses(ListUsesRequest request, ServerCallContext call) =>
        questions.Uses(request, call);

    public override Task<GetEntryHistoryResponse> GetEntryHistory(
        GetEntryHistoryRequest request,
        ServerCallContext call
    ) => questions.History(request, call);

    public override Task<Receipt> AddEntry(AddEntryRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new AddEntry(DetailsOf(read, r.Details)), call);

    public override Task<Receipt> AddSpelling(AddSpellingRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new AddSpelling(read.Text(r.Spelling, "spelling", 500, required: true)),
            call
        );

    public override Task<Receipt> AmendEntry(AmendEntryRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new AmendEntry(DetailsOf(read, r.Details)), call);

    public override Task<Receipt> RemoveEntry(RemoveEntryRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, _ => new RemoveEntry(), call);

    static EntryDetails DetailsOf(Reading read, Wire.EntryDetails? d) =>
        d is null
            ? read.Fault(
                "details",
                "Thiếu nội dung của mục.",
                "What the entry says is missing.",
                new EntryDetails(default, "", "", "", [], null, null, "")
            )
            : new(
                CodeListQuestions.ListOf(read, d.List, "details.list"),
                read.Text(d.Code, "details.code", 60),
                read.Text(d.Name, "details.name", 200, required: true),
                read.Text(d.NameEn, "details.name_en", 200),
                read.Texts(d.Spellings, "details.spellings", 100, 200),
                read.OptionalDate(d.From, "details.from"),
                read.OptionalDate(d.To, "details.to"),
                read.Text(d.Ground, "details.ground", 500)
            );

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, EntryCommand> command,
        ServerCallContext call
    )
    {
        var (wrapped, entry, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        if (wrapped.Reason.Length == 0 && wrapped.Paper is null)
            throw new Rejected(
                "REASON_REQUIRED",
                "Danh mục thay đổi theo quyết định; hãy dẫn văn bản hoặc nêu lý do.",
                "Lists change by decision; cite a paper or give a reason.",
                "envelope.reason"
            );
        var intent = new Intent(entry, asked, wrapped.ExpectedVersion);
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                entry,
                [intent]
            )
            {
                Plan = (read, cancel) => Unambiguous(read, intent, cancel),
            },
            call
        );
    }

    /// <summary>A spelling means one entry of its list; asked under the lock.</summary>
    static async Task<IReadOnlyList<Intent>> Unambiguous(ReadSession read, Intent intent, CancellationToken cancel)
    {
        var (list, spellings, field) = intent.Command switch
        {
            AddEntry c => (c.Details.List, Meaning.Spellings(c.Details), "details.name"),
            AmendEntry c => (c.Details.List, Meaning.Spellings(c.Details), "details.name"),
            AddSpelling c => (
                (await read.Facts<CodeListEntryFact>("f.stream_id = $1", cancel, intent.Stream))
                    .Select(f => f.Fact.List)
                    .FirstOrDefault(),
                [Meaning.Of(c.Spelling)],
                "spelling"
            ),
            _ => (default(CodeList), (IReadOnlyList<string>)[], ""),
        };
        if (spellings.Count == 0 || list == default)
            return [intent];
        var taken = await read.Facts<CodeListSpellingFact>(
            "f.list = $1 and f.spelling = any($2) and f.stream_id <> $3",
            cancel,
            (int)list,
            spellings.ToArray(),
            intent.Stream
        );
        if (taken.Count == 0)
            return [intent];
        var other = (await Titles.Of(read, [taken[0].Stream], cancel))[taken[0].Stream, read.On];
        throw new Rejected(
            "SPELLING_TAKEN",
            $"“{taken[0].Fact.Spelling}” đã là cách viết của mục “{other}”; hãy dùng mục ấy hoặc bỏ cách viết này.",
            $"“{taken[0].Fact.Spelling}” is a spelling of the entry “{other}” already; use that one or leave the spelling out.",
            field
        )
        {
            Related = [.. taken.Select(t => t.Stream).Distinct()],
        };
    }
}
