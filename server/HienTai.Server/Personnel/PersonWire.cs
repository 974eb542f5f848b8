using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>Requests into commands, with everything wrong about them named.</summary>
public static class PersonWire
{
    /// <summary>
    /// One change of the wire as an intent: the command, the units it refers to, and the files it needs.
    /// </summary>
    public static Intent Intent(Reading read, Wire.PersonChange change, DateOnly today, string prefix)
    {
        var person = read.Id(change.PersonId, $"{prefix}person_id");
        var command = Command(read, change, today, $"{prefix}change");
        if (change.ExpectedVersion < 0)
            read.Fault($"{prefix}expected_version", "Phiên bản không âm.", "A version is not negative.", 0);
        return new(person, command, change.ExpectedVersion, prefix)
        {
            References = References(command),
            IdField = "person_id",
        };
    }

    public static IEnumerable<string> FilesOf(object command) =>
        command switch
        {
            DeclareQualification c => c.Evidence,
            AttachEvidence c => [c.Sha256],
            _ => [],
        };

    static Reference[] References(PersonCommand command) =>
        command switch
        {
            StartAssignment c => [new("unit", c.Details.Unit, "change.details.unit_id", c.From.Latest)],
            ChangeAssignment { Sets: { } sets } when !sets.Contains("unit") => [],
            ChangeAssignment c => [new("unit", c.Details.Unit, "change.details.unit_id", c.From.Latest)],
            TransferAssignment c => [new("unit", c.Details.Unit, "change.details.unit_id", c.On.Latest)],
            SecondPerson c => [new("unit", c.Details.Unit, "change.details.unit_id", c.From.Latest)],
            CorrectAssignment c => [new("unit", c.Details.Unit, "change.details.unit_id", c.From.Latest)],
            _ => [],
        };

    static PersonCommand Command(Reading read, Wire.PersonChange change, DateOnly today, string at) =>
        OfIdentity(read, change, today, at)
        ?? OfAssignment(read, change, at)
        ?? OfQualification(read, change, today, at)
        ?? OfTraining(read, change, today, at)
        ?? OfPlacement(read, change, at)
        ?? OfOutsider(read, change, at)
        ?? OfNumber(read, change, at)
        ?? OfDocument(read, change, today, at)
        ?? OfEntry(read, change, at)
        ?? read.Fault(at, "Chưa nói thay đổi gì.", "No change is given.", new AnnulEntry(Guid.Empty));

    static PersonCommand? OfIdentity(Reading read, Wire.PersonChange change, DateOnly today, string at) =>
        change switch
        {
            { RegisterPerson: { } c } => new RegisterPerson(
                NameOf(read, c.Identity, $"{at}.identity"),
                ParticularsOf(read, c.Identity, today, $"{at}.identity"),
                c.Contacts is { } reach && (reach.Phone + reach.Email + reach.Address).Length > 0
                    ? ContactsOf(read, reach, $"{at}.contacts")
                    : null
            ),
            { ChangeName: { } c } => Renamed(read, c, at),
            { CorrectIdentity: { } c } => new CorrectIdentity(
                read.OptionalDate(c.WrongNameFrom, $"{at}.wrong_name_from"),
                today,
                NameOf(read, c.Identity, $"{at}.identity"),
                ParticularsOf(read, c.Identity, today, $"{at}.identity")
            )
            {
                Kept = Strings.Of([
                    .. c
                        .Kept.Select(
                            (f, i) =>
                                f is "ethnicity" or "personal_number"
                                    ? f
                                    : read.Fault(
                                        $"{at}.kept[{i}]",
                                        "Chỉ giữ nguyên được ethnicity hoặc personal_number.",
                                        "Only ethnicity or personal_number can be kept.",
                                        f
                                    )
                        )
                        .Distinct()
                        .Order(StringComparer.Ordinal),
                ]),
            },
            { ChangeContacts: { } c } => Reached(read, c, at),
            _ => null,
        };

