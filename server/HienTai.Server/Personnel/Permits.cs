using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

/// <summary>
/// Whether a caller may record these changes: the file must be in reach today, so must every unit they name, and what
/// needs a second pair of eyes is proposed instead.
/// </summary>
public sealed class Permits(Readers readers, Registrar registrar)
{
    public static ChangeKind KindOf(object command) =>
        command switch
        {
            RegisterPerson or PlaceOutside or CorrectOutside or EndOutside => ChangeKind.Registration,
            ChangeName
            or CorrectIdentity
            or ChangePersonalNumber
            or CorrectPersonalNumber
            or RecordIdentityDocument
            or EndIdentityDocument
            or CorrectIdentityDocument => ChangeKind.Identity,
            ChangeContacts => ChangeKind.Contacts,
            StartAssignment
            or ChangeAssignment
            or GoAlong
            or EndAssignment
            or TransferAssignment
            or SecondPerson
            or CorrectAssignment => ChangeKind.Assignment,
            DeclareQualification { Grade: EvidenceGrade.SelfDeclared } or AttachEvidence =>
                ChangeKind.DeclaredQualification,
            AnnulEntry => ChangeKind.Annulment,
            // Being sent to study, and what is concluded of a placement, bear on how somebody stands just as a
            // qualification does.
            DeclareQualification
            or GradeEvidence
            or CorrectQualification
            or SupersedeQualification
            or RevokeQualification
            or WithdrawQualification
            or ReinstateQualification
            or StartTraining
            or EndTraining
            or CorrectTraining
            or JudgePlacement
            or CorrectPlacement => ChangeKind.VerifiedQualification,
            _ => ChangeKind.Privacy,
        };

    /// <summary>Throws unless the caller may record all of it by themselves.</summary>
    public async Task Record(Reader reader, IReadOnlyList<Intent> intents, CancellationToken cancel)
    {
        if (
            !reader.EverybodyFor(Ability.RecordTalent)
            && intents.FirstOrDefault(i => i.Command is PlaceOutside or CorrectOutside or EndOutside) is { } outside
        )
            throw new Rejected(
                "OUTSIDERS_ARE_THE_POOLS",
                "Người ngoài khu vực công do nơi giữ nguồn nhân tài ghi; hãy gửi đề nghị.",
                "People from outside are recorded by whoever keeps the talent pool; propose it.",
                $"{outside.Prefix}change"
            );
        await Reach(reader, intents, Ability.RecordPeople, cancel);
        var roles = reader.Having(Ability.RecordPeople).Select(r => r.Role).Distinct().ToArray();
        var needed = await readers.NeedsApproval(roles, cancel);
        foreach (var intent in intents)
            if (needed(KindOf(intent.Command)))
                throw Approval(intent);
    }

    /// <summary>Throws unless the files and units are in reach of a mandate with this ability.</summary>
    public async Task Reach(Reader reader, IReadOnlyList<Intent> intents, Ability ability, CancellationToken cancel)
    {
        if (reader.EverybodyFor(ability))
            return;
        await using var read = await registrar.Open(new Sight(reader, registrar.Today), null, cancel);
        var fresh = intents.Where(i => i.Command is RegisterPerson).Select(i => i.Stream).ToHashSet();
        var sights = await read.Sight.Of(
            read,
            [.. intents.Select(i => i.Stream).Where(id => !fresh.Contains(id)).Distinct()],
            cancel,
            ability
        );
        var seen = await read.Sight.Of(read, [.. sights.Keys], cancel);
        foreach (var intent in intents.Where(i => sights.TryGetValue(i.Stream, out var sight) && !sight.Basic.Always))
            throw seen[intent.Stream].Basic.Any
                ? new Rejected(
                    "OUT_OF_REACH",
                    "Người này không còn ở đơn vị trong phạm vi của bạn, nên chỉ xem được, không ghi được.",
                    "This person no longer serves in a unit within your mandate, so the file can be read but not changed.",
                    $"{intent.Prefix}person_id"
                )
                : Refuse.NotOnRecord(new("person", intent.Stream, $"{intent.Prefix}person_id"));
        foreach (var intent in intents)
        foreach (var reference in intent.References.Where(r => r.Kind == "unit"))
            if (ability is Ability.RecordPeople && !read.Sight.Records(reference.Id))
                throw new Rejected(
                    "UNIT_OUT_OF_REACH",
                    "Đơn vị này ngoài phạm vi phân quyền của bạn; hãy chọn đơn vị của mình hoặc đề nghị Phòng Nội vụ ghi.",
                    "This unit is outside your mandate; choose one of yours, or propose it to the Home Affairs Office.",
                    intent.Prefix + reference.Field
                );
    }

    /// <summary>Whether the caller may record or propose anything on this file today.</summary>
    public static async Task<bool> MayChange(ReadSession read, Guid person, CancellationToken cancel)
    {
        var reader = read.Sight.Reader;
        foreach (var ability in (Ability[])[Ability.RecordPeople, Ability.Propose])
            if (
                reader.EverybodyFor(ability)
                || (reader.May(ability) && (await read.Sight.Of(read, [person], cancel, ability))[person].Basic.Always)
            )
                return true;
        return false;
    }

    public static Rejected Approval(Intent intent) =>
        new(
            "APPROVAL_NEEDED",
            "Thay đổi này cần người khác duyệt; hãy gửi đề nghị thay vì ghi thẳng.",
            "This change needs somebody else's approval; propose it instead of recording it.",
            $"{intent.Prefix}change"
        );
}
