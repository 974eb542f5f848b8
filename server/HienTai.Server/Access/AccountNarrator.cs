using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.Access;

/// <summary>What happened to an account, in sentences.</summary>
public sealed class AccountNarrator : INarrator
{
    public string Kind => "account";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event switch
        {
            AccountOpened e =>
            [
                Say("Mở tài khoản ", "Account opened: "),
                Strong(e.Name),
                Say($", {e.Title.Vi}", $", {e.Title.En}"),
            ],
            AccountRetitled e =>
            [
                Say("Đổi chức danh: ", "Retitled: "),
                Struck((((Account)before).Title?.Vi ?? "", ((Account)before).Title?.En ?? "")),
                Arrow,
                Strong((e.Title.Vi, e.Title.En)),
            ],
            AccountLinked => [Say("Gắn với hồ sơ của chính chủ", "Linked to the account's own file")],
            AccountClosed => [Say("Đóng tài khoản", "Account closed")],
            AccountReopened => [Say("Mở lại tài khoản", "Account opened again")],
            MandateGranted e =>
            [
                Say("Giao vai trò ", "Entrusted with "),
                Strong(RoleName(e.Details.Role)),
                At(e.Details, e.From, titles),
                From(e.From),
                Until(e.To),
            ],
            MandateEnded e =>
            [
                Say("Thôi vai trò ", "Mandate ended: "),
                Strong(Held((Account)before, e.Mandate) is { } d ? RoleName(d.Role) : ("…", "…")),
                Held((Account)before, e.Mandate) is { } h ? At(h, e.On, titles) : Say(""),
                Say($", từ {Date(e.On)}", $", as of {e.On}"),
            ],
            AccountPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            ProgramOpened e =>
            [
                Say("Mở tài khoản chương trình ", "Program opened: "),
                Strong(e.Name),
                Say($", {e.Title.Vi}", $", {e.Title.En}"),
            ],
            AccountChangeRequested e =>
            [
                Say("Đề nghị ", "Asked for: "),
                Strong(Says(e.Details, titles)),
                e.EffectiveAt is { } at
                    ? Say(
                        $"; không có quản trị khác nên có hiệu lực từ {Clock(at)}",
                        $"; there is no other administrator, so in effect from {Clock(at)}"
                    )
                    : Say("; chờ quản trị khác duyệt", "; another administrator is to approve"),
            ],
            AccountChangeApproved e => [Say("Duyệt ", "Approved: "), Strong(SaysOf(before, e.Change, titles))],
            AccountChangeCancelled e => [Say("Huỷ ", "Cancelled: "), Struck(SaysOf(before, e.Change, titles))],
            ClientRemoved e => [Say("Bỏ ", "Removed: "), Struck(SaysOf(before, e.Change, titles))],
            EnrolmentIssued => [Say("Cấp mã một lần để đặt mật khẩu", "One-time code issued to set a password")],
            FactorsReset => [Say("Bỏ mọi yếu tố thứ hai", "Every second factor taken away")],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            AccountFact f => Words.Line(
                f,
                ("Tài khoản", "Account"),
                Both(
                    $"{f.Name}, {f.TitleVi}{(f.Open ? "" : " (đóng)")}",
                    $"{f.Name}, {f.TitleEn}{(f.Open ? "" : " (closed)")}"
                )
            ),
            MandateFact f => Words.Line(
                f,
                ("Vai trò", "Mandate"),
                Both(
                    $"{RoleName(f.Role).Vi}{Place(f.Unit, titles).Vi}",
                    $"{RoleName(f.Role).En}{Place(f.Unit, titles).En}"
                )
            ),
            AccountChangeFact f => Words.Line(f, ("Cần hai quản trị", "Needs two administrators"), Says(f, titles)),
            _ => null,
        };

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            MandateGranted e => e.From,
            MandateEnded e => e.On,
            AccountChangeRequested { Details.Mandate: { } asked } => asked.From,
            _ => null,
        };

    public string Key(object @event) =>
        @event switch
        {
            MandateGranted e => $"mandate:{e.Mandate}",
            MandateEnded e => $"mandate:{e.Mandate}",
            AccountChangeRequested e => $"change:{e.Change}",
            AccountChangeApproved e => $"change:{e.Change}",
            AccountChangeCancelled e => $"change:{e.Change}",
            ClientRemoved e => $"change:{e.Change}",
            AccountPaperFell => "",
            _ => "account",
        };

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            MandateGranted { Details.Unit: { } unit } => [unit],
            MandateFact { Unit: { } unit } => [unit],
            AccountChangeRequested { Details.Mandate.Details.Unit: { } unit } => [unit],
            AccountChangeFact { Unit: { } unit } => [unit],
            AccountPaperFell e => [e.Paper],
            _ => [],
        };

    /// <summary>What a change gives, in words.</summary>
    public static Text Says(AccountChangeFact f, Titles titles) =>
        Says(
            new AccountChangeDetails(
                f.What,
                f.EndsOn is { } end ? new(f.Scopes, end) : null,
                f.Role is { } role ? new(f.MandateFrom!.Value, f.MandateTo, new(role, f.Unit)) : null,
                f.ClientId.Length > 0 ? new(f.ClientId, f.Label, f.KeyThumbprint) : null
            ),
            titles
        )
            is var (vi, en)
            ? Both(vi, en)
            : new();

    static (string Vi, string En) SaysOf(object before, Guid change, Titles titles) =>
        ((Account)before).AllChanges.FirstOrDefault(c => c.Id == change) is { } found
            ? Says(found.Details, titles)
            : ("…", "…");

    static (string Vi, string En) Says(AccountChangeDetails details, Titles titles) =>
        details switch
        {
            { Terms: { } terms } => (
                $"phạm vi {ScopesVi(terms.Scopes)}, hết hạn {terms.End:dd/MM/yyyy}",
                $"scopes {string.Join(", ", terms.Scopes)}, end {terms.End:yyyy-MM-dd}"
            ),
            { Mandate: { } asked } => (
                $"vai trò {RoleName(asked.Details.Role).Vi}{Place(asked.Details.Unit, titles).Vi}, từ {Date(asked.From)}",
                $"role {RoleName(asked.Details.Role).En}{Place(asked.Details.Unit, titles).En}, from {asked.From}"
            ),
            { Client: { KeyThumbprint: { Length: > 0 } key } keyed } => (
                $"khoá {keyed.ClientId} ({keyed.Name}), vân tay {key}",
                $"key {keyed.ClientId} ({keyed.Name}), thumbprint {key}"
            ),
            { Client: { } secret } => (
                $"bí mật {secret.ClientId} ({secret.Name})",
                $"secret {secret.ClientId} ({secret.Name})"
            ),
            _ => ("cấp lại mật khẩu và yếu tố thứ hai", "new password and second factors"),
        };

    static string ScopesVi(IEnumerable<string> scopes) =>
        string.Join(
            ", ",
            scopes.Select(scope =>
                scope switch
                {
                    Domain.Access.Scopes.Read => "xem",
                    Domain.Access.Scopes.Record => "ghi",
                    Domain.Access.Scopes.Export => "xuất",
                    _ => scope,
                }
            )
        );

    static string Clock(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(7))
            .ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    static MandateDetails? Held(Account it, Guid mandate) =>
        it.Mandates.TryGetValue(mandate, out var line) ? line.Steps[0].Value : null;

    static Phrase At(MandateDetails d, PartialDate on, Titles titles) =>
        d.Unit is { } unit ? Say($" tại {titles[unit, on.Latest]}", $" at {titles[unit, on.Latest]}") : Say("");

    static (string Vi, string En) Place(Guid? unit, Titles titles) =>
        unit is { } id ? ($", {titles[id, DateOnly.MaxValue]}", $", {titles[id, DateOnly.MaxValue]}") : ("", "");

    public static (string Vi, string En) RoleName(Role role) =>
        role switch
        {
            Role.UnitHead => ("thủ trưởng đơn vị", "unit head"),
            Role.UnitClerk => ("cán bộ tổ chức, văn thư đơn vị", "unit clerk"),
            Role.CommuneChair => ("chủ tịch UBND xã, thị trấn", "commune chair"),
            Role.EducationOffice => ("Phòng Giáo dục và Đào tạo", "Education and Training Office"),
            Role.HomeAffairs => ("Phòng Nội vụ", "Home Affairs Office"),
            Role.Finance => ("Phòng Tài chính – Kế hoạch", "Finance and Planning Office"),
            Role.DistrictCommittee => ("UBND huyện", "District People's Committee"),
            Role.StandingCommittee => ("Ban Thường vụ Huyện ủy", "District Party Standing Committee"),
            Role.PersonOnRecord => ("cá nhân có hồ sơ", "person on record"),
            Role.Auditor => ("thanh tra, kiểm toán", "auditor"),
            _ => ("quản trị hệ thống", "administrator"),
        };
}

