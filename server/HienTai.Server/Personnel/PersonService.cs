using Google.Protobuf;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using DataClass = HienTai.Domain.Kernel.DataClass;
using ErasePerson = HienTai.Domain.Personnel.ErasePerson;

namespace HienTai.Server.Personnel;

/// <summary>
/// Wire in, change set through, receipt out; questions go to <see cref="People"/>. No rules live here.
/// </summary>
public sealed class PersonService(Registrar registrar, People people, Permits permits, Along along, Remains remains)
    : HienTai.Personnel.V1.PersonService.PersonServiceBase
{
    public override Task<GetPersonResponse> GetPerson(GetPersonRequest request, ServerCallContext call) =>
        people.Get(request, call);

    public override Task<ListPeopleResponse> ListPeople(ListPeopleRequest request, ServerCallContext call) =>
        people.List(request, call);

    public override Task<GetPersonHistoryResponse> GetPersonHistory(
        GetPersonHistoryRequest request,
        ServerCallContext call
    ) => people.History(request, call);

    public override Task<ComparePersonResponse> ComparePerson(ComparePersonRequest request, ServerCallContext call) =>
        people.Compare(request, call);

    public override Task<GetPersonTimelineResponse> GetPersonTimeline(
        GetPersonTimelineRequest request,
        ServerCallContext call
    ) => people.Timeline(request, call);

    public override Task<FindDuplicatesResponse> FindDuplicates(
        FindDuplicatesRequest request,
        ServerCallContext call
    ) => people.Duplicates(request, call);

    public override Task<Receipt> RegisterPerson(RegisterPersonRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, RegisterPerson = r.Change }, call);

    public override Task<Receipt> ChangeName(ChangeNameRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, ChangeName = r.Change }, call);

    public override Task<Receipt> CorrectIdentity(CorrectIdentityRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectIdentity = r.Change }, call);

    public override Task<Receipt> ChangeContacts(ChangeContactsRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, ChangeContacts = r.Change }, call);

    public override Task<Receipt> StartAssignment(StartAssignmentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, StartAssignment = r.Change }, call);

    public override Task<Receipt> ChangeAssignment(ChangeAssignmentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, ChangeAssignment = r.Change }, call);

    public override Task<Receipt> EndAssignment(EndAssignmentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, EndAssignment = r.Change }, call);

    public override Task<Receipt> TransferAssignment(TransferAssignmentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, TransferAssignment = r.Change }, call);

    public override Task<Receipt> SecondPerson(SecondPersonRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, SecondPerson = r.Change }, call);

    public override Task<Receipt> CorrectAssignment(CorrectAssignmentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectAssignment = r.Change }, call);

    public override Task<Receipt> DeclareQualification(DeclareQualificationRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, DeclareQualification = r.Change }, call);

    public override Task<Receipt> AttachEvidence(AttachEvidenceRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, AttachEvidence = r.Change }, call);

    public override Task<Receipt> GradeEvidence(GradeEvidenceRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, GradeEvidence = r.Change }, call);

    public override Task<Receipt> CorrectQualification(CorrectQualificationRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectQualification = r.Change }, call);

    public override Task<Receipt> SupersedeQualification(SupersedeQualificationRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, SupersedeQualification = r.Change }, call);

    public override Task<Receipt> RevokeQualification(RevokeQualificationRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, RevokeQualification = r.Change }, call);

    public override Task<Receipt> WithdrawQualification(WithdrawQualificationRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, WithdrawQualification = r.Change }, call);

    public override Task<Receipt> ReinstateQualification(ReinstateQualificationRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, ReinstateQualification = r.Change }, call);

    public override Task<Receipt> StartTraining(StartTrainingRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, StartTraining = r.Change }, call);

    public override Task<Receipt> EndTraining(EndTrainingRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, EndTraining = r.Change }, call);

    public override Task<Receipt> CorrectTraining(CorrectTrainingRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectTraining = r.Change }, call);

    public override Task<Receipt> JudgePlacement(JudgePlacementRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, JudgePlacement = r.Change }, call);

    public override Task<Receipt> CorrectPlacement(CorrectPlacementRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectPlacement = r.Change }, call);

    public override Task<Receipt> PlaceOutside(PlaceOutsideRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, PlaceOutside = r.Change }, call);

    public override Task<Receipt> CorrectOutside(CorrectOutsideRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectOutside = r.Change }, call);

    public override Task<Receipt> EndOutside(EndOutsideRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, EndOutside = r.Change }, call);

    public override Task<Receipt> ChangePersonalNumber(ChangePersonalNumberRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, ChangePersonalNumber = r.Change }, call);

    public override Task<Receipt> CorrectPersonalNumber(CorrectPersonalNumberRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectPersonalNumber = r.Change }, call);

    public override Task<Receipt> RecordIdentityDocument(RecordIdentityDocumentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, RecordIdentityDocument = r.Change }, call);

    public override Task<Receipt> EndIdentityDocument(EndIdentityDocumentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, EndIdentityDocument = r.Change }, call);

    public override Task<Receipt> CorrectIdentityDocument(CorrectIdentityDocumentRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, CorrectIdentityDocument = r.Change }, call);

    public override Task<Receipt> AnnulEntry(AnnulEntryRequest r, ServerCallContext call) =>
        One(r, r.Envelope, new() { PersonId = r.PersonId, AnnulEntry = r.Change }, call);

    public override async Task<Receipt> ErasePerson(ErasePersonRequest r, ServerCallContext call)
    {
        var actor = call.Reader.Actor;
        var (wrapped, person) = Reading.Of(read => (Enveloped.Of(read, r.Envelope), read.Id(r.PersonId, "person_id")));
        if (wrapped.Paper is not { } decision)
            throw new Rejected(
                "DECISION_REQUIRED",
                "Chỉ xoá theo quyết định; hãy dẫn quyết định ấy.",
                "A person is erased only by decision; cite it.",
                "envelope.paper_id"
            );
        var erase = new Intent(person, new ErasePerson(decision, registrar.Today), wrapped.ExpectedVersion)
        {
            IdField = "person_id",
        };
        var receipt = await registrar.Record(
            new(
                wrapped.RequestId,
                Enveloped.BodyHash(r),
                actor,
                wrapped.Reason,
                decision,
                wrapped.ValidateOnly,
                person,
                [erase]
            )
            {
                // What the person asked for is answered with it: afterwards there is no key to write an answer under.
                Plan = async (read, cancel) =>
                    [
                        .. (
                            await read.Facts<PrivacyRequestFact>(
                                $"f.person = $1 and f.standing < {(int)Domain.Personnel.PrivacyRequestStanding.Done}",
                                cancel,
                                person
                            )
                        ).Select(q => new Intent(
                            q.Stream,
                            new Domain.Personnel.AnswerPrivacyRequest("Dữ liệu cá nhân đã xoá theo quyết định.", null)
                        )),
                        erase,
                    ],
            },
            call
        );
        // The change stands, whatever becomes of the call; what it leaves in the clear goes before the answer does.
        if (!wrapped.ValidateOnly)
            await remains.DriveOut(CancellationToken.None);
        return Told(receipt, []);
    }

    public override Task<Receipt> RecordChanges(RecordChangesRequest request, ServerCallContext call) =>
        Record(request, request.Envelope, request.Changes, i => $"changes[{i}].", call);

    Task<Receipt> One(IMessage request, Envelope? envelope, PersonChange change, ServerCallContext call)
    {
        // One below zero is refused where it stands, in the envelope.
        change.ExpectedVersion = Math.Max(0, envelope?.ExpectedVersion ?? 0);
        return Record(request, envelope, [change], _ => "", call);
    }

    async Task<Receipt> Record(
        IMessage request,
        Envelope? envelope,
        IReadOnlyList<PersonChange> changes,
        Func<int, string> prefix,
        ServerCallContext call
    )
    {
        var actor = call.Reader.Actor;
        var (wrapped, intents) = Reading.Of(read =>
        {
            if (changes.Count is 0 or > 1000)
                read.Fault(
                    "changes",
                    "Một lượt ghi có từ 1 đến 1.000 thay đổi.",
                    "A change set holds 1 to 1,000 changes.",
                    0
                );
            return (
                Enveloped.Of(read, envelope),
                changes.Select((c, i) => PersonWire.Intent(read, c, registrar.Today, prefix(i))).ToArray()
            );
        });
        await permits.Record(call.Reader, intents, call.CancellationToken);
        var set = new ChangeSet(
            wrapped.RequestId,
            Enveloped.BodyHash(request),
            actor,
            wrapped.Reason,
            wrapped.Paper,
            wrapped.ValidateOnly,
            intents[0].Stream,
            intents
        );
        var notSameAs = changes
            .Where(c => c.RegisterPerson is not null)
            .SelectMany(c => c.RegisterPerson.NotSameAs)
            .ToHashSet();
        // What must hold across people is asked under the lock, so that two clerks cannot both be first.
        var receipt = await registrar.Record(
            Uniqueness.Asked(intents) || Along.Asked(intents)
                ? set with
                {
                    Plan = async (read, cancel) =>
                        await along.With(
                            read,
                            await Uniqueness.Checked(
                                read,
                                new Sight(call.Reader, registrar.Today),
                                intents,
                                notSameAs,
                                cancel
                            ),
                            cancel
                        ),
                }
                : set,
            call
        );
        receipt.Notices.AddRange(await PersonNotices.Of(registrar, call, intents));
        return Told(
            receipt,
            intents
                .Where(i => i.Command is Domain.Personnel.RegisterPerson)
                .Select(i => i.Stream.ToString())
                .ToHashSet()
        );
    }

    // Trying a change opens nothing: of a file on record it tells no more than can be read without a purpose.
    static Receipt Told(Receipt receipt, HashSet<string> fresh)
    {
        foreach (var one in receipt.Consequences.Where(c => !fresh.Contains(c.Id)))
            Redaction.Of(one, c => c is DataClass.Basic or DataClass.Contact);
        return receipt;
    }
}
