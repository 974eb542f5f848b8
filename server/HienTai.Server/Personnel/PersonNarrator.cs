using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Personnel;

/// <summary>What happened to a person, in sentences.</summary>
public sealed class PersonNarrator : INarrator
{
    public string Kind => "person";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var it = (Person)before;
        return OfErased(it, @event)
            ?? OfIdentity(it, @event, titles)
            ?? OfAssignment(it, @event, titles)
            ?? OfQualification(it, @event)
            ?? OfTraining(it, @event)
            ?? OfPlacement(it, @event)
            ?? OfOutsider(@event)
            ?? OfDocument(it, @event)
            ?? OfEntry(it, @event, titles)
            ?? [Say(StoredName.Of(@event.GetType()))];
    }

    // What told of somebody who was erased says no more than that.
    static Phrase[]? OfErased(Person it, object @event) =>
        @event switch
        {
            PersonRegistered { Name.FullName: "" } => [Say("Lập hồ sơ ", "Put on record "), Gone],
            _ when !it.Erased => null,
            PersonNameChanged e => [Say("Đổi họ tên ", "Changed name "), Gone, From(e.From)],
            PersonIdentityCorrected => [Say("Nhân thân: ", "Identity: "), Gone],
            PersonContactsChanged e => [Say("Liên hệ mới: ", "New contacts: "), Gone, From(e.From)],
            PlacementJudged e => Concluded(e.Judgement, e.From),
            PlacementCorrected e => Concluded(e.Judgement, e.From),
            _ => null,
        };

    static Phrase[] Concluded(PlacementJudgement judgement, PartialDate from) =>
        [
            Say("Kết luận về bố trí: ", "Conclusion on placement: "),
            Strong(Verdict(judgement.Verdict)),
            Say(", ", ", "),
            Gone,
            From(from),
        ];

    static Phrase[]? OfIdentity(Person it, object @event, Titles titles) =>
        @event switch
        {
            PersonErased e =>
            [
                Say("Xoá dữ liệu cá nhân theo quyết định ", "Personal data erased by decision "),
                Strong(titles[e.Decision, DateOnly.MaxValue]),
            ],
            PersonRegistered e =>
            [
                Say("Lập hồ sơ ", "Put on record "),
                Strong(e.Name.FullName),
                Say($", sinh {Date(e.Particulars.Birth)}", $", born {e.Particulars.Birth}"),
            ],
            PersonNameChanged e =>
            [
                Say("Đổi họ tên ", "Changed name "),
                Say(NameOf(it)),
                Arrow,
                Strong(e.Name.FullName),
                From(e.From),
            ],
            PersonIdentityCorrected e => [Say("Nhân thân: ", "Identity: "), .. Fields(it, e)],
            PersonContactsChanged e =>
            [
                Say("Liên hệ mới: ", "New contacts: "),
                Kept(
                    DataClass.Contact,
                    Strong(
                        string.Join(
                            " · ",
                            new[] { e.Contacts.Phone, e.Contacts.Email, e.Contacts.Address }.Where(c => c.Length > 0)
                        )
                    )
                ),
                From(e.From),
            ],
            _ => null,
        };

    static Phrase[]? OfAssignment(Person it, object @event, Titles titles) =>
        @event switch
        {
            AssignmentStarted e =>
            [
                Say(
                    e.Kind is AssignmentKind.Concurrent ? "Kiêm nhiệm " : "Bố trí ",
                    e.Kind is AssignmentKind.Concurrent ? "Concurrently assigned " : "Assigned "
                ),
                Strong(e.Details.Post),
                At(e.Details, e.From, titles),
                From(e.From),
                Until(e.To),
            ],
            AssignmentChanged e =>
            [
                Say("Thay đổi bố trí: ", "Assignment changed: "),
                .. Altered(it, e),
                Elsewhere(it, e) ? At(e.Details, e.From, titles) : Say(""),
                From(e.From),
            ],
            AssignmentEnded e =>
            [
                Say("Kết thúc bố trí ", "Assignment ended: "),
                Strong(Post(it, e.Assignment)),
                Say($" ({Cause(e.Cause).Vi})", $" ({Cause(e.Cause).En})"),
                Say($", từ {Date(e.On)}", $", as of {e.On}"),
            ],
            AssignmentTransferred e =>
            [
                Say("Điều động: ", "Transferred: "),
                Say(Post(it, e.Assignment)),
                Arrow,
                Strong(e.Details.Post),
                At(e.Details, e.On, titles),
                From(e.On),
            ],
            PersonSeconded e =>
            [
                Say("Biệt phái làm ", "Seconded as "),
                Strong(e.Details.Post),
                At(e.Details, e.From, titles),
                From(e.From),
                Until(e.To),
            ],
            AssignmentCorrected e => [Say("Bố trí: ", "Assignment: "), .. Corrected(it, e, titles)],
            _ => null,
        };

    static Phrase[]? OfQualification(Person it, object @event) =>
        @event switch
        {
            QualificationDeclared e =>
            [
                Say("Ghi ", "Recorded "),
                Strong(Name(e.Details)),
                Say($", {Grade(e.Grade).Vi}", $", {Grade(e.Grade).En}"),
                From(e.From),
            ],
            QualificationEvidenceAttached e =>
            [
                Say("Thêm minh chứng cho ", "Evidence attached to "),
                Strong(Held(it, e.Qualification)),
            ],
            QualificationEvidenceGraded e =>
            [
                Raised(it, e)
                    ? Say("Nâng mức xác thực ", "Evidence raised for ")
                    : Say("Hạ mức xác thực ", "Evidence lowered for "),
                Say(Held(it, e.Qualification)),
                Say(": ", ": "),
                Say(GradeNow(it, e.Qualification)),
                Arrow,
                Strong(Grade(e.Grade)),
            ],
            QualificationCorrected e => [.. Corrected(it, e)],
            QualificationSuperseded e =>
            [
                Strong(Held(it, e.Qualification)),
                Say(" được thay bằng ", " superseded by "),
                Strong(Held(it, e.By)),
                Say($" từ {Date(e.On)}", $" as of {e.On}"),
            ],
            QualificationRevoked e =>
            [
                Say("Thu hồi vì giả: ", "Revoked as false: "),
                Struck(Held(it, e.Qualification)),
            ],
            QualificationWithdrawn e =>
            [
                Say("Thu hồi (không phải bằng giả): ", "Withdrawn, though not false: "),
                Struck(Held(it, e.Qualification)),
                Say($" từ {Date(e.On)}, vì {Cause(e.Cause).Vi}", $" as of {e.On}, because {Cause(e.Cause).En}"),
            ],
            QualificationReinstated e =>
            [
                Say("Khôi phục sau thu hồi: ", "Reinstated: "),
                Strong(Held(it, e.Qualification)),
                Say(", coi như chưa bị thu hồi", ", as if it had not been withdrawn"),
            ],
            _ => null,
        };

    static Phrase[]? OfTraining(Person it, object @event) =>
        @event switch
        {
            TrainingStarted e =>
            [
                Say("Cử đi học ", "Sent to study for "),
                Strong(Name(e.Details)),
                Say(
                    e.Details.Institution.Length > 0 ? $" tại {e.Details.Institution}" : "",
                    e.Details.Institution.Length > 0 ? $" at {e.Details.Institution}" : ""
                ),
                From(e.From),
                e.Details.Expected is { } until
                    ? Say($", dự kiến đến {Date(until)}", $", expected until {until}")
                    : Say(""),
            ],
            TrainingEnded e =>
            [
                e.End.Outcome is TrainingOutcome.Completed
                    ? Say("Hoàn thành khoá học ", "Completed the course for ")
                    : Say("Thôi học ", "Discontinued the course for "),
                Strong(Course(it, e.Training)),
                Say($", từ {Date(e.End.On)}", $", as of {e.End.On}"),
                .. LedTo(it, e.End),
            ],
            TrainingCorrected e => [Say("Khoá học: ", "Course: "), .. Corrected(it, e)],
            _ => null,
        };

    static Phrase[]? OfPlacement(Person it, object @event) =>
        @event switch
        {
            PlacementJudged e =>
            [
                Say(
                    $"Kết luận về bố trí {Post(it, e.Assignment)}: ",
                    $"Conclusion on the placement as {Post(it, e.Assignment)}: "
                ),
                Strong(Verdict(e.Judgement.Verdict)),
                From(e.From),
                Say($". {e.Judgement.Because}", $". {e.Judgement.Because}"),
            ],
            PlacementCorrected e =>
            [
                Say(
                    $"Kết luận về bố trí {Post(it, e.Assignment)}: ",
                    $"Conclusion on the placement as {Post(it, e.Assignment)}: "
                ),
                .. Corrected(it, e),
            ],
            _ => null,
        };

    static Phrase[]? OfOutsider(object @event) =>
        @event switch
        {
            PersonPlacedOutside e =>
            [
                Say("Ghi người ngoài khu vực công: ", "Kept as somebody from outside: "),
                Strong(Outside(e.Details)),
                Say(
                    $", căn cứ: {Person.Name(e.Details.Ground).Vi}",
                    $", on the ground of {Person.Name(e.Details.Ground).En}"
                ),
                From(e.From),
            ],
            PersonOutsideCorrected e =>
            [
                Say("Đính chính ngoài khu vực công: ", "Corrected, outside: "),
                Strong(Outside(e.Details)),
                Say(
                    $", căn cứ: {Person.Name(e.Details.Ground).Vi}",
                    $", on the ground of {Person.Name(e.Details.Ground).En}"
                ),
                From(e.From),
            ],
            PersonOutsideEnded e =>
            [
                Say("Thôi ghi người ngoài khu vực công", "No longer kept as somebody from outside"),
                From(e.On),
            ],
            _ => null,
        };

    static Phrase[]? OfDocument(Person it, object @event) =>
        @event switch
        {
            PersonalNumberChanged e =>
            [
                Say("Cấp lại số định danh ", "Personal number issued anew "),
                Strong(Shown(PersonWire.Mask(e.Number.PersonalNumber))),
                From(e.From),
            ],
            PersonalNumberCorrected e =>
            [
                Say("Đính chính số định danh cấp lại ", "Corrected, personal number issued anew "),
                Strong(Shown(PersonWire.Mask(e.Number.PersonalNumber))),
                From(e.From),
            ],
            IdentityDocumentRecorded e =>
            [
                Say("Ghi giấy tờ tuỳ thân: ", "Identity document: "),
                Strong(Document(e.Details)),
                From(e.From),
                Until(e.To),
            ],
            IdentityDocumentEnded e =>
            [
                Say("Giấy tờ tuỳ thân hết giá trị: ", "Identity document no longer good: "),
                Strong(Document(it, e.Document)),
                From(e.On),
            ],
            IdentityDocumentCorrected e =>
            [
                Say("Đính chính giấy tờ tuỳ thân: ", "Corrected, identity document: "),
                Struck(Document(it, e.Document)),
                Arrow,
                Strong(Document(e.Details)),
                From(e.From),
                Until(e.To),
            ],
            _ => null,
        };

    static string Shown(string number) => number.Length > 0 ? number : "…";

    static (string Vi, string En) Document(IdentityDocumentDetails d)
    {
        var (name, rest) = (
            IdentityDocuments.Name(d.Kind),
            $"{Shown(PersonWire.Mask(d.Kind, d.Number))}{(d.Issuer.Length > 0 ? $", {d.Issuer}" : "")}"
        );
        return ($"{name.Vi} {rest}", $"{name.En} {rest}");
    }

    static (string, string) Document(Person it, Guid id) =>
        it.Documents?.TryGetValue(id, out var line) == true && line.Spans is [.., var last]
            ? Document(last.Value)
            : ("…", "…");

    static Phrase[]? OfEntry(Person it, object @event, Titles titles) =>
        @event switch
        {
            PersonEntryAnnulled e => [Say("Gỡ mục ghi nhầm: ", "Entry annulled: "), Annulled(it, e.Entry)],
            PersonPaperFell e =>
            [
                Say("Mất căn cứ theo văn bản đã thu hồi ", "Fell with the withdrawn paper "),
                Strong(titles[e.Paper, DateOnly.MaxValue]),
            ],
            _ => null,
        };

    static Phrase Annulled(Person it, Guid entry)
    {
        if (it.Assignments.ContainsKey(entry))
            return Struck(Post(it, entry));
        if (it.Documents?.ContainsKey(entry) == true)
            return Struck(Document(it, entry));
        return Struck(it.Trainings?.ContainsKey(entry) == true ? Course(it, entry) : Held(it, entry));
    }

    static readonly Phrase Gone = Say("(đã xoá)", "(erased)");

    public FactLine? Line(Fact fact, Titles titles) =>
        fact switch
        {
            PersonFact { FullName: "" } f => Words.Line(
                f,
                ("Nhân thân", "Identity"),
                Both("đã xoá theo quyết định", "erased by decision")
            ),
            PersonFact f => Words.Line(
                f,
                ("Nhân thân", "Identity"),
                Both(
                    $"{f.FullName}, {(f.Sex is Sex.Female ? "nữ" : "nam")}, sinh {Date(f.Birth)}{(f.PersonalNumber.Length > 0 ? $", số {PersonWire.Mask(f.PersonalNumber)}" : "")}{(f.FileNumber.Length > 0 ? $", hồ sơ {f.FileNumber}" : "")}",
                    $"{f.FullName}, {(f.Sex is Sex.Female ? "female" : "male")}, born {f.Birth}{(f.PersonalNumber.Length > 0 ? $", no. {PersonWire.Mask(f.PersonalNumber)}" : "")}{(f.FileNumber.Length > 0 ? $", file {f.FileNumber}" : "")}"
                )
            ),
            ContactsFact f => Kept(
                DataClass.Contact,
                Words.Line(
                    f,
                    ("Liên hệ", "Contacts"),
                    Same(string.Join(" · ", new[] { f.Phone, f.Email, f.Address }.Where(c => c.Length > 0)))
                )
            ),
            AssignmentFact f => Words.Line(
                f,
                Label(f.Kind),
                Same(
                    $"{f.Post}, {titles[f.Unit, Day(f.Valid)]}{(f.TitleCode.Length > 0 ? $" · {TitleCodes.Named(f.TitleCode)}" : "")}"
                )
            ),
            QualificationFact f => Words.Line(
                f,
                Ladders.Name(f.Ladder),
                Both(
                    $"{Claim(f).Vi}, {Grade(f.Grade).Vi}{(f.WithdrawnFor is { } why ? $", thu hồi vì {Cause(why).Vi}" : "")}",
                    $"{Claim(f).En}, {Grade(f.Grade).En}{(f.WithdrawnFor is { } cause ? $", withdrawn because {Cause(cause).En}" : "")}"
                )
            ),
            TrainingFact f => Words.Line(
                f,
                ("Đào tạo, bồi dưỡng", "Training"),
                Both($"{Claim(f).Vi}{Ending(f).Vi}", $"{Claim(f).En}{Ending(f).En}")
            ),
            OutsiderFact f => Words.Line(
                f,
                ("Ngoài khu vực công", "Outside the public sector"),
                Outside(new(f.Kind, f.Affiliation, f.Country, f.Ground, "")) is var d
                    ? Both(
                        $"{d.Vi}, căn cứ: {Person.Name(f.Ground).Vi}",
                        $"{d.En}, on the ground of {Person.Name(f.Ground).En}"
                    )
                    : null!
            ),
            PlacementFact f => Words.Line(
                f,
                ("Bố trí đúng chuyên ngành", "Placement by field"),
                Both(
                    $"{(f.Fits ? "phù hợp" : "không phù hợp")}{(f.Because.Length > 0 ? $": {f.Because}" : "")}",
                    $"{(f.Fits ? "fits" : "does not fit")}{(f.Because.Length > 0 ? $": {f.Because}" : "")}"
                )
            ),
            _ => OfPapers(fact),
        };

    static FactLine? OfPapers(Fact fact) =>
        fact switch
        {
            IdentityDocumentFact f => Words.Line(
                f,
                ("Giấy tờ tuỳ thân", "Identity document"),
                Document(new(f.Kind, f.Number, f.Issuer)) is var d ? Both(d.Vi, d.En) : null!
            ),
            PersonalNumberFact f => Words.Line(
                f,
                ("Số định danh", "Personal number"),
                Same(Shown(PersonWire.Mask(f.Number)))
            ),
            _ => null,
        };

    /// <summary>What a course is for and where.</summary>
    public static (string Vi, string En) Claim(TrainingFact f)
    {
        var (name, place) = (
            Name(new CourseDetails(f.Ladder, f.Level, f.Field, f.Institution, f.Mode, f.Expected)),
            f.Institution.Length > 0 ? $", {f.Institution}" : ""
        );
        return (
            $"{char.ToUpperInvariant(name.Vi[0])}{name.Vi[1..]}{place}",
            $"{char.ToUpperInvariant(name.En[0])}{name.En[1..]}{place}"
        );
    }

    /// <summary>What is claimed, without how well it is known.</summary>
    public static (string Vi, string En) Claim(QualificationFact f)
    {
        var (level, field) = (Ladders.Name(f.Level), f.Field.Length > 0 ? $" {f.Field}" : "");
        return (level.Vi + field, level.En + field);
    }

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            PersonNameChanged e => e.From,
            PersonContactsChanged e => e.From,
            AssignmentStarted e => e.From,
            AssignmentChanged e => e.From,
            AssignmentEnded e => e.On,
            AssignmentTransferred e => e.On,
            PersonSeconded e => e.From,
            AssignmentCorrected e => e.From,
            QualificationDeclared e => e.From,
            QualificationCorrected e => e.From,
            QualificationSuperseded e => e.On,
            QualificationWithdrawn e => e.On,
            TrainingStarted e => e.From,
            TrainingEnded e => e.End.On,
            TrainingCorrected e => e.From,
            PlacementJudged e => e.From,
            PlacementCorrected e => e.From,
            PersonPlacedOutside e => e.From,
            PersonOutsideCorrected e => e.From,
            PersonOutsideEnded e => e.On,
            PersonalNumberChanged e => e.From,
            PersonalNumberCorrected e => e.From,
            IdentityDocumentRecorded e => e.From,
            IdentityDocumentEnded e => e.On,
            IdentityDocumentCorrected e => e.From,
            _ => null,
        };

    public string Key(object @event) =>
        @event switch
        {
            PersonRegistered or PersonNameChanged or PersonIdentityCorrected or PersonErased => "person",
            PersonContactsChanged => "contacts",
            AssignmentStarted e => $"assignment:{e.Assignment}",
            AssignmentChanged e => $"assignment:{e.Assignment}",
            AssignmentEnded e => $"assignment:{e.Assignment}",
            AssignmentTransferred e => $"assignment:{e.NewAssignment}",
            PersonSeconded e => $"assignment:{e.Assignment}",
            AssignmentCorrected e => $"assignment:{e.Assignment}",
            QualificationDeclared e => $"qualification:{e.Qualification}",
            QualificationEvidenceAttached e => $"qualification:{e.Qualification}",
            QualificationEvidenceGraded e => $"qualification:{e.Qualification}",
            QualificationCorrected e => $"qualification:{e.Qualification}",
            QualificationSuperseded e => $"qualification:{e.Qualification}",
            QualificationRevoked e => $"qualification:{e.Qualification}",
            QualificationWithdrawn e => $"qualification:{e.Qualification}",
            QualificationReinstated e => $"qualification:{e.Qualification}",
            TrainingStarted e => $"training:{e.Training}",
            TrainingEnded e => $"training:{e.Training}",
            TrainingCorrected e => $"training:{e.Training}",
            PlacementJudged e => $"placement:{e.Assignment}",
            PlacementCorrected e => $"placement:{e.Assignment}",
            PersonPlacedOutside or PersonOutsideCorrected or PersonOutsideEnded => "outside",
            PersonalNumberChanged or PersonalNumberCorrected => "personal_number",
            IdentityDocumentRecorded e => $"document:{e.Document}",
            IdentityDocumentEnded e => $"document:{e.Document}",
            IdentityDocumentCorrected e => $"document:{e.Document}",
            _ => "",
        };

    public IEnumerable<Guid> Named(object eventOrFact) =>
        eventOrFact switch
        {
            AssignmentStarted e => [e.Details.Unit],
            AssignmentChanged e => [e.Details.Unit],
            AssignmentTransferred e => [e.Details.Unit],
            PersonSeconded e => [e.Details.Unit],
            AssignmentCorrected e => [e.Details.Unit],
            PersonPaperFell e => [e.Paper],
            PersonErased e => [e.Decision],
            AssignmentFact f => [f.Unit],
            _ => [],
        };

    static (string Vi, string En) Outside(OutsideDetails d)
    {
        var (name, rest) = (
            Person.Name(d.Kind),
            $"{(d.Affiliation.Length > 0 ? $", {d.Affiliation}" : "")}{(d.Country.Length > 0 ? $" ({d.Country})" : "")}"
        );
        return ($"{name.Vi}{rest}", $"{name.En}{rest}");
    }

    static string NameOf(Person it) => it.Names.Spans[^1].Value.FullName;

    static string Post(Person it, Guid id) =>
        it.Assignments.TryGetValue(id, out var a) && a.Line.Spans is [.., var last] ? Described(last.Value) : "…";

    static string Described(AssignmentDetails d) =>
        d.TitleCode.Length > 0 ? $"{d.Post} ({TitleCodes.Named(d.TitleCode)})" : d.Post;

    static bool Elsewhere(Person it, AssignmentChanged e) =>
        Before(it, e) is { } before && before.Unit != e.Details.Unit;

    // As it was on the day it changes, which need not be today.
    static AssignmentDetails? Before(Person it, AssignmentChanged e) =>
        it.Assignments.TryGetValue(e.Assignment, out var a) && a.Line.Spans is { Count: > 0 } spans
            ? spans.LastOrDefault(s => s.Valid.ClaimedFrom <= e.From.Latest, spans[0]).Value
            : null;

    static IEnumerable<Phrase> Altered(Person it, AssignmentChanged e)
    {
        var (before, after) = (Before(it, e), e.Details);
        yield return Say(before is null ? "…" : Described(before));
        yield return Arrow;
        yield return Strong(Described(after));
        if (before is not null && before.PayStep != after.PayStep && after.PayStep > 0)
        {
            yield return Say(", bậc lương ", ", pay step ");
            yield return Strong($"{after.PayStep}");
        }
    }

    static Phrase At(AssignmentDetails d, PartialDate on, Titles titles) =>
        Say($" tại {titles[d.Unit, on.Latest]}", $" at {titles[d.Unit, on.Latest]}");

    static (string, string) Held(Person it, Guid id) =>
        it.Qualifications.TryGetValue(id, out var q) && q.Line.Spans is [.., var last] ? Name(last.Value) : ("…", "…");

    static (string Vi, string En) GradeNow(Person it, Guid id) =>
        it.Qualifications.TryGetValue(id, out var q) ? Grade(q.Sightings[^1].Grade) : ("…", "…");

    static bool Raised(Person it, QualificationEvidenceGraded e) =>
        !it.Qualifications.TryGetValue(e.Qualification, out var q) || q.Sightings[^1].Grade < e.Grade;

    static DateOnly Day(Domain.Kernel.Period valid) =>
        valid.To is null ? DateOnly.MaxValue : valid.ClaimedTo.AddDays(-1);

    public static (string Vi, string En) Name(QualificationDetails d)
    {
        var (ladder, level, field) = (
            Ladders.Name(d.Ladder),
            Ladders.Name(d.Level),
            d.Field.Length > 0 ? $" {d.Field}" : ""
        );
        return d.Ladder is Ladder.Education
            ? ($"{level.Vi.ToLowerInvariant()}{field}", $"{level.En.ToLowerInvariant()}{field}")
            : (
                $"{ladder.Vi.ToLowerInvariant()} {level.Vi.ToLowerInvariant()}{field}",
                $"{ladder.En.ToLowerInvariant()} {level.En.ToLowerInvariant()}{field}"
            );
    }

    public static (string Vi, string En) Name(CourseDetails d) =>
        Name(new QualificationDetails(d.Ladder, d.Level, d.Field, "", "", d.Mode, ""));

    static (string Vi, string En) Course(Person it, Guid id) =>
        it.Trainings?.GetValueOrDefault(id)?.Line.Spans is [.., var last] ? Name(last.Value) : ("…", "…");

    static Phrase[] LedTo(Person it, TrainingEnd end) =>
        end.Qualification is { } led ? [Say(", được cấp ", ", which led to "), Strong(Held(it, led))] : [];

    static (string Vi, string En) Verdict(PlacementVerdict verdict) =>
        verdict switch
        {
            PlacementVerdict.Fits => ("phù hợp với chuyên ngành", "fits the field of study"),
            PlacementVerdict.DoesNotFit => ("không phù hợp với chuyên ngành", "does not fit the field of study"),
            _ => ("không kết luận, xét theo nhóm ngành", "none, judged by field groups"),
        };

    static (string Vi, string En) Outcome(TrainingOutcome outcome) =>
        outcome is TrainingOutcome.Completed ? ("đã hoàn thành", "completed") : ("thôi học", "discontinued");

    static (string Vi, string En) Ending(TrainingFact f) =>
        f switch
        {
            { Outcome: { } outcome } => ($", {Outcome(outcome).Vi}", $", {Outcome(outcome).En}"),
            { Expected: { } until } => ($", dự kiến đến {Date(until)}", $", expected until {until}"),
            _ => ("", ""),
        };

    static IEnumerable<Phrase> Corrected(Person it, TrainingCorrected e)
    {
        if (it.Trainings?.GetValueOrDefault(e.Training) is not { Line.Spans: [var was, ..] } training)
        {
            yield return Strong(Name(e.Details));
            yield break;
        }
        var ended = training.Endings.LastOrDefault()?.Value;
        if (Name(was.Value) != Name(e.Details))
        {
            yield return Struck(Name(was.Value));
            yield return Arrow;
        }
        yield return Strong(Name(e.Details));
        (string Vi, string En, (string Vi, string En) Old, (string Vi, string En) New)[] rest =
        [
            ("bắt đầu", "began", Day(was.Valid.From), Day(e.From)),
            ("nơi học", "institution", OrEmpty(was.Value.Institution), OrEmpty(e.Details.Institution)),
            ("dự kiến đến", "expected until", Day(was.Value.Expected), Day(e.Details.Expected)),
            ("kết thúc", "ended", Day(ended?.On), Day(e.End?.On)),
            (
                "kết quả",
                "outcome",
                ended is null ? Day(null) : Outcome(ended.Outcome),
                e.End is null ? Day(null) : Outcome(e.End.Outcome)
            ),
            (
                "được cấp",
                "led to",
                ended?.Qualification is { } earned ? Held(it, earned) : Day(null),
                e.End?.Qualification is { } earns ? Held(it, earns) : Day(null)
            ),
        ];
        foreach (var (vi, en, old, now) in rest.Where(f => f.Old != f.New))
        {
            yield return Say($", {vi} ", $", {en} ");
            yield return Struck(old);
            yield return Arrow;
            yield return Strong(now);
        }
        static (string Vi, string En) Day(PartialDate? date) =>
            date is { } day ? (Date(day), day.ToString()) : ("chưa", "not yet");
    }

    static IEnumerable<Phrase> Corrected(Person it, PlacementCorrected e)
    {
        var was = it
            .Assignments.GetValueOrDefault(e.Assignment)
            ?.Judged?.Spans.FirstOrDefault(s => s.Valid.From == e.WrongFrom)
            .Value;
        if (was is not null && was.Verdict != e.Judgement.Verdict)
        {
            yield return Struck(Verdict(was.Verdict));
            yield return Arrow;
        }
        yield return Strong(Verdict(e.Judgement.Verdict));
        if (e.From != e.WrongFrom)
        {
            yield return Say(", có hiệu lực ", ", in force ");
            yield return Struck((Date(e.WrongFrom), e.WrongFrom.ToString()));
            yield return Arrow;
            yield return Strong((Date(e.From), e.From.ToString()));
        }
        yield return Say($". {e.Judgement.Because}", $". {e.Judgement.Because}");
    }

    static IEnumerable<Phrase> Fields(Person it, PersonIdentityCorrected e)
    {
        var was = it.About.Spans[0].Value;
        var name = it.Names.Spans.Where(s => s.Valid.From == e.WrongNameFrom).Select(s => s.Value).FirstOrDefault()
            ?? e.Name;
        (string Vi, string En, string Old, string New)[] all =
        [
            ("họ tên", "name", name.FullName, e.Name.FullName),
            ("tên khác", "other names", name.OtherNames.ToString(), e.Name.OtherNames.ToString()),
            ("ngày sinh", "birth", Date(was.Birth), Date(e.Particulars.Birth)),
            ("giới tính", "sex", was.Sex is Sex.Female ? "nữ" : "nam", e.Particulars.Sex is Sex.Female ? "nữ" : "nam"),
            ("dân tộc", "ethnicity", Ethnicities.Name(was.Ethnicity), Ethnicities.Name(e.Particulars.Ethnicity)),
            (
                "số định danh",
                "personal number",
                PersonWire.Mask(was.PersonalNumber),
                PersonWire.Mask(e.Particulars.PersonalNumber)
            ),
            ("số hiệu", "file number", was.FileNumber, e.Particulars.FileNumber),
        ];
        var first = true;
        foreach (
            var (vi, en, old, now) in all.Where(f =>
                f.Old != f.New || (f.Vi == "số định danh" && was.PersonalNumber != e.Particulars.PersonalNumber)
            )
        )
        {
            yield return Say($"{(first ? "" : "; ")}{vi} ", $"{(first ? "" : "; ")}{en} ");
            first = false;
            if (vi == "dân tộc")
            {
                yield return Kept(
                    DataClass.Sensitive,
                    Strong(($"{OrEmpty(old).Vi} → {OrEmpty(now).Vi}", $"{OrEmpty(old).En} → {OrEmpty(now).En}"))
                );
                continue;
            }
            yield return Struck(OrEmpty(old));
            yield return Arrow;
            yield return Strong(OrEmpty(now));
        }
    }

    static IEnumerable<Phrase> Corrected(Person it, AssignmentCorrected e, Titles titles)
    {
        var line = it.Assignments.TryGetValue(e.Assignment, out var a) ? a.Line : null;
        var was = line?.Spans.FirstOrDefault(s => s.Valid.From == e.WrongFrom).Value;
        yield return Say(e.Details.Post);
        if (was is not null && was != e.Details)
        {
            yield return Say(": ", ": ");
            yield return Struck($"{Described(was)}, {titles[was.Unit, e.WrongFrom.Latest]}");
            yield return Arrow;
            yield return Strong($"{Described(e.Details)}, {titles[e.Details.Unit, e.From.Latest]}");
        }
        if (e.From != e.WrongFrom)
        {
            yield return Say(", có hiệu lực ", ", in force ");
            yield return Struck((Date(e.WrongFrom), e.WrongFrom.ToString()));
            yield return Arrow;
            yield return Strong((Date(e.From), e.From.ToString()));
        }
        if (line?.End != e.To)
        {
            yield return Say(", kết thúc ", ", ended ");
            yield return Struck(line?.End is { } end ? (Date(end), end.ToString()) : ("chưa", "not yet"));
            yield return Arrow;
            yield return Strong(e.To is { } to ? (Date(to), to.ToString()) : ("chưa", "not yet"));
        }
    }

    static IEnumerable<Phrase> Corrected(Person it, QualificationCorrected e)
    {
        var line = it.Qualifications.TryGetValue(e.Qualification, out var q) ? q.Line : null;
        if (line is null)
        {
            yield return Strong(Name(e.Details));
            yield break;
        }
        var (was, from) = (line.Spans[0].Value, line.Spans[0].Valid.From);
        if (Name(was) != Name(e.Details))
        {
            yield return Struck(Name(was));
            yield return Arrow;
        }
        yield return Strong(Name(e.Details));
        if (from != e.From)
        {
            yield return Say(" có hiệu lực ", " in force ");
            yield return Struck((Date(from), from.ToString()!));
            yield return Arrow;
            yield return Strong((Date(e.From), e.From.ToString()));
        }
        if (line.End != e.To)
        {
            yield return Say(", hết hiệu lực ", ", until ");
            yield return Struck(line.End is { } end ? (Date(end), end.ToString()) : ("không", "none"));
            yield return Arrow;
            yield return Strong(e.To is { } to ? (Date(to), to.ToString()) : ("không", "none"));
        }
        (string Vi, string En, string Old, string New)[] rest =
        [
            ("nơi cấp", "institution", was.Institution, e.Details.Institution),
            ("số hiệu", "number", was.Number, e.Details.Number),
            ("xếp loại", "classification", was.Classification, e.Details.Classification),
        ];
        foreach (var (vi, en, old, now) in rest.Where(f => f.Old != f.New))
        {
            yield return Say($", {vi} ", $", {en} ");
            yield return Struck(OrEmpty(old));
            yield return Arrow;
            yield return Strong(OrEmpty(now));
        }
    }

    static (string Vi, string En) Label(AssignmentKind kind) =>
        kind switch
        {
            AssignmentKind.Main => ("Bố trí công tác", "Assignment"),
            AssignmentKind.Concurrent => ("Kiêm nhiệm", "Concurrent assignment"),
            _ => ("Biệt phái", "Secondment"),
        };

    public static (string Vi, string En) Grade(EvidenceGrade grade) =>
        grade switch
        {
            EvidenceGrade.SelfDeclared => ("tự khai", "self-declared"),
            EvidenceGrade.CopySeen => ("đã xem bản sao", "copy seen"),
            EvidenceGrade.OriginalSeen => ("đã xem bản chính", "original seen"),
            EvidenceGrade.ConfirmedByIssuer => ("nơi cấp xác nhận", "confirmed by issuer"),
            _ => ("thu hồi vì giả", "revoked as false"),
        };

    /// <summary>Why a diploma was withdrawn.</summary>
    public static (string Vi, string En) Cause(WithdrawalCause cause) =>
        cause switch
        {
            WithdrawalCause.NotEligible => ("cấp cho người không đủ điều kiện", "its holder was not eligible"),
            WithdrawalCause.Fraud => ("gian lận khi tuyển sinh, học hoặc thi", "fraud in admission, study or exam"),
            WithdrawalCause.NoAuthority => ("người cấp không có thẩm quyền", "it was issued without authority"),
            WithdrawalCause.Altered => ("bị tẩy xóa, sửa chữa", "it was altered"),
            WithdrawalCause.LentOut => ("để người khác sử dụng", "it was lent to somebody else"),
            _ => ("lỗi của nơi cấp", "a fault of its issuer"),
        };

    static (string Vi, string En) Cause(EndCause cause) =>
        cause switch
        {
            EndCause.Transferred => ("điều động", "transferred"),
            EndCause.Retired => ("nghỉ hưu", "retired"),
            EndCause.Resigned => ("thôi việc", "resigned"),
            EndCause.LeftDistrict => ("chuyển công tác ngoài huyện", "left the district"),
            EndCause.TermEnded => ("hết nhiệm kỳ, miễn nhiệm", "term ended"),
            EndCause.Dismissed => ("buộc thôi việc", "dismissed"),
            EndCause.Died => ("từ trần", "died"),
            _ => ("hết biệt phái", "secondment ended"),
        };
}
