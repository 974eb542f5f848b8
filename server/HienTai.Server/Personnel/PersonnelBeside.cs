using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Personnel;

/// <summary>Diplomas that are on somebody else's file already, or on two files of one change.</summary>
public sealed class SameDiploma : IBeside
{
    static readonly string Place = Sealing.Place(
        typeof(DiplomaNumberFact).GetProperty(nameof(DiplomaNumberFact.Issued))!
    );

    public bool Asks(object command) => Diploma(command) is not null;

    // A correction also gives up a number, so it matters to all.
    public string? Shares(object command) =>
        command is DeclareQualification c ? $"diploma {Diplomas.Key(c.Details)}" : null;

    public async Task<IReadOnlyList<(Intent In, RuleFinding Found)>> Find(
        ReadSession read,
        IReadOnlyList<Intent> intents,
        CancellationToken cancel
    )
    {
        var brought = intents
            .Where(i => Asks(i.Command))
            .Select(i => (Intent: i, Details: Diploma(i.Command)!, Hash: Hash(read, Diploma(i.Command)!)))
            .ToArray();
        // Under the lock what is known is what is known last, and one wording is planned once.
        var held = await read.Query(
            $"select stream_id, issued from {Table<DiplomaNumberFact>()} where issued = any($1) and known_to is null",
            r => (Stream: r.GetGuid(0), Hash: r.GetString(1)),
            cancel,
            (object)brought.Select(b => b.Hash).Distinct().ToArray()
        );
        var holders = held.Concat(brought.Select(b => (b.Intent.Stream, b.Hash))).ToLookup(h => h.Hash, h => h.Stream);
        return
        [
            .. brought
                .Where(b => holders[b.Hash].Any(who => who != b.Intent.Stream))
                .Select(b => (b.Intent, Found(b.Details))),
        ];
    }

    static RuleFinding Found(QualificationDetails d) =>
        Diplomas.OfSomebodyElse.Found(
            d.Number,
            $"Văn bằng số {d.Number} của {d.Institution} đã có trong hồ sơ một người khác.",
            $"Diploma no. {d.Number} of {d.Institution} is on another person's file."
        );

    static string Hash(ReadSession read, QualificationDetails details) =>
        read.Keys.Index.Of(Place, Diplomas.Key(details)!);

    static QualificationDetails? Diploma(object command) =>
        command switch
        {
            DeclareQualification c when Diplomas.Key(c.Details) is not null => c.Details,
            CorrectQualification c when Diplomas.Key(c.Details) is not null => c.Details,
            _ => null,
        };
}

/// <summary>Proposals of somebody whose account has been closed since.</summary>
public sealed class ClosedProposer : IBeside
{
    public bool Asks(object command) => command is DecideItem { Reason: null };

    public async Task<IReadOnlyList<(Intent In, RuleFinding Found)>> Find(
        ReadSession read,
        IReadOnlyList<Intent> intents,
        CancellationToken cancel
    )
    {
        var deciding = intents.Where(i => Asks(i.Command)).ToArray();
        var closed = await read.Query(
            $"""
            select p.stream_id, a.name from {Table<ProposalFact>()} p join {Table<AccountFact>()} a on a.stream_id = p.proposer
            where p.stream_id = any($1) and {read.Known("p")} and {read.Known("a")} and not a.open
            """,
            r => (Proposal: r.GetGuid(0), Account: r.GetString(1)),
            cancel,
            deciding.Select(i => i.Stream).Distinct().ToArray()
        );
        return
        [
            .. from c in closed
            let first = deciding.First(i => i.Stream == c.Proposal)
            select (
                first,
                ProposalRules.ProposerClosed.Found(
                    c.Account,
                    $"Tài khoản {c.Account}, người đề nghị, đã bị đóng.",
                    $"The account {c.Account} that proposed this has been closed."
                )
            ),
        ];
    }
}
