using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;
using Making = HienTai.Domain.Personnel.MakeProposal;
using Wire = HienTai.Personnel.V1;
using Withdrawing = HienTai.Domain.Personnel.WithdrawProposal;

namespace HienTai.Server.Personnel;

/// <summary>Two pairs of eyes on the wire: proposals made, decided item by item, taken back.</summary>
public sealed class ProposalService(Registrar registrar, Proposals proposals, Permits permits, Along along)
    : Wire.ProposalService.ProposalServiceBase
{
    // The contract's own JSON: names never change there, and a reader of the history needs no server.
    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    public override Task<GetProposalResponse> GetProposal(GetProposalRequest request, ServerCallContext call) =>
        proposals.Get(request, call);

    public override Task<ListProposalsResponse> ListProposals(ListProposalsRequest request, ServerCallContext call) =>
        proposals.List(request, call);

    public override async Task<Receipt> MakeProposal(MakeProposalRequest r, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        var (envelope, id, intents) = Reading.Of(read =>
        {
            if (r.Changes.Count is 0 or > 20)
                read.Fault("changes", "Một đề nghị có từ 1 đến 20 thay đổi.", "A proposal holds 1 to 20 changes.", 0);
            if (r.Changes.Select(c => c.PersonId).Distinct().Count() > 1)
                read.Fault("changes", "Một đề nghị chỉ về một người.", "A proposal is about one person.", 0);
            return (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                r.Changes.Select((c, i) => PersonWire.Intent(read, c, registrar.Today, $"changes[{i}].")).ToArray()
            );
        });
        await permits.Reach(reader, intents, Ability.Propose, cancel);
        // What could not be recorded is not worth proposing: the changes are walked first, as if they were recorded.
        var would = await Walked(r, envelope, intents, call);
        await using var session = await registrar.Open(call, null);
        var making = await Making(session, r.Changes, intents, cancel);
        var receipt = await registrar.Record(
            new(
                envelope.RequestId,
                Enveloped.BodyHash(r),
                reader.Actor,
                envelope.Reason,
                envelope.Paper,
                envelope.ValidateOnly,
                id,
                [new(id, making, envelope.ExpectedVersion)]
            )
            {
                Said = [.. Passes.Found(would.Findings)],
            },
            call
        );
        receipt.Notices.AddRange(would.Notices.Concat(await PersonNotices.Of(registrar, call, intents)));
        if (!envelope.ValidateOnly)
            return receipt;

        // Who proposes sees what approval would record, but of the file as it stands no more than their own classes.
        var seen = (await session.Sight.Of(session, [making.Person], cancel))[making.Person];
        receipt.Consequences.AddRange(
            would.Consequences.Select(one =>
                Redaction.Of(one, c =>
                    c is Domain.Kernel.DataClass.Basic
                    || making.NewPerson
                    || (c is Domain.Kernel.DataClass.Contact && seen[c].Always)
                )
            )
        );
        return receipt;
    }

    async Task<Receipt> Walked(MakeProposalRequest r, Enveloped envelope, Intent[] intents, ServerCallContext call)
    {
        var sight = new Sight(call.Reader, registrar.Today);
        var notSameAs = r
            .Changes.Where(c => c.RegisterPerson is not null)
            .SelectMany(c => c.RegisterPerson.NotSameAs)
            .ToHashSet();
        try
        {
            return await registrar.Record(
                new(
                    Guid.CreateVersion7(),
                    [],
                    call.Reader.Actor,
                    envelope.Reason,
                    envelope.Paper,
                    ValidateOnly: true,
                    intents[0].Stream,
                    intents
                )
                {
                    Plan = async (read, c) =>
                        await along.With(read, await Uniqueness.Checked(read, sight, intents, notSameAs, c), c),
                },
                call
            );
        }
        catch (Rejected no) when (no.Reason == "APPROVAL_NEEDED")
        {
            return new(); // whoever decides sees more and may judge
        }
    }

    static async Task<Making> Making(
        ReadSession read,
        IEnumerable<Wire.PersonChange> changes,
        Intent[] intents,
        CancellationToken cancel
    )
    {
        var person = intents[0].Stream;
        var version = await read.Query(
            "select coalesce(max(version), 0) from ledger where stream_id = $1",
            x => x.GetInt64(0),
            cancel,
            person
        );
        return new(
            person,
            intents.Any(i => i.Command is Domain.Personnel.RegisterPerson),
            version[0],
            read.Sight.Reader.Account,
            [.. changes.Select((c, i) => new ProposedItem(i + 1, KindOf(c), Json.Format(c)))],
            Strings.Of([.. intents.SelectMany(i => PersonWire.FilesOf(i.Command)).Distinct()])
        );
    }

    static string KindOf(Wire.PersonChange change) =>
        Wire.PersonChange.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(change).Name;

    public override async Task<Receipt> WithdrawProposal(WithdrawProposalRequest r, ServerCallContext call)
    {
        var (envelope, id) = Reading.Of(read => (Enveloped.Of(read, r.Envelope), read.Id(r.Id, "id")));
        await using (var read = await registrar.Open(call, null))
            await proposals.Open(read, id, call.CancellationToken);
        return await registrar.Record(
            new(
                envelope.RequestId,
                Enveloped.BodyHash(r),
                call.Reader.Actor,
                envelope.Reason,
                envelope.Paper,
                envelope.ValidateOnly,
                id,
                [new(id, new Withdrawing(call.Reader.Account), envelope.ExpectedVersion)]
            ),
            call
        );
    }

    public override async Task<Receipt> DecideProposal(DecideProposalRequest r, ServerCallContext call)
    {
        var reader = call.Reader;
        var (envelope, id, decisions) = Reading.Of(read =>
        {
            if (r.Decisions.Count is 0 or > 20)
                read.Fault("decisions", "Hãy quyết định ít nhất một mục.", "Decide on at least one item.", 0);
            return (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                r.Decisions.Select(
                        (d, i) =>
                            new DecideItem(
                                d.Number,
                                d.Approve ? null : Returned(read, d.Reason, $"decisions[{i}].reason"),
                                reader.Account,
                                reader.Person
                            )
                    )
                    .ToArray()
            );
        });
        await using var read = await registrar.Open(call, null);
        var (fact, state, source) = await proposals.Open(read, id, call.CancellationToken);
        if (
            !reader.EverybodyFor(Ability.Approve)
            && !(await read.Sight.Of(read, [fact.Person], call.CancellationToken, Ability.Approve))[fact.Person]
                .Basic
                .Always
        )
            throw fact.Proposer == reader.Account || fact.Person == reader.Person
                ? new Rejected(
                    "OWN_PROPOSAL",
                    "Không ai duyệt đề nghị của chính mình hay về hồ sơ của chính mình; hãy để người khác duyệt.",
                    "Nobody decides on their own proposal or their own file; leave it to somebody else.",
                    "id"
                )
                : Proposals.Missing;
        return await registrar.Record(
            proposals.Deciding(id, state, source, decisions, reader, envelope, Enveloped.BodyHash(r)),
            call
        );
    }

    static string Returned(Reading read, string reason, string field) =>
        read.Text(reason, field, 500, required: true) is { Length: >= 5 } said
            ? said
            : read.Fault(
                field,
                "Nêu lý do trả lại, ít nhất 5 ký tự.",
                "Say why it is returned, in at least 5 characters.",
                "…"
            );
}
