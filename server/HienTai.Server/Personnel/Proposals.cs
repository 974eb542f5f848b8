using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;
using ItemStanding = HienTai.Domain.Personnel.ItemStanding;
using State = HienTai.Domain.Personnel.Proposal;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>
/// The questions about proposals, and what deciding one would record: the same change set whether it is looked at or
/// done.
/// </summary>
public sealed class Proposals(Registrar registrar, Histories histories, StreamKinds kinds, ReadLog reads, Along along)
{
    /// <summary>
    /// Whether the reader may see this proposal at all: their own, about a file they may decide on, or as an auditor.
    /// </summary>
    static async Task<bool> Sees(ReadSession read, ProposalFact f, CancellationToken cancel)
    {
        var reader = read.Sight.Reader;
        return f.Proposer == reader.Account
            || (reader.May(Ability.Audit) && (f.NewPerson || (await read.Sight.Of(read, f.Person, cancel)).Basic.Any))
            || await MayDecide(read, f, own: true, cancel);
    }

    /// <summary>
    /// Whether the reader's mandates reach the file to decide on it; with <paramref name="own"/> also what they may not
    /// decide themselves.
    /// </summary>
    static async Task<bool> MayDecide(ReadSession read, ProposalFact f, bool own, CancellationToken cancel)
    {
        var reader = read.Sight.Reader;
        if (!reader.May(Ability.Approve) || (!own && (f.Proposer == reader.Account || f.Person == reader.Person)))
            return false;
        return reader.EverybodyFor(Ability.Approve)
            || (await read.Sight.Of(read, [f.Person], cancel, Ability.Approve))[f.Person].Basic.Always;
    }

    public async Task<(ProposalFact Fact, State State, Source Source)> Open(
        ReadSession read,
        Guid id,
        CancellationToken cancel
    )
    {
        if (
            await read.Facts<ProposalFact>("f.stream_id = $1", cancel, id) is not [var row, ..]
            || !await Sees(read, row.Fact, cancel)
        )
            throw Missing;
        var first = await read.Query(
            "select position from ledger where stream_id = $1 and version = 1",
            r => r.GetInt64(0),
            cancel,
            id
        );
        return (row.Fact, await StateOf(read, id, cancel), (await Histories.Sources(read, first, cancel))[first[0]]);
    }

    async Task<State> StateOf(ReadSession read, Guid id, CancellationToken cancel) =>
        (State)(await read.States(kinds, "s.stream_id = $1", cancel, id))[0].State;

    public static readonly NotOnRecord Missing = new("Không có đề nghị này.", "There is no such proposal.");

    public static PersonChange ChangeOf(ProposedItem item) =>
        PersonChange.Parser.ParseJson(item.Change is { Length: > 0 } json ? json : "{}");

    /// <summary>
    /// What deciding would record: the proposal's own entries, and the approved changes on the person's file, all or
    /// none.
    /// </summary>
    public ChangeSet Deciding(
        Guid id,
        State proposal,
        Source source,
        IReadOnlyList<DecideItem> decisions,
        Reader reader,
        Enveloped envelope,
        byte[] hash
    )
    {
        var approved = decisions
            .Where(d => d.Reason is null)
            .Select(d => proposal.Items.FirstOrDefault(i => i.Proposed.Number == d.Number))
            .OfType<Item>()
            .ToArray();
        var notSameAs = new HashSet<string>();
        var changes = Reading.Of(read =>
            approved
                .Select(i =>
                {
                    var change = ChangeOf(i.Proposed);
                    change.ExpectedVersion = 0;
                    if (change.RegisterPerson is { } fresh)
                        notSameAs.UnionWith(fresh.NotSameAs);
                    return PersonWire.Intent(read, change, registrar.Today, $"items[{i.Proposed.Number}].");
                })
                .ToArray()
        );
        var entries = decisions.Select((d, n) => new Intent(id, d, n == 0 ? envelope.ExpectedVersion : 0)).ToArray();
        return new(
            envelope.RequestId,
            hash,
            reader.Actor,
            envelope.Reason.Length > 0 ? envelope.Reason : source.Reason,
            envelope.Paper ?? (source.Paper is { } paper ? Guid.Parse(paper.Id) : null),
            envelope.ValidateOnly,
            id,
            [.. entries, .. changes]
        )
        {
            Named = field => Named(approved, field),
            // What the proposer passed stands for whoever approves, who sees it with the reason.
            Passes = [.. source.Passed.Where(p => p.Passed.Length > 0).Select(p => new Passing(p.Rule, p.Passed))],
            // Files were checked when they were proposed; who is alike is asked of the approver's sight.
            Plan =
                changes.Length == 0
                    ? null
                    : async (read, cancel) =>
                        [
                            .. entries,
                            .. await along.With(
                                read,
                                await Uniqueness.Checked(
                                    read,
                                    new Sight(reader, registrar.Today),
                                    changes,
                                    notSameAs,
                                    cancel,
                                    new Sight(Reader.Itself, registrar.Today)
                                ),
                                cancel
                            ),
                        ],
        };
    }

