using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Papers;

/// <summary>
/// A paper is on record once, however it is spelled (<see cref="PaperIdentity"/>). Asked under the writer's lock, so
/// that of two who register it at once one is told of the other.
/// </summary>
static class SamePaper
{
    /// <summary>
    /// The intent with those papers it is confirmed not to be that read the same; refused while there are others. What
    /// has read the same since before may be amended as long as it does not become another.
    /// </summary>
    public static async Task<Intent> Checked(
        ReadSession read,
        Sight sight,
        IMeanings meanings,
        Intent intent,
        CancellationToken cancel
    )
    {
        if (Claimed(intent.Command) is not var (details, confirmed))
            return intent;
        var issuers = await meanings.Alike(read, CodeList.Issuer, details.Issuer, cancel);
        var identities = issuers.Select(issuer => PaperIdentity.Of(details, issuer)).ToArray();
        var alike = new List<FactRow<PaperFact>>();
        foreach (var found in await read.Facts<PaperFact>("f.identity = any($1)", cancel, (object)identities))
            if (found.Stream == intent.Stream || await sight.Sees(read, found.Stream, cancel))
                alike.Add(found);
        var others = alike.Where(f => f.Stream != intent.Stream).ToLookup(f => confirmed.Contains($"{f.Stream}"));
        if (others[false].Any() && alike.All(f => f.Stream != intent.Stream))
            throw OnRecord([.. others[false]]);
        var apart = Strings.Of([.. others[true].Select(f => $"{f.Stream}")]);
        return intent with
        {
            Command = intent.Command switch
            {
                RegisterPaper c => c with { NotSameAs = apart },
                AmendPaper c => c with { NotSameAs = apart },
                var other => other,
            },
        };
    }

    /// <summary>Of a list of papers, those that another one on record reads like.</summary>
    public static string Alike(ReadSession read, Func<object?, string> value) =>
        $"""
            exists (
                select from {Table<PaperFact>()} o
                where o.identity = f.identity and o.stream_id <> f.stream_id and {read.Known("o")}
                    and position(o.stream_id::text in f.not_same_as) = 0
                    and position(f.stream_id::text in o.not_same_as) = 0
                    and {read.Sight.Papers("o.stream_id", value)})
            """;

    static (PaperDetails Details, Strings NotSameAs)? Claimed(object command) =>
        command switch
        {
            RegisterPaper c => (c.Details, c.NotSameAs ?? []),
            AmendPaper c => (c.Details, c.NotSameAs ?? []),
            _ => null,
        };

    static Rejected OnRecord(List<FactRow<PaperFact>> others)
    {
        var f = others[0].Fact;
        var (vi, en) = f switch
        {
            { WithdrawnOn: { } on } => ($", đã thu hồi từ {on.Vi}", $", withdrawn as of {on}"),
            { Valid.To: { } to } => ($", đã bãi bỏ từ {to.Vi}", $", repealed as of {to}"),
            _ => ("", ""),
        };
        return new(
            "PAPER_ALREADY_REGISTERED",
            $"Văn bản này đã có trong sổ: {f.Number} của {f.Issuer}, ký ngày {((PartialDate)f.SignedOn).Vi}, “{f.Title}”{vi}. Hãy dùng văn bản ấy; nếu đúng là hai văn bản khác nhau thì xác nhận và nêu lý do.",
            $"This paper is on record: {f.Number} of {f.Issuer}, signed on {f.SignedOn:yyyy-MM-dd}, “{f.Title}”{en}. Use that one; if they truly are two, confirm it and say why.",
            "details.number"
        )
        {
            Related = [.. others.Select(o => o.Stream).Distinct()],
        };
    }
}
