using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;
using Closing = HienTai.Domain.Access.CloseAccount;
using Ending = HienTai.Domain.Access.EndMandate;
using Granting = HienTai.Domain.Access.GrantMandate;
using Linking = HienTai.Domain.Access.LinkAccount;
using Opening = HienTai.Domain.Access.OpenAccount;
using Reopening = HienTai.Domain.Access.ReopenAccount;
using Retitling = HienTai.Domain.Access.RetitleAccount;
using Setting = HienTai.Domain.Access.SetApprovalRule;
using Wire = HienTai.Access.V1;

namespace HienTai.Server.Access;

/// <summary>Told when an account is closed, so that its sessions end at once.</summary>
public interface ISessionsOf
{
    Task End(Guid account, CancellationToken cancel);
}

/// <summary>Accounts on the wire: commands through the road, questions to <see cref="Accounts"/>.</summary>
public sealed class AccountService(
    Registrar registrar,
    Accounts accounts,
    SightListing sights,
    TwoAdministrators two,
    IEnumerable<ISessionsOf> sessions
) : Wire.AccountService.AccountServiceBase
{
    public override Task<Wire.ListAccountsResponse> ListAccounts(
        Wire.ListAccountsRequest request,
        ServerCallContext call
    ) => accounts.List(request, call);

    public override Task<Wire.GetAccountResponse> GetAccount(Wire.GetAccountRequest request, ServerCallContext call) =>
        accounts.Get(request, call);

    public override Task<Wire.GetAccountHistoryResponse> GetAccountHistory(
        Wire.GetAccountHistoryRequest request,
        ServerCallContext call
    ) => accounts.History(request, call);

    public override Task<Wire.ListSightResponse> ListSight(Wire.ListSightRequest request, ServerCallContext call) =>
        sights.List(request, call);

    public override Task<Wire.GetApprovalRulesResponse> GetApprovalRules(
        Wire.GetApprovalRulesRequest request,
        ServerCallContext call
    ) => accounts.Rules(request, call);

    public override Task<Receipt> OpenAccount(Wire.OpenAccountRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => new Opening(NameOf(read, r.Name), TitleOf(read, r.Title), null),
            call,
            r.Person
        );

    public override Task<Receipt> RetitleAccount(Wire.RetitleAccountRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new Retitling(TitleOf(read, r.Title)), call);

    public override Task<Receipt> LinkAccount(Wire.LinkAccountRequest r, ServerCallContext call) =>
        Record(
            r,
            r.Envelope,
            r.Id,
            read => read.Text(r.Person, "person", 60, required: true) is var _ ? new Linking(Guid.Empty) : null!,
            call,
            r.Person
        );

    public override async Task<Receipt> CloseAccount(Wire.CloseAccountRequest r, ServerCallContext call)
    {
        var receipt = await Record(r, r.Envelope, r.Id, _ => new Closing(), call);
        if (!(r.Envelope?.ValidateOnly ?? false))
            foreach (var known in sessions)
                await known.End(Guid.Parse(r.Id), call.CancellationToken);
        return receipt;
    }

    public override Task<Receipt> ReopenAccount(Wire.ReopenAccountRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, _ => new Reopening(), call);

    public override async Task<Receipt> GrantMandate(Wire.GrantMandateRequest r, ServerCallContext call)
    {
        var (wrapped, account, granting) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                read.Id(r.Id, "id"),
                new Granting(
                    read.Id(r.MandateId, "mandate_id"),
                    read.Day(r.From, "from"),
                    r.To.Length == 0 ? null : read.Day(r.To, "to"),
                    new(read.Enum<Wire.Role, Role>(r.Role, "role"), read.OptionalId(r.UnitId, "unit_id"))
                )
            )
        );
        // Whoever could make an administrator alone would be two of them.
        return granting.Details.Role is Role.Administrator || await accounts.IsProgram(account, call)
            ? await two.Ask(
                call,
                r,
                wrapped,
                account,
                granting.Mandate,
                new(AccountChangeKind.Mandate, Mandate: new(granting.From, granting.To, granting.Details))
            )
            : await Record(r, r.Envelope, r.Id, _ => granting, call);
    }

    public override Task<Receipt> EndMandate(Wire.EndMandateRequest r, ServerCallContext call) =>
        Record(r, r.Envelope, r.Id, read => new Ending(read.Id(r.MandateId, "mandate_id"), read.Day(r.On, "on")), call);

    public override Task<Receipt> SetApprovalRule(Wire.SetApprovalRuleRequest r, ServerCallContext call)
    {
        var (wrapped, asked) = Reading.Of(read =>
            (
                Enveloped.Of(read, r.Envelope),
                new Setting(
                    read.Enum<Wire.Role, Role>(r.Role, "role"),
                    read.Enum<Wire.ChangeKind, ChangeKind>(r.Kind, "kind"),
                    r.Needed
                )
            )
        );
        TwoAdministrators.Founded(wrapped);
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(r),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                ApprovalRules.Id,
                [new(ApprovalRules.Id, asked, wrapped.ExpectedVersion)]
            ),
            call
        );
    }

    internal static string NameOf(Reading read, string name)
    {
        var clean = read.Text(name, "name", 40, required: true);
        return
            clean.Length >= 3
            && clean.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '-')
            && char.IsAsciiLetter(clean[0])
            ? clean
            : read.Fault(
                "name",
                "Tên tài khoản gồm 3 đến 40 chữ thường a–z, chữ số, dấu chấm, gạch nối, bắt đầu bằng chữ.",
                "An account name has 3 to 40 characters a–z, digits, dots and hyphens, and begins with a letter.",
                clean
            );
    }

    internal static AccountTitle TitleOf(Reading read, Text? title) =>
        new(
            read.Text(title?.Vi ?? "", "title.vi", 120, required: true),
            read.Text(title?.En ?? "", "title.en", 120, required: true)
        );

    Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        string id,
        Func<Reading, AccountCommand> command,
        ServerCallContext call,
        string person = ""
    )
    {
        var (wrapped, account, asked) = Reading.Of(read =>
            (Enveloped.Of(read, envelope), read.Id(id, "id"), command(read))
        );
        if (asked is not (Opening or Retitling))
            TwoAdministrators.Founded(wrapped);
        if (account == call.Reader.Account && asked is not Retitling)
            throw new Rejected(
                "OWN_MANDATE",
                "Không ai tự phân quyền hay đóng tài khoản của chính mình; hãy nhờ quản trị khác.",
                "Nobody grants themselves a mandate or closes their own account; ask another administrator.",
                "id"
            );
        var reach = asked is Granting { Details.Unit: { } unit } g
            ? new[] { new Reference("unit", unit, "unit_id", g.From.Latest) }
            : [];
        var intent = new Intent(account, asked, wrapped.ExpectedVersion) { References = reach };
        return registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(request),
                call.Reader.Actor,
                wrapped.Reason,
                wrapped.Paper,
                wrapped.ValidateOnly,
                account,
                [intent]
            )
            {
                // What must hold between accounts is asked under the lock.
                Plan = asked is Opening or Closing or Ending or Linking
                    ? (read, cancel) => Sound(read, intent, person.Trim(), cancel)
                    : null,
            },
            call
        );
    }

    async Task<IReadOnlyList<Intent>> Sound(ReadSession read, Intent intent, string person, CancellationToken cancel)
    {
        if (intent.Command is Opening open)
        {
            await NameIsFree(read, intent.Stream, open.Name, cancel);
            return person.Length == 0
                ? [intent]
                : [intent with { Command = open with { Person = await Person(read, person, cancel) } }];
        }
        if (intent.Command is Linking)
            return [intent with { Command = new Linking(await Person(read, person, cancel)) }];
        var mandate = intent.Command is Ending end ? end.Mandate : Guid.Empty;
        var left = await Any(
            read,
            $"""
            {Table<MandateFact>()} m join {Table<AccountFact>()} a on a.stream_id = m.stream_id and {read.Known("a")} and a.open
            where {read.Known("m")} and {ReadSession.Valid(
                "m",
                registrar.Today
            )} and m.valid_to = 'infinity' and m.role = {(int)Role.Administrator} and {(
                mandate == Guid.Empty ? "m.stream_id <> $1" : "m.mandate <> $2"
            )} and $1::uuid is not null and $2::uuid is not null and not exists (select from {Table<AccountChangeFact>()} c
                where c.stream_id = m.stream_id and c.change = m.mandate and {read.Known("c")} and c.effective_at > $3)
            """,
            cancel,
            intent.Stream,
            mandate,
            AccountChange.Instant(registrar.Now)
        );
        var administers = await Any(
            read,
            $"{Table<MandateFact>()} m where {read.Known("m")} and {ReadSession.Valid("m", registrar.Today)} and m.role = {(int)Role.Administrator} and m.stream_id = $1 and ($2::uuid = '00000000-0000-0000-0000-000000000000' or m.mandate = $2)",
            cancel,
            intent.Stream,
            mandate
        );
        return !administers || left
            ? [intent]
            : throw new Rejected(
                "LAST_ADMINISTRATOR",
                "Đây là quản trị cuối cùng; hãy giao vai trò quản trị cho người khác trước.",
                "This is the last administrator; entrust somebody else with administration first.",
                "id"
            );
    }

    /// <summary>An account's name is its own for ever, a program's and a closed account's too.</summary>
    internal static async Task NameIsFree(ReadSession read, Guid account, string name, CancellationToken cancel)
    {
        if (
            await Any(
                read,
                $"{Table<AccountFact>()} a where {read.Known("a")} and a.name = $1 and a.stream_id <> $2",
                cancel,
                name,
                account
            )
        )
            throw new Rejected(
                "ACCOUNT_NAME_TAKEN",
                $"Tên tài khoản \"{name}\" đã có người dùng.",
                $"The account name \"{name}\" is taken.",
                "name"
            );
    }

    // By file number or id: administrators see no files, so they type what the person shows them.
    static async Task<Guid> Person(ReadSession read, string person, CancellationToken cancel) =>
        await read.Query(
            $"select distinct p.stream_id from {Table<PersonSearchFact>()} p where {read.Known("p")} and (p.file_number = $1 or p.stream_id::text = $1)",
            r => r.GetGuid(0),
            cancel,
            person
        )
            is [var only]
            ? only
            : throw Refuse.NotOnRecord(new("person", Guid.Empty, "person"));

    static async Task<bool> Any(ReadSession read, string from, CancellationToken cancel, params object?[] values) =>
        (await read.Query($"select exists (select from {from})", r => r.GetBoolean(0), cancel, values))[0];
}