    public async Task<GetProposalResponse> Get(GetProposalRequest request, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        await using var read = await registrar.Open(call, request.At);
        var id = Reading.Of(r => r.Id(request.Id, "id"));
        var (fact, state, source) = await Open(read, id, cancel);
        var (mine, sight) = (fact.Proposer == reader.Account, await read.Sight.Of(read, fact.Person, cancel));
        var asked = Reading.Of(r => Asked.Of(r, request.Reveal, sight.Own));
        // Who proposed it reads what they wrote themselves, but what it would change is told only as far as they may
        // read the file.
        bool Reads(DataClass c) =>
            c is DataClass.Basic
            || (
                (fact.NewPerson ? reader.Rights.Any(x => x.What.Reads.Contains(c)) : sight[c].Always)
                && (c is DataClass.Contact || asked.Classes.Contains(c))
            );
        bool Shows(DataClass c) => mine || Reads(c);
        var versions = await read.Query(
            "select max(version) from ledger where stream_id = $1 and position <= $2",
            r => r.GetInt64(0),
            cancel,
            id,
            read.Position
        );
        var decided = await histories.Of(read, id, cancel);
        var proposal = new Wire.Proposal
        {
            Id = id.ToString(),
            Version = versions[0],
            PersonId = fact.Person.ToString(),
            PersonName = await NameOf(read, fact, state, cancel),
            NewPerson = fact.NewPerson,
            Source = source,
            PersonVersion = state.PersonVersion,
            MayDecide = fact.Open > 0 && await MayDecide(read, fact, own: false, cancel),
            MayWithdraw = mine && fact.Open > 0,
        };
        if (sight.Basic.Always)
            proposal.Moved.AddRange(
                (await histories.Of(read, fact.Person, cancel))
                    .Where(e => e.Version > state.PersonVersion)
                    .Select(e =>
                        Redaction.Of(e, c => c is DataClass.Basic || (c is DataClass.Contact && sight[c].Always))
                    )
            );
        foreach (var item in state.Items)
        {
            var wire = new ProposalItem
            {
                Number = item.Proposed.Number,
                Change = Redaction.Of(ChangeOf(item.Proposed), Shows),
                Standing = (Wire.ItemStanding)(int)item.Standing,
                Reason = item.Reason,
                Decided = decided.FirstOrDefault(d => d.Key == $"item:{item.Proposed.Number}")?.Source,
            };
            if (item.Standing is ItemStanding.Open && read.Position == read.Head)
                await Preview(wire, id, state, source, reader, call);
            foreach (var consequence in wire.Consequences)
                Redaction.Of(consequence, fact.NewPerson ? Shows : Reads);
            proposal.Items.Add(wire);
        }
        if (!fact.NewPerson)
            await reads.Opened(call, read, fact.Person, System.Enum.GetValues<DataClass>().Where(Shows), asked);
        return new() { At = read.Moment, Proposal = proposal };
    }

    // What approval of one item would record now, walked on the very path that records it; a refusal is told, not
    // thrown.
    async Task Preview(ProposalItem wire, Guid id, State state, Source source, Reader reader, ServerCallContext call)
    {
        var by = reader.Account == state.Proposer || reader.Person == state.Person ? Guid.Empty : reader.Account;
        try
        {
            var set = Deciding(
                id,
                state,
                source,
                [new DecideItem(wire.Number, null, by, null)],
                reader,
                new(Guid.CreateVersion7(), "", null, 0, ValidateOnly: true),
                []
            );
            var would = await registrar.Record(set, call);
            wire.Consequences.AddRange(would.Consequences.Where(c => c.Kind != "proposal"));
            wire.Findings.AddRange(would.Findings);
            foreach (var finding in wire.Findings)
                finding.Field = finding.Field.Replace($"items[{wire.Number}].", "", StringComparison.Ordinal);
        }
        catch (Rejected no)
        {
            wire.Refused = Words.Both(no.Vi, no.En);
        }
        catch (Malformed bad)
        {
            wire.Refused = Words.Both(
                string.Join(" ", bad.Fields.Select(f => f.Message.Vi)),
                string.Join(" ", bad.Fields.Select(f => f.Message.En))
            );
        }
    }