    static PersonCommand? OfAssignment(Reading read, Wire.PersonChange change, string at) =>
        change switch
        {
            { StartAssignment: { } c } => new StartAssignment(
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Date(c.From, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                KindOf(read, c.Kind, $"{at}.kind"),
                DetailsOf(read, c.Details, $"{at}.details")
            ),
            { ChangeAssignment: { } c } => Changed(read, c, at),
            { EndAssignment: { } c } => new EndAssignment(
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Date(c.On, $"{at}.on"),
                read.Enum<Wire.EndCause, EndCause>(c.Cause, $"{at}.cause")
            ),
            { TransferAssignment: { } c } => new TransferAssignment(
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Id(c.NewAssignmentId, $"{at}.new_assignment_id"),
                read.Date(c.On, $"{at}.on"),
                DetailsOf(read, c.Details, $"{at}.details")
            ),
            { SecondPerson: { } c } => new SecondPerson(
                read.Id(c.HomeAssignmentId, $"{at}.home_assignment_id"),
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Date(c.From, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                DetailsOf(read, c.Details, $"{at}.details")
            ),
            { CorrectAssignment: { } c } => new CorrectAssignment(
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Date(c.WrongFrom, $"{at}.wrong_from"),
                read.Date(c.From, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                DetailsOf(read, c.Details, $"{at}.details")
            ),
            _ => null,
        };

    static PersonCommand? OfQualification(Reading read, Wire.PersonChange change, DateOnly today, string at) =>
        change switch
        {
            { DeclareQualification: { } c } => new DeclareQualification(
                read.Id(c.QualificationId, $"{at}.qualification_id"),
                Past(read, c.From, today, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                DetailsOf(read, c.Details, $"{at}.details"),
                read.Enum<Wire.EvidenceGrade, EvidenceGrade>(c.Grade, $"{at}.grade"),
                Strings.Of([.. c.Evidence.Select((f, i) => read.Sha256(f, $"{at}.evidence[{i}]")).Distinct()])
            ),
            { AttachEvidence: { } c } => new AttachEvidence(
                read.Id(c.QualificationId, $"{at}.qualification_id"),
                read.Sha256(c.Sha256, $"{at}.sha256")
            ),
            { GradeEvidence: { } c } => new GradeEvidence(
                read.Id(c.QualificationId, $"{at}.qualification_id"),
                read.Enum<Wire.EvidenceGrade, EvidenceGrade>(c.Grade, $"{at}.grade") is var grade
                && grade is EvidenceGrade.RevokedAsFalse
                    ? read.Fault(
                        $"{at}.grade",
                        "Muốn thu hồi vì giả thì dùng lệnh thu hồi.",
                        "To revoke as false, use the revocation.",
                        grade
                    )
                    : grade
            ),
            { CorrectQualification: { } c } => new CorrectQualification(
                read.Id(c.QualificationId, $"{at}.qualification_id"),
                Past(read, c.From, today, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                DetailsOf(read, c.Details, $"{at}.details")
            ),
            { SupersedeQualification: { } c } => new SupersedeQualification(
                read.Id(c.QualificationId, $"{at}.qualification_id"),
                read.Id(c.ByQualificationId, $"{at}.by_qualification_id"),
                read.Date(c.On, $"{at}.on")
            ),
            { RevokeQualification: { } c } => new RevokeQualification(
                read.Id(c.QualificationId, $"{at}.qualification_id")
            ),
            { WithdrawQualification: { } c } => new WithdrawQualification(
                read.Id(c.QualificationId, $"{at}.qualification_id"),
                Past(read, c.On, today, $"{at}.on"),
                read.Enum<Wire.WithdrawalCause, WithdrawalCause>(c.Cause, $"{at}.cause")
            ),
            { ReinstateQualification: { } c } => new ReinstateQualification(
                read.Id(c.QualificationId, $"{at}.qualification_id")
            ),
            _ => null,
        };

    static PersonCommand? OfTraining(Reading read, Wire.PersonChange change, DateOnly today, string at) =>
        change switch
        {
            { StartTraining: { } c } => new StartTraining(
                read.Id(c.TrainingId, $"{at}.training_id"),
                read.Date(c.From, $"{at}.from"),
                CourseOf(read, c.Details, $"{at}.details")
            ),
            { EndTraining: { } c } => new EndTraining(
                read.Id(c.TrainingId, $"{at}.training_id"),
                EndOf(read, c.End, today, $"{at}.end")
            ),
            { CorrectTraining: { } c } => new CorrectTraining(
                read.Id(c.TrainingId, $"{at}.training_id"),
                read.Date(c.From, $"{at}.from"),
                CourseOf(read, c.Details, $"{at}.details"),
                c.End is null ? null : EndOf(read, c.End, today, $"{at}.end")
            ),
            _ => null,
        };

    static PersonCommand? OfPlacement(Reading read, Wire.PersonChange change, string at) =>
        change switch
        {
            { JudgePlacement: { } c } => new JudgePlacement(
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Date(c.From, $"{at}.from"),
                JudgementOf(read, c.Verdict, c.Because, at)
            ),
            { CorrectPlacement: { } c } => new CorrectPlacement(
                read.Id(c.AssignmentId, $"{at}.assignment_id"),
                read.Date(c.WrongFrom, $"{at}.wrong_from"),
                read.Date(c.From, $"{at}.from"),
                JudgementOf(read, c.Verdict, c.Because, at)
            ),
            _ => null,
        };

    static PersonCommand? OfOutsider(Reading read, Wire.PersonChange change, string at) =>
        change switch
        {
            { PlaceOutside: { } c } => Placed(read, c, at),
            { CorrectOutside: { } c } => new CorrectOutside(
                read.Date(c.WrongFrom, $"{at}.wrong_from"),
                read.Date(c.From, $"{at}.from"),
                OutsideOf(read, c.Details, $"{at}.details")
            )
            {
                KeepPassport = c.KeepPassport,
            },
            { EndOutside: { } c } => new EndOutside(read.Date(c.On, $"{at}.on")),
            _ => null,
        };

    static PersonCommand? OfNumber(Reading read, Wire.PersonChange change, string at) =>
        change switch
        {
            { ChangePersonalNumber: { } c } => new ChangePersonalNumber(
                read.Date(c.From, $"{at}.from"),
                Number(read, c.PersonalNumber, $"{at}.personal_number")
            ),
            { CorrectPersonalNumber: { } c } => new CorrectPersonalNumber(
                read.Date(c.WrongFrom, $"{at}.wrong_from"),
                read.Date(c.From, $"{at}.from"),
                Number(read, c.PersonalNumber, $"{at}.personal_number")
            ),
            _ => null,
        };

    static PersonCommand? OfDocument(Reading read, Wire.PersonChange change, DateOnly today, string at) =>
        change switch
        {
            { RecordIdentityDocument: { } c } => new RecordIdentityDocument(
                read.Id(c.DocumentId, $"{at}.document_id"),
                Past(read, c.From, today, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                DetailsOf(read, c.Details, $"{at}.details")
            ),
            { EndIdentityDocument: { } c } => new EndIdentityDocument(
                read.Id(c.DocumentId, $"{at}.document_id"),
                read.Date(c.On, $"{at}.on")
            ),
            { CorrectIdentityDocument: { } c } => new CorrectIdentityDocument(
                read.Id(c.DocumentId, $"{at}.document_id"),
                Past(read, c.From, today, $"{at}.from"),
                read.OptionalDate(c.To, $"{at}.to"),
                DetailsOf(read, c.Details, $"{at}.details")
            )
            {
                KeepNumber = c.KeepNumber,
            },
            _ => null,
        };

    static IdentityDocumentDetails DetailsOf(Reading read, Wire.IdentityDocumentDetails? d, string at)
    {
        if (d is null)
            return read.Fault(
                at,
                "Thiếu nội dung giấy tờ.",
                "The document is missing.",
                new IdentityDocumentDetails(IdentityDocumentKind.Other, "", "")
            );
        var kind = read.Enum<Wire.IdentityDocumentKind, IdentityDocumentKind>(d.Kind, $"{at}.kind");
        return new(
            kind,
            IdentityDocuments.Clean(kind, read.Text(d.Number, $"{at}.number", 40)),
            read.Text(d.Issuer, $"{at}.issuer", 200)
        );
    }

    static PersonCommand? OfEntry(Reading read, Wire.PersonChange change, string at) =>
        change.AnnulEntry is { } c ? new AnnulEntry(read.Id(c.EntryId, $"{at}.entry_id")) : null;

    static ChangeName Renamed(Reading read, Wire.ChangeName c, string at)
    {
        var (name, sets) = read.Masked(
            c.UpdateMask,
            () => NameOf(read, c.FullName, c.OtherNames, at),
            at,
            $"{at}.update_mask"
        );
        return new(read.Date(c.From, $"{at}.from"), name, sets, read.Later(c.LaterEntries, at));
    }

    static ChangeContacts Reached(Reading read, Wire.ChangeContacts c, string at)
    {
        var (contacts, sets) = read.Masked(
            c.UpdateMask,
            () => ContactsOf(read, c.Contacts, $"{at}.contacts"),
            $"{at}.contacts",
            $"{at}.update_mask"
        );
        return new(read.Date(c.From, $"{at}.from"), contacts, sets, read.Later(c.LaterEntries, at));
    }

    static ChangeAssignment Changed(Reading read, Wire.ChangeAssignment c, string at)
    {
        var (details, sets) = read.Masked(
            c.UpdateMask,
            () => DetailsOf(read, c.Details, $"{at}.details"),
            $"{at}.details",
            $"{at}.update_mask",
            ("unit_id", "unit")
        );
        return new(
            read.Id(c.AssignmentId, $"{at}.assignment_id"),
            read.Date(c.From, $"{at}.from"),
            details,
            sets,
            read.Later(c.LaterEntries, at)
        );
    }

    static PlaceOutside Placed(Reading read, Wire.PlaceOutside c, string at)
    {
        var (details, sets) = read.Masked(
            c.UpdateMask,
            () => OutsideOf(read, c.Details, $"{at}.details"),
            $"{at}.details",
            $"{at}.update_mask"
        );
        return new(read.Date(c.From, $"{at}.from"), details, sets, read.Later(c.LaterEntries, at))
        {
            Consents =
            [
                .. c.Consents.Select(
                    (given, i) =>
                        (
                            read.Id(given.ConsentId, $"{at}.consents[{i}].consent_id"),
                            read.Enum<Wire.ConsentPurpose, ConsentPurpose>(given.Purpose, $"{at}.consents[{i}].purpose")
                        )
                ),
            ],
        };
    }

    public static PersonName NameOf(Reading read, Wire.Identity? identity, string at) =>
        identity is null
            ? read.Fault(at, "Thiếu nhân thân.", "The identity is missing.", new PersonName("", []))
            : NameOf(read, identity.FullName, identity.OtherNames, at);

    static PersonName NameOf(Reading read, string fullName, IEnumerable<string> otherNames, string at)
    {
        var name = VietnameseText.Name(read.Text(fullName, $"{at}.full_name", 100, required: true));
        if (name.Length > 0 && NameRule.Fault(name) is { } fault)
            read.Fault($"{at}.full_name", fault.Vi, fault.En, "");
        var others = read.Texts(otherNames, $"{at}.other_names", 10, 100);
        return new(name, Strings.Of([.. others.Select(VietnameseText.Name)]));
    }

    public static Particulars ParticularsOf(Reading read, Wire.Identity? identity, DateOnly today, string at) =>
        identity is null
            ? new(new(2000), Sex.Male, "", "", "")
            : new(
                Past(read, identity.Birth, today, $"{at}.birth"),
                read.Enum<Wire.Sex, Sex>(identity.Sex, $"{at}.sex"),
                identity.Ethnicity.Length == 0 || Ethnicities.IsKnown(identity.Ethnicity)
                    ? identity.Ethnicity
                    : read.Fault(
                        $"{at}.ethnicity",
                        "Mã dân tộc từ 01 đến 55.",
                        "The ethnic group code is 01 to 55.",
                        ""
                    ),
                Number(read, identity.PersonalNumber, $"{at}.personal_number"),
                read.Text(identity.FileNumber, $"{at}.file_number", 30)
            );

    /// <summary>A number of an identity paper, as it is compared.</summary>
    public static string Number(Reading read, string text, string field) =>
        PersonalNumber.Clean(read.Text(text, field, 40));

    static Contacts ContactsOf(Reading read, Wire.Contacts? reach, string at) =>
        reach is null
            ? read.Fault(at, "Thiếu liên hệ.", "The contacts are missing.", new Contacts("", "", ""))
            : new(
                read.Phone(reach.Phone, $"{at}.phone"),
                read.Email(reach.Email, $"{at}.email"),
                read.Text(reach.Address, $"{at}.address", 300)
            );

    static AssignmentKind KindOf(Reading read, Wire.AssignmentKind kind, string field) =>
        kind is Wire.AssignmentKind.Seconded
            ? read.Fault(
                field,
                "Biệt phái được ghi bằng lệnh biệt phái.",
                "A secondment is recorded by its own command.",
                AssignmentKind.Main
            )
            : read.Enum<Wire.AssignmentKind, AssignmentKind>(kind, field);

    static AssignmentDetails DetailsOf(Reading read, Wire.AssignmentDetails? d, string at) =>
        d is null
            ? read.Fault(
                at,
                "Thiếu nội dung bố trí.",
                "The assignment's details are missing.",
                new AssignmentDetails(Guid.Empty, "", default, "", 0, false)
            )
            : new(
                read.Id(d.UnitId, $"{at}.unit_id"),
                read.Text(d.Post, $"{at}.post", 200, required: true),
                read.Enum<Wire.Category, Category>(d.Category, $"{at}.category"),
                read.Text(d.TitleCode, $"{at}.title_code", 20),
                read.Number(d.PayStep, $"{at}.pay_step", 0, 12),
                d.ManagedByStandingCommittee
            );

    static QualificationDetails DetailsOf(Reading read, Wire.QualificationDetails? d, string at) =>
        d is null
            ? read.Fault(
                at,
                "Thiếu nội dung trình độ.",
                "The qualification's details are missing.",
                new QualificationDetails(default, default, "", "", "", default, "")
            )
            : new(
                read.Enum<Wire.Ladder, Ladder>(d.Ladder, $"{at}.ladder"),
                read.Enum<Wire.Level, Level>(d.Level, $"{at}.level"),
                read.Text(d.Field, $"{at}.field", 200),
                read.Text(d.Institution, $"{at}.institution", 200),
                read.Text(d.Number, $"{at}.number", 60),
                read.Enum(d.Mode, $"{at}.mode", (StudyMode?)StudyMode.Unstated),
                read.Text(d.Classification, $"{at}.classification", 60)
            );

    static CourseDetails CourseOf(Reading read, Wire.CourseDetails? d, string at) =>
        d is null
            ? read.Fault(
                at,
                "Thiếu nội dung khoá học.",
                "The course's details are missing.",
                new CourseDetails(default, default, "", "", default, null)
            )
            : new(
                read.Enum<Wire.Ladder, Ladder>(d.Ladder, $"{at}.ladder"),
                read.Enum<Wire.Level, Level>(d.Level, $"{at}.level"),
                read.Text(d.Field, $"{at}.field", 200),
                read.Text(d.Institution, $"{at}.institution", 200),
                read.Enum(d.Mode, $"{at}.mode", (StudyMode?)StudyMode.Unstated),
                read.OptionalDate(d.Expected, $"{at}.expected")
            );

    static TrainingEnd EndOf(Reading read, Wire.TrainingEnd? end, DateOnly today, string at) =>
        end is null
            ? read.Fault(
                at,
                "Thiếu nội dung kết thúc.",
                "How it ended is missing.",
                new TrainingEnd(new(2000), default, null)
            )
            : new(
                end.Outcome is Wire.TrainingOutcome.Completed
                    ? Past(read, end.On, today, $"{at}.on")
                    : read.Date(end.On, $"{at}.on"),
                read.Enum<Wire.TrainingOutcome, TrainingOutcome>(end.Outcome, $"{at}.outcome"),
                read.OptionalId(end.QualificationId, $"{at}.qualification_id")
            );

    static OutsideDetails OutsideOf(Reading read, Wire.OutsideDetails? d, string at) =>
        d is null
            ? read.Fault(
                at,
                "Thiếu nội dung về người ngoài khu vực công.",
                "What is recorded of being outside is missing.",
                OutsideDetails.Over
            )
            : new(
                read.Enum<Wire.OutsideKind, OutsideKind>(d.Kind, $"{at}.kind"),
                read.Text(d.Affiliation, $"{at}.affiliation", 200),
                read.Text(d.Country, $"{at}.country", 3).ToUpperInvariant(),
                read.Enum<Wire.LegalGround, LegalGround>(d.Ground, $"{at}.ground"),
                IdentityDocuments.Clean(IdentityDocumentKind.Passport, read.Text(d.Passport, $"{at}.passport", 40))
            );

    static PlacementJudgement JudgementOf(Reading read, Wire.PlacementVerdict verdict, string because, string at) =>
        new(
            read.Enum<Wire.PlacementVerdict, PlacementVerdict>(verdict, $"{at}.verdict"),
            read.Text(because, $"{at}.because", 500, required: true)
        );

    static PartialDate Past(Reading read, string text, DateOnly today, string field) =>
        read.Date(text, field) is var date && date.Earliest > today
            ? read.Fault(field, "Ngày này chưa tới.", "This day has not come yet.", date)
            : date;

    /// <summary>"SGP K1234567A" as "SGP K1*****7A".</summary>
    public static string MaskPassport(string passport) =>
        passport.Length > 8 ? $"{passport[..6]}*****{passport[^2..]}" : passport;

    /// <summary>The number of a paper as it is shown before it is opened: "023456789" as "02*****89".</summary>
    public static string Mask(IdentityDocumentKind kind, string number) =>
        kind switch
        {
            IdentityDocumentKind.Passport => MaskPassport(number),
            IdentityDocumentKind.TwelveDigitCard or IdentityDocumentKind.CitizenCard => Mask(number),
            _ when number.Length > 6 => $"{number[..2]}{new string('*', number.Length - 4)}{number[^2..]}",
            _ => new string('*', number.Length),
        };

    /// <summary>"079186000012" as "0791******12": in lists and sentences the number is never shown whole.</summary>
    public static string Mask(string number) => number.Length == 12 ? $"{number[..4]}******{number[^2..]}" : number;

    public static TWire Wired<TWire, TDomain>(TDomain value)
        where TWire : struct, Enum
        where TDomain : struct, Enum => WireEnum<TWire, TDomain>.Wire.GetValueOrDefault(value);
}