/// <summary>What was set about approval, in sentences.</summary>
public sealed class ApprovalRulesNarrator : INarrator
{
    public string Kind => "approval_rules";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles) =>
        @event is ApprovalRuleSet e
            ?
            [
                Strong(AccountNarrator.RoleName(e.Role)),
                Say(
                    e.Needed ? " cần duyệt khi đổi " : " không cần duyệt khi đổi ",
                    e.Needed ? " needs approval to change " : " needs no approval to change "
                ),
                Strong(ChangeName(e.Change)),
            ]
            : [Say(StoredName.Of(@event.GetType()))];

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is ApprovalRuleFact f
            ? Words.Line(
                f,
                AccountNarrator.RoleName(f.Role),
                Both(
                    $"{ChangeName(f.Change).Vi}: {(f.Needed ? "cần duyệt" : "không cần duyệt")}",
                    $"{ChangeName(f.Change).En}: {(f.Needed ? "needs approval" : "needs none")}"
                )
            )
            : null;

    public PartialDate? Effective(object @event) => null;

    public string Key(object @event) => @event is ApprovalRuleSet e ? $"rule:{e.Role}:{e.Change}" : "";

    public IEnumerable<Guid> Named(object eventOrFact) => [];

    public static (string Vi, string En) ChangeName(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Registration => ("lập hồ sơ", "registration"),
            ChangeKind.Identity => ("nhân thân", "identity"),
            ChangeKind.Contacts => ("liên hệ", "contacts"),
            ChangeKind.Assignment => ("bố trí công tác", "assignments"),
            ChangeKind.DeclaredQualification => ("trình độ tự khai, minh chứng", "declared qualifications, evidence"),
            ChangeKind.VerifiedQualification => (
                "trình độ đã xác thực, việc đi học, kết luận bố trí",
                "verified qualifications, training, conclusions on placement"
            ),
            ChangeKind.Annulment => ("gỡ mục ghi nhầm", "annulment"),
            _ => ("đồng ý, hạn chế xử lý", "consent and restriction"),
        };
}