    // A field of one of the items, as its change has it.
    static string? Named(IEnumerable<Item> items, string field) =>
        items
            .Select(i => (Change: ChangeOf(i.Proposed), Prefix: $"items[{i.Proposed.Number}]."))
            .Where(i => field.StartsWith(i.Prefix, StringComparison.Ordinal))
            .Select(i => FieldPaths.AsSent(i.Change, field[i.Prefix.Length..]) is { } sent ? i.Prefix + sent : null)
            .FirstOrDefault();

    public async Task<ListProposalsResponse> List(ListProposalsRequest request, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        var (person, size) = Reading.Of(r =>
        {
            var asked = (r.OptionalId(request.PersonId, "person_id"), r.PageSize(request.PageSize, 50, 200));
            if (!System.Enum.IsDefined(request.View))
                r.Fault("view", "Không có cách xem này.", "There is no such view.", 0);
            return asked;
        });
        var page = PageToken.Read(request.PageToken, request, reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var waiting = new Conditions();
        waiting.Sql.Add(Decides(read, waiting));
        var where = Where(read, request.View, person);
        var response = new ListProposalsResponse
        {
            At = read.Moment,
            Waiting = await Counted(read, waiting, cancel),
            TotalSize = await Counted(read, where, cancel),
        };
        var found = await read.Facts<ProposalFact>(
            $"{where} order by f.stream_id desc limit {size + 1} offset {page?.Offset ?? 0}",
            cancel,
            [.. where.Values]
        );
        response.Proposals.AddRange(await Rows(read, [.. found.Take(size)], cancel));
        if (found.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, reader.Account, (page?.Offset ?? 0) + size, response.TotalSize, [])
                .ToString();
        return response;
    }

    static Conditions Where(ReadSession read, ProposalView view, Guid? person)
    {
        var where = new Conditions();
        where.Sql.Add(
            view switch
            {
                ProposalView.Mine => $"f.proposer = {where.Value(read.Sight.Reader.Account)}",
                ProposalView.All => Seen(read, where),
                _ => Decides(read, where),
            }
        );
        if (person is { } about)
            where.Sql.Add($"f.person = {where.Value(about)}");
        return where;
    }

    // What waits for the reader: open, neither made by them nor about them.
    static string Decides(ReadSession read, Conditions where)
    {
        var reader = read.Sight.Reader;
        return reader.May(Ability.Approve)
            ? $"f.open > 0 and f.proposer <> {where.Value(reader.Account)} and f.person <> {where.Value(reader.Person ?? Guid.Empty)} and {read.Sight.People("f.person", null, where.Value, Ability.Approve)}"
            : "false";
    }

    static string Seen(ReadSession read, Conditions where)
    {
        var reader = read.Sight.Reader;
        var alternatives = new List<string> { $"f.proposer = {where.Value(reader.Account)}" };
        foreach (var ability in (Ability[])[Ability.Approve, Ability.Audit])
            if (reader.May(ability))
                alternatives.Add(read.Sight.People("f.person", null, where.Value, ability));
        return $"({string.Join(" or ", alternatives)})";
    }

    static async Task<int> Counted(ReadSession read, Conditions where, CancellationToken cancel) =>
        (
            await read.Query(
                $"select count(*) from {Table<ProposalFact>()} f where {read.Known("f")} and {where}",
                r => (int)r.GetInt64(0),
                cancel,
                [.. where.Values]
            )
        )[0];

    async Task<List<ProposalRow>> Rows(ReadSession read, FactRow<ProposalFact>[] shown, CancellationToken cancel)
    {
        var firsts = await read.Query(
            "select stream_id, position from ledger where stream_id = any($1) and version = 1",
            r => (r.GetGuid(0), r.GetInt64(1)),
            cancel,
            shown.Select(s => s.Stream).ToArray()
        );
        var sources = await Histories.Sources(read, firsts.Select(f => f.Item2), cancel);
        var first = firsts.ToDictionary(f => f.Item1, f => sources[f.Item2]);
        var rows = new List<ProposalRow>();
        foreach (var (id, f, source) in shown.Select(s => (s.Stream, s.Fact, first[s.Stream])))
            rows.Add(
                new()
                {
                    Id = id.ToString(),
                    PersonId = f.Person.ToString(),
                    Items = f.Items,
                    Open = f.Open,
                    Approved = f.Approved,
                    Returned = f.Returned,
                    Mine = f.Proposer == read.Sight.Reader.Account,
                    PersonName = await NameOf(read, f, f.NewPerson ? await StateOf(read, id, cancel) : null, cancel),
                    Summary = Words.Both(Sentence(f.Kinds, k => Named(k).Vi), Sentence(f.Kinds, k => Named(k).En)),
                    Proposer = Words.Both(source.ActorTitle, source.ActorTitleEn),
                    Time = source.RecordedTime,
                    Reason = source.Reason,
                }
            );
        return rows;
    }

    static string Sentence(IEnumerable<string> kinds, Func<string, string> name) =>
        string.Join(
            ", ",
            kinds.GroupBy(k => k).Select(g => g.Count() > 1 ? $"{name(g.Key)} ({g.Count()})" : name(g.Key))
        )
            is { Length: > 0 } text
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : "";

    static async Task<string> NameOf(ReadSession read, ProposalFact fact, State? state, CancellationToken cancel)
    {
        var title = (await Titles.Of(read, [fact.Person], cancel))[fact.Person, read.On];
        return title.Length > 0
            ? title
            : state
                ?.Items.Select(i => ChangeOf(i.Proposed).RegisterPerson?.Identity?.FullName)
                .FirstOrDefault(n => n is { Length: > 0 })
                ?? "";
    }

    /// <summary>A kind of change in words.</summary>
    public static (string Vi, string En) Named(string kind) =>
        kind switch
        {
            "register_person" => ("lập hồ sơ mới", "new file"),
            "change_name" => ("đổi họ tên", "change of name"),
            "correct_identity" => ("đính chính nhân thân", "correction of identity"),
            "change_contacts" => ("liên hệ mới", "new contacts"),
            "start_assignment" => ("bố trí công tác", "new assignment"),
            "change_assignment" => ("thay đổi bố trí", "change of assignment"),
            "end_assignment" => ("kết thúc bố trí", "end of assignment"),
            "transfer_assignment" => ("điều động", "transfer"),
            "second_person" => ("biệt phái", "secondment"),
            "correct_assignment" => ("đính chính bố trí", "correction of an assignment"),
            "declare_qualification" => ("thêm trình độ", "new qualification"),
            "attach_evidence" => ("thêm minh chứng", "new evidence"),
            "grade_evidence" => ("mức xác thực", "grade of evidence"),
            "correct_qualification" => ("đính chính trình độ", "correction of a qualification"),
            "supersede_qualification" => ("thay trình độ", "qualification superseded"),
            "revoke_qualification" => ("thu hồi trình độ", "qualification revoked"),
            "withdraw_qualification" => ("thu hồi văn bằng", "qualification withdrawn"),
            "reinstate_qualification" => ("khôi phục văn bằng", "qualification reinstated"),
            "annul_entry" => ("gỡ mục ghi nhầm", "entry annulled"),
            _ => ("thay đổi khác", "other change"),
        };
}

/// <summary>What happened to a proposal, in sentences.</summary>
public sealed class ProposalNarrator : INarrator
{
    public string Kind => "proposal";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            ProposalMade e =>
            [
                Words.Say("Đề nghị ", "Proposed "),
                Words.Strong(
                    (
                        string.Join(", ", e.Items.Select(i => Proposals.Named(i.Kind).Vi)),
                        string.Join(", ", e.Items.Select(i => Proposals.Named(i.Kind).En))
                    )
                ),
            ],
            ProposalItemApproved e => [Words.Say($"Duyệt mục {e.Number}", $"Item {e.Number} approved")],
            ProposalItemReturned e =>
            [
                Words.Say($"Trả lại mục {e.Number}: ", $"Item {e.Number} returned: "),
                Words.Strong(e.Reason),
            ],
            ProposalWithdrawn => [Words.Say("Rút đề nghị", "Proposal taken back")],
            _ => [Words.Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) => null;

    public PartialDate? Effective(object @event) => null;

    public string Key(object @event) =>
        @event switch
        {
            ProposalItemApproved e => $"item:{e.Number}",
            ProposalItemReturned e => $"item:{e.Number}",
            _ => "",
        };

    public IEnumerable<Guid> Named(object eventOrFact) => [];
}
