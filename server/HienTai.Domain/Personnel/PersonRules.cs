using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

// The rules behind Person.Decide that need a sentence each, and the small moves behind Person.Evolve.
public sealed partial record Person
{
    PersonEvent[] Rename(ChangeName c)
    {
        if (c.From.Latest < About.Spans[0].Value.Birth.Earliest)
            throw BeforeBirth("change.from");
        return Names.Set(c.From, c.Name, c.Sets, c.Later) is { } set
            ? [new PersonNameChanged(c.From, set.Value, set.Sets, set.Later)]
            : [];
    }

    PersonEvent[] Correct(CorrectIdentity c)
    {
        var name = c.WrongNameFrom is { } at
            ? Names.Spans.Where(s => s.Valid.From == at).Select(s => (Stretch<PersonName>?)s).FirstOrDefault()
            : Names.On(c.Today) ?? Names.Spans[^1];
        if (name is not { } wrong)
            throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có họ tên nào được ghi bắt đầu từ {c.WrongNameFrom?.Vi}.",
                $"No name is recorded to begin on {c.WrongNameFrom}.",
                "change.wrong_name_from"
            );
        var recorded = About.Spans[0].Value;
        var about = c.Over(recorded);
        if (Numbers is { Count: > 1 } numbers)
        {
            var now = numbers.LastOrDefault(n => n.Valid.Holds(c.Today), numbers[^1]).Value;
            if (!c.Kept.Contains("personal_number") && about.PersonalNumber != now)
                throw new Rejected(
                    "PERSONAL_NUMBER_REISSUED",
                    "Người này đã được cấp lại số định danh; hãy đính chính số ấy bằng lệnh đính chính số định danh.",
                    "This person was issued another personal number; correct it by the correction of personal numbers.",
                    "change.identity.personal_number"
                );
            about = about with { PersonalNumber = recorded.PersonalNumber };
        }
        return wrong.Value == c.Name && About.Spans[0].Value == about
            ? []
            : Sound(about, [new PersonIdentityCorrected(wrong.Valid.From, c.Name, about)]);
    }

    PersonEvent[] Start(StartAssignment c)
    {
        if (Assignments.TryGetValue(c.Assignment, out var held))
            return
                held.Line.Steps[0] is { } first
                && first.Value == c.Details
                && first.When == c.From
                && held.Kind == c.Kind
                ? []
                : throw EntryIdTaken("change.assignment_id");
        Sound(c.From, c.To, "change.to");
        if (c.Kind is AssignmentKind.Main)
            OnlyMainOne(new(c.From, c.To), except: null);
        return [new AssignmentStarted(c.Assignment, c.From, c.To, c.Kind, c.Details)];
    }

    PersonEvent[] Change(ChangeAssignment c)
    {
        var line = Served(c.Assignment).Line;
        Within(line, c.From, "change.from");
        return line.Set(c.From, c.Details, c.Sets, c.Later) is { } set
            ? [new AssignmentChanged(c.Assignment, c.From, set.Value, set.Sets, set.Later)]
            : [];
    }

    PersonEvent[] Along(GoAlong c) =>
        Served(c.Assignment).Line is var line
        && line.On(c.On.Latest)?.Value is { } held
        && held.Unit == c.From
        && line.Set(c.On, held with { Unit = c.Into }, ["unit"], null) is { } set
            ? [new AssignmentChanged(c.Assignment, c.On, set.Value, set.Sets, set.Later)]
            : [];

    PersonEvent[] EndOf(EndAssignment c)
    {
        var line = Served(c.Assignment).Line;
        if (line.End == c.On)
            return [];
        if (line.End is { } end && end.Latest <= c.On.Earliest)
            throw new Rejected(
                "ASSIGNMENT_ENDED",
                $"Bố trí này đã kết thúc từ {end.Vi}; nếu ngày ấy sai thì đính chính.",
                $"This assignment already ended as of {end}; if that is wrong, correct it.",
                "change.on"
            );
        Sound(line.Spans[0].Valid.From!.Value, c.On, "change.on");
        return [new AssignmentEnded(c.Assignment, c.On, c.Cause)];
    }

    PersonEvent[] Transfer(TransferAssignment c)
    {
        if (Assignments.TryGetValue(c.NewAssignment, out var held))
            return held.Line.Steps[0].Value == c.Details && held.Line.Steps[0].When == c.On
                ? []
                : throw EntryIdTaken("change.new_assignment_id");
        var old = Served(c.Assignment);
        Within(old.Line, c.On, "change.on");
        Sound(old.Line.Spans[0].Valid.From!.Value, c.On, "change.on");
        if (old.Kind is AssignmentKind.Main)
            OnlyMainOne(new(c.On, null), except: c.Assignment);
        return [new AssignmentTransferred(c.Assignment, c.NewAssignment, c.On, c.Details)];
    }

    PersonEvent[] Second(SecondPerson c)
    {
        if (Assignments.TryGetValue(c.Assignment, out var held))
            return held.Line.Steps[0].Value == c.Details && held.Line.Steps[0].When == c.From
                ? []
                : throw EntryIdTaken("change.assignment_id");
        Within(Served(c.HomeAssignment, "change.home_assignment_id").Line, c.From, "change.from");
        Sound(c.From, c.To, "change.to");
        return [new PersonSeconded(c.HomeAssignment, c.Assignment, c.From, c.To, c.Details)];
    }

    PersonEvent[] Correct(CorrectAssignment c)
    {
        var held = Served(c.Assignment);
        var spans = held.Line.Spans;
        var (wrong, last) = (
            spans.FirstOrDefault(s => s.Valid.From == c.WrongFrom),
            spans[^1].Valid.From == c.WrongFrom
        );
        // Only the last period has an end of its own; the others end where the next one begins.
        var to = last ? c.To : held.Line.End;
        if (spans.Any(s => s.Valid.From == c.From && s.Value == c.Details) && held.Line.End == to)
            return []; // it stands so already
        if (wrong.Value is null)
            throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Bố trí này không có đoạn nào được ghi bắt đầu từ {c.WrongFrom.Vi}.",
                $"This assignment has no period recorded to begin on {c.WrongFrom}.",
                "change.wrong_from"
            );
        if (!last && c.To is { } end && end != wrong.Valid.To)
            throw new Rejected(
                "ENDS_WHERE_NEXT_BEGINS",
                $"Đoạn này kết thúc khi đoạn sau bắt đầu ({wrong.Valid.To?.Vi}); hãy đính chính ngày bắt đầu của đoạn sau.",
                $"This period ends where the next one begins ({wrong.Valid.To}); correct the beginning of that one.",
                "change.to"
            );
        Sound(c.From, to, "change.to");
        if (held.Kind is AssignmentKind.Main)
            OnlyMainOne(new(c.From, to), except: c.Assignment);
        return [new AssignmentCorrected(c.Assignment, c.WrongFrom, c.From, to, c.Details)];
    }

    PersonEvent[] Declare(DeclareQualification c)
    {
        if (Qualifications.TryGetValue(c.Qualification, out var held))
            return held.Line.Steps[0].Value == c.Details && held.Line.Steps[0].When == c.From
                ? []
                : throw EntryIdTaken("change.qualification_id");
        Sound(c.Details, c.From, c.To);
        if (c.Grade is EvidenceGrade.RevokedAsFalse)
            throw Revoked("change.grade");
        if (
            c.Details.Number.Length > 0
            && Qualifications.Values.Any(q => q.Line.Spans is [.., var last] && SameDiploma(last.Value, c.Details))
        )
            throw new Rejected(
                "QUALIFICATION_ALREADY_RECORDED",
                $"Văn bằng số {c.Details.Number} của nơi cấp này đã có trong hồ sơ.",
                $"Credential no. {c.Details.Number} of that issuer is already on this record.",
                "change.details.number"
            );
        return [new QualificationDeclared(c.Qualification, c.From, c.To, c.Details, c.Grade, c.Evidence)];
    }

    static bool SameDiploma(QualificationDetails a, QualificationDetails b) =>
        a.Ladder == b.Ladder
        && DocumentNumber.Key(a.Number) == DocumentNumber.Key(b.Number)
        && Abbreviations.WrittenOut(a.Institution) == Abbreviations.WrittenOut(b.Institution);

    PersonEvent[] Correct(CorrectQualification c)
    {
        var line = Held(c.Qualification).Line;
        Sound(c.Details, c.From, c.To);
        return line.Spans[0].Value == c.Details && line.Spans[0].Valid.From == c.From && line.End == c.To
            ? []
            : [new QualificationCorrected(c.Qualification, c.From, c.To, c.Details)];
    }

    PersonEvent[] Supersede(SupersedeQualification c)
    {
        var (old, by) = (NotRevoked(c.Qualification), NotRevoked(c.By, "change.by_qualification_id"));
        if (c.Qualification == c.By || old.Line.Spans[0].Value.Ladder != by.Line.Spans[0].Value.Ladder)
            throw new Rejected(
                "SUPERSEDED_ACROSS_LADDERS",
                "Chỉ thay được bằng một trình độ khác trên cùng thang.",
                "Only another qualification on the same ladder can take its place.",
                "change.by_qualification_id"
            );
        Sound(old.Line.Spans[0].Valid.From!.Value, c.On, "change.on");
        return old.Line.End == c.On && old.Successors.LastOrDefault()?.Value == c.By
            ? []
            : [new QualificationSuperseded(c.Qualification, c.By, c.On)];
    }

    PersonEvent[] Erase(ErasePerson c)
    {
        if (Assignments.Values.Any(a => a.Line.Spans is [.., var last] && last.Valid.ClaimedTo > c.Today))
            throw new Rejected(
                "ASSIGNMENT_UNEXPIRED",
                "Người này còn bố trí chưa hết hạn; chỉ xoá được sau khi đã kết thúc.",
                "This person holds an assignment that has not run out; they can be erased only after it ended.",
                "person_id"
            );
        if (Retention.Keeps(this, c.Today) is { } kept)
            throw new Rejected(
                "UNDER_RETENTION",
                $"Phải lưu hồ sơ này đến {kept.Until.Vi}: {kept.Rule.Vi}",
                $"This file must be kept until {kept.Until}: {kept.Rule.En}",
                "person_id"
            );
        return [new PersonErased(c.Decision)];
    }

    static PersonEvent[] Sound(Particulars p, PersonEvent[] events) =>
        p.PersonalNumber.Length > 0 && PersonalNumber.Fault(p.PersonalNumber, p.Sex, p.Birth) is { } fault
            ? throw fault
            : events;

    void Sound(QualificationDetails d, PartialDate from, PartialDate? to)
    {
        OnLadder(d.Ladder, d.Level, d.Field);
        if (from.Latest < About.Spans[0].Value.Birth.Earliest)
            throw BeforeBirth("change.from");
        Sound(from, to, "change.to");
    }

    static void OnLadder(Ladder ladder, Level level, string field)
    {
        if (Ladders.Of(level) != ladder)
            throw new Rejected(
                "LEVEL_NOT_ON_LADDER",
                $"Bậc \"{Ladders.Name(level).Vi}\" thuộc thang {Ladders.Name(Ladders.Of(level)).Vi}, không thuộc thang {Ladders.Name(ladder).Vi}.",
                $"\"{Ladders.Name(level).En}\" is on the ladder {Ladders.Name(Ladders.Of(level)).En}, not {Ladders.Name(ladder).En}.",
                "change.details.level"
            );
        if (
            field.Length == 0
            && ladder is (Ladder.Education or Ladder.ForeignLanguage)
            && level is not Level.EducationNone
        )
            throw new Rejected(
                "FIELD_REQUIRED",
                "Thang này cần ngành đào tạo hoặc ngoại ngữ.",
                "This ladder needs a field of study or a language.",
                "change.details.field"
            );
    }

    static void Sound(PartialDate from, PartialDate? to, string field)
    {
        if (new Period(from, to).EndsBeforeItBegins)
            throw new Rejected(
                "ENDS_BEFORE_IT_BEGINS",
                $"Kết thúc {to?.Vi} không sau lúc bắt đầu {from.Vi}; ngày kết thúc là ngày đầu tiên không còn hiệu lực.",
                $"The end {to} is not after the beginning {from}; the end is the first day it no longer holds.",
                field
            );
    }

    static void Within<T>(Line<T> line, PartialDate day, string field)
    {
        var whole = line.Whole;
        if (day.Latest < whole.From!.Value.Earliest || (whole.To is { } end && end.Latest <= day.Earliest))
            throw new Rejected(
                "OUTSIDE_ASSIGNMENT",
                $"Bố trí này có hiệu lực từ {whole.From?.Vi}{(whole.To is { } to ? $" đến trước {to.Vi}" : "")}; {day.Vi} nằm ngoài.",
                $"This assignment holds from {whole.From}{(whole.To is { } until ? $" until before {until}" : "")}; {day} lies outside.",
                field
            );
    }

    void OnlyMainOne(Period period, Guid? except)
    {
        foreach (var (id, other) in Assignments)
            if (
                id != except
                && other.Kind is AssignmentKind.Main
                && other.Line.Spans is [var first, ..]
                && (other.Line.Whole with { HandedOver = false }).Overlaps(period)
            )
                throw new Rejected(
                    "MAIN_ASSIGNMENT_HELD",
                    $"Người này đang giữ bố trí chính \"{other.Line.Spans[^1].Value.Post}\" từ {first.Valid.From?.Vi}; hãy kết thúc hoặc điều động, hoặc ghi là kiêm nhiệm.",
                    $"This person holds the main assignment \"{other.Line.Spans[^1].Value.Post}\" since {first.Valid.From}; end or transfer it, or record this one as concurrent.",
                    "change.from"
                )
                {
                    Related = [id],
                };
    }

    Assignment Served(Guid id, string field = "change.assignment_id") =>
        Assignments.TryGetValue(id, out var found) ? found : throw NoEntry(field);

    Qualification Held(Guid id, string field = "change.qualification_id") =>
        Qualifications.TryGetValue(id, out var found) ? found : throw NoEntry(field);

    Qualification NotRevoked(Guid id, string field = "change.qualification_id") =>
        Held(id, field) switch
        {
            { Revoked: true } => throw Revoked(field),
            { Withdrawn: { } withdrawal } => throw AlreadyWithdrawn(withdrawal, field),
            var q => q,
        };

    static Rejected NoEntry(string field) =>
        new("NO_SUCH_ENTRY", "Hồ sơ này không có mục ấy.", "This record has no such entry.", field);

    static Rejected EntryIdTaken(string field) =>
        new(
            "ENTRY_ID_TAKEN",
            "Mã định danh này đã là của một mục khác; hãy tạo mã mới.",
            "This id already belongs to another entry; mint another one.",
            field
        );

    static Rejected Revoked(string field) =>
        new(
            "QUALIFICATION_REVOKED",
            "Trình độ này đã thu hồi vì giả.",
            "This qualification was revoked as false.",
            field
        );

    Rejected BeforeBirth(string field) =>
        new(
            "BEFORE_BIRTH",
            $"Người này sinh {About.Spans[0].Value.Birth.Vi}; ngày này ở trước đó.",
            $"This person was born {About.Spans[0].Value.Birth}; this day lies before.",
            field
        );

    static Line<T> Begun<T>(PartialDate from, PartialDate? to, T value, Guid? paper) =>
        to is null ? Line<T>.Begun(from, value, paper) : Line<T>.Begun(from, value, paper).Ended(to, paper);

    static Assignment Ended(Assignment a, PartialDate on, EndCause cause, Guid? paper, bool handedOver = false) =>
        a with
        {
            Line = a.Line.Ended(on, paper, handedOver),
            Endings = a.Endings.Add(new(cause, paper)),
        };

    Person With(Guid id, Assignment a) => this with { Assignments = Assignments.SetItem(id, a) };

    Person With(Guid id, Qualification q) => this with { Qualifications = Qualifications.SetItem(id, q) };

    Person With(Guid id, Training t) => this with { Trainings = Courses.SetItem(id, t) };

    // An entry that has fallen or was annulled meanwhile stays gone: history is never refused.
    Person With(Guid id, Func<Assignment, Assignment> change) =>
        Assignments.TryGetValue(id, out var a) ? With(id, change(a)) : this;

    Person With(Guid id, Func<Qualification, Qualification> change) =>
        Qualifications.TryGetValue(id, out var q) ? With(id, change(q)) : this;

    Person With(Guid id, Func<Training, Training> change) =>
        Courses.TryGetValue(id, out var t) ? With(id, change(t)) : this;

    /// <summary>
    /// What is left when nothing personal can be read: the very state that folding without the key gives.
    /// </summary>
    Person WithoutValues() =>
        this with
        {
            Names = Names.Erased(_ => new("", [])),
            About = About.Erased(a => new(PartialDate.Unreadable, a.Sex, "", "", "")),
            Reach = Reach.Erased(_ => new("", "", "")),
            Outside = Outside?.Erased(o => o with { Passport = "" }),
            Documents = WithoutNumbers(Documents),
            Reissued = Reissued?.Erased(_ => new("")),
            Assignments = Assignments.SetItems(
                Assignments
                    .Where(a => a.Value.Judged is not null)
                    .Select(a =>
                        KeyValuePair.Create(
                            a.Key,
                            a.Value with
                            {
                                Judged = a.Value.Judged!.Erased(j => j with { Because = "" }),
                            }
                        )
                    )
            ),
            Qualifications = Qualifications.SetItems(
                Qualifications.Select(q =>
                    KeyValuePair.Create(q.Key, q.Value with { Line = q.Value.Line.Erased(d => d with { Number = "" }) })
                )
            ),
        };

    /// <summary>The person without what rests on a paper. Being on record, and who one is, stay.</summary>
    Person Without(Guid paper) =>
        this with
        {
            Names = Names.WithoutSteps(paper),
            About = About.WithoutSteps(paper),
            Reach = Reach.IsEmpty ? Reach : Reach.WithoutSteps(paper),
            Outside = Outside is { } outside ? new(outside.Steps.RemoveAll(s => s.Paper == paper)) : null,
            Documents = Without(Documents, paper),
            Reissued = Reissued is { } numbers ? new(numbers.Steps.RemoveAll(s => s.Paper == paper)) : null,
            Assignments = Assignments.RemoveRange(
                Assignments.Where(a => a.Value.Line.Without(paper) is null).Select(a => a.Key)
            )
                is var standing
                ? standing.SetItems(
                    standing.Select(a =>
                        KeyValuePair.Create(
                            a.Key,
                            a.Value with
                            {
                                Line = a.Value.Line.Without(paper)!,
                                Endings = a.Value.Endings.RemoveAll(e => e.Paper == paper),
                                Judged = a.Value.Judged is { } judged
                                    ? new(judged.Steps.RemoveAll(s => s.Paper == paper))
                                    : null,
                            }
                        )
                    )
                )
                : Assignments,
            Qualifications = Qualifications.RemoveRange(
                Qualifications.Where(q => q.Value.Line.Without(paper) is null).Select(q => q.Key)
            )
                is var held
                ? held.SetItems(held.Select(q => KeyValuePair.Create(q.Key, q.Value.Without(paper))))
                : Qualifications,
            Trainings = Trainings?.RemoveRange(
                Trainings.Where(t => t.Value.Line.Without(paper) is null).Select(t => t.Key)
            )
                is { } followed
                ? followed.SetItems(
                    followed.Select(t =>
                        KeyValuePair.Create(
                            t.Key,
                            new Training(t.Value.Line.Without(paper)!, t.Value.Endings.RemoveAll(e => e.Paper == paper))
                        )
                    )
                )
                : Trainings,
        };
}

static class Falls
{
    extension(Qualification q)
    {
        /// <summary>The evidence the recorder declared with stays the floor when everything seen later falls.</summary>
        public Qualification Without(Guid paper) =>
            new(
                q.Line.Without(paper)!,
                q.Sightings.RemoveAll(s => s.Paper == paper) is { IsEmpty: false } left
                    ? left
                    : [new(EvidenceGrade.SelfDeclared, null)],
                q.Files.RemoveAll(f => f.Paper == paper),
                q.Successors.RemoveAll(s => s.Paper == paper)
            )
            {
                Withdrawals = q.Withdrawals?.RemoveAll(w => w.Paper == paper),
            };
    }
}
