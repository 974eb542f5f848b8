using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Standards;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using Answer = HienTai.Domain.Talent.AnswerFact;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using Profile = HienTai.Domain.Standards.Profile;
using ProgrammeCriterion = HienTai.Domain.Talent.ProgrammeCriterion;
using ProgrammeDetails = HienTai.Domain.Talent.ProgrammeDetails;
using Wire = HienTai.Talent.V1;

namespace HienTai.Server.Talent;

/// <summary>
/// What somebody is and has at a session's TimePoint, and how that stands against a programme. Nothing is copied when a
/// candidacy is decided: the profile of that moment is asked of the ledger at that moment's position, so no later
/// correction can reach it, and an erased person is erased in it too.
/// </summary>
sealed class Profiles
{
    sealed record Made(
        Guid Id,
        string Title,
        ContributionKind Kind,
        int Reach,
        Domain.Contributions.Outcome? Outcome,
        PartialDate On
    );

    readonly ILookup<Guid, QualificationFact> held;
    readonly ILookup<Guid, AssignmentFact> served;
    readonly ILookup<Guid, PersonSearchFact> about;
    readonly ILookup<Guid, Made> made;
    readonly IReadOnlyDictionary<Guid, Occupation> occupations;
    readonly DateOnly on;

    Profiles(
        DateOnly on,
        ILookup<Guid, QualificationFact> held,
        ILookup<Guid, AssignmentFact> served,
        ILookup<Guid, PersonSearchFact> about,
        ILookup<Guid, Made> made,
        IReadOnlyDictionary<Guid, Occupation> occupations
    ) =>
        (this.on, this.held, this.served, this.about, this.made, this.occupations) = (
            on,
            held,
            served,
            about,
            made,
            occupations
        );

    public static async Task<Profiles> Of(ReadSession read, IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        var ids = people.Distinct().ToArray();
        const string one = "f.stream_id = any($1)";
        var works = await read.Query(
            $"""
            select a.person, c.stream_id, c.title, c.kind, c.outcome, c.made_on, coalesce((select max(r.level) from {Table<RecognitionFact>()} r where r.stream_id = c.stream_id and {read.Known(
                "r"
            )} and {read.Valid("r")}), 0)
            from {Table<AuthorFact>()} a join {Table<ContributionFact>()} c on c.stream_id = a.stream_id and {read.Known(
                "c"
            )} and {read.Valid("c")} where a.person = any($1) and {read.Known("a")} and {read.Valid("a")}
            """,
            r =>
                (
                    Person: r.GetGuid(0),
                    Made: new Made(
                        r.GetGuid(1),
                        r.GetString(2),
                        (ContributionKind)r.GetInt32(3),
                        r.GetInt32(6),
                        r.IsDBNull(4) ? null : (Domain.Contributions.Outcome)r.GetInt32(4),
                        PartialDate.Parse(r.GetString(5))
                    )
                ),
            cancel,
            (object)ids
        );
        return new(
            read.On,
            (await read.Unopened<QualificationFact>($"{one} and {read.Valid("f")}", cancel, (object)ids)).ToLookup(
                f => f.Stream,
                f => f.Fact
            ),
            (
                await read.Facts<AssignmentFact>(
                    $"{one} and f.valid_from <= date '{read.On:yyyy-MM-dd}'",
                    cancel,
                    (object)ids
                )
            ).ToLookup(f => f.Stream, f => f.Fact),
            (await read.Facts<PersonSearchFact>($"{one} and {read.Valid("f")}", cancel, (object)ids)).ToLookup(
                f => f.Stream,
                f => f.Fact
            ),
            works.ToLookup(w => w.Person, w => w.Made),
            await HienTai.Server.Talent.Occupation.Of(read, ids, cancel)
        );
    }

    public Occupation Occupation(Guid person) => occupations[person];

    /// <summary>The highest qualification on the ladder of education that stands.</summary>
    public QualificationFact? Highest(Guid person) =>
        held[person]
            .Where(q => q.Ladder is Ladder.Education && q.Grade is not EvidenceGrade.RevokedAsFalse)
            .OrderByDescending(q => q.Level)
            .ThenByDescending(q => q.Grade)
            .FirstOrDefault();

    /// <summary>As criteria look at them.</summary>
    public Profile Judgeable(Guid person)
    {
        var main = served[person].Where(a => a.Kind is Domain.Personnel.AssignmentKind.Main);
        return new(
            on,
            [
                .. held[person]
                    .Where(q => q.Grade is not EvidenceGrade.RevokedAsFalse)
                    .Select(q => new Held(q.Qualification, q.Level, VietnameseText.Fold(q.Field), q.Grade)),
            ],
            BirthOf(person),
            ServiceTime.MonthsOf(main.Select(a => a.Valid), on),
            [.. made[person].Select(m => new Achievement(m.Id, m.Reach))]
        );
    }

    PartialDate? BirthOf(Guid person) => about[person].FirstOrDefault()?.Birth;

    /// <summary>How somebody stands against each criterion; of those no fact decides, what an officer found.</summary>
    public List<CriterionFinding> Findings(Guid person, ProgrammeDetails programme, IEnumerable<Answer> answers)
    {
        var (it, stated) = (Judgeable(person), answers.ToLookup(a => a.Criterion));
        return
        [
            .. programme
                .Criteria.Select(ProgrammeCriterion.Read)
                .Select(c =>
                {
                    var rule = Criterion.TryParse(c.Rule)!;
                    var finding = new CriterionFinding { Key = c.Key, Name = Words.Both(c.Vi, c.En) };
                    if (rule is Criterion.Stated)
                    {
                        var answer = stated[c.Key].FirstOrDefault();
                        (finding.Met, finding.Unknown, finding.Reason) = (
                            answer?.Met == true,
                            answer is null,
                            answer is null
                                ? Words.Both(
                                    "Không suy ra được từ dữ kiện; cán bộ xác minh và ghi kết luận.",
                                    "No fact decides it; an officer verifies it and records what they found."
                                )
                                : Words.Same(answer.Note)
                        );
                        return finding;
                    }
                    var judged = rule.Of(it);
                    (finding.Met, finding.Unknown, finding.FactId) = (
                        judged.Standing is Domain.Standards.Standing.Met,
                        judged.Standing is Domain.Standards.Standing.NotEnoughData,
                        judged.By?.ToString() ?? ""
                    );
                    finding.Reason = Reason(person, rule, judged);
                    return finding;
                }),
        ];
    }

    Text Reason(Guid person, Criterion rule, Judged judged)
    {
        var asked = rule.Words;
        if (judged.By is { } id && held[person].FirstOrDefault(q => q.Qualification == id) is { } q)
        {
            var (what, grade) = (Named(q), PersonNarrator.Grade(q.Grade));
            return judged.Ground is Domain.Standards.Ground.EvidenceTooWeak
                ? Words.Both(
                    $"Có {what.Vi} nhưng mới {grade.Vi}; yêu cầu: {asked.Vi}.",
                    $"Holds {what.En} but it is {grade.En}; asked: {asked.En}."
                )
                : Words.Both(
                    $"Có {what.Vi}, {grade.Vi}; yêu cầu: {asked.Vi}.",
                    $"Holds {what.En}, {grade.En}; asked: {asked.En}."
                );
        }
        var (vi, en) = Reckoning.Beside(BirthOf(person));
        var counted = vi.Length > 0 ? (Vi: $" ({vi})", En: $" ({en})") : (Vi: "", En: "");
        return rule switch
        {
            Criterion.AgeAtMost when judged.Found >= 0 => Words.Both(
                $"{judged.Found} tuổi{counted.Vi}; yêu cầu: {asked.Vi}.",
                $"{judged.Found} years old{counted.En}; asked: {asked.En}."
            ),
            Criterion.AgeAtMost => Words.Both(
                $"Chưa rõ ngày sinh; yêu cầu: {asked.Vi}.",
                $"The date of birth is not known; asked: {asked.En}."
            ),
            Criterion.ServiceAtLeast => Words.Both(
                $"{judged.Found} tháng công tác; yêu cầu: {asked.Vi}.",
                $"{judged.Found} months of service; asked: {asked.En}."
            ),
            Criterion.AchievementsAtLeast => Words.Both(
                $"Có {judged.Found}; yêu cầu: {asked.Vi}.",
                $"Has {judged.Found}; asked: {asked.En}."
            ),
            _ => Words.Both(
                $"Chưa ghi văn bằng nào như thế; yêu cầu: {asked.Vi}.",
                $"No such credential is recorded; asked: {asked.En}."
            ),
        };
    }

    /// <summary>Everything a profile tells.</summary>
    public Wire.Profile Told(ReadSession read, Guid person, ProgrammeDetails? programme, IEnumerable<Answer> answers)
    {
        var profile = new Wire.Profile { At = read.Moment, FullName = occupations[person].Name };
        var now = occupations[person];
        profile.Lines.Add(
            new ProfileLine
            {
                Kind = now.Staff ? "post" : "outside",
                Text = now.Post,
                Key = now.Staff ? "" : "outside",
            }
        );
        profile.Lines.AddRange(
            held[person]
                .OrderBy(q => q.Ladder)
                .ThenByDescending(q => q.Level)
                .Select(q => new ProfileLine
                {
                    Kind = "qualification",
                    Text = Told(q),
                    Grade = WireEnum<HienTai.Personnel.V1.EvidenceGrade, EvidenceGrade>.Wire[q.Grade],
                    Key = q.Key,
                })
        );
        profile.Lines.AddRange(
            made[person]
                .OrderByDescending(m => m.Reach)
                .ThenByDescending(m => m.On.Latest)
                .Select(m => new ProfileLine
                {
                    Kind = "contribution",
                    Text = Told(m),
                    Key = m.Id.ToString(),
                })
        );
        if (programme is not null)
            profile.Findings.AddRange(Findings(person, programme, answers));
        return profile;
    }

    static Text Told(QualificationFact q)
    {
        var (what, rest) = (
            Named(q),
            $"{(q.Institution.Length > 0 ? $", {q.Institution}" : "")}{(q.Valid.From is { } from ? $", {from.Year}" : "")}"
        );
        return Words.Both($"{Capital(what.Vi)}{rest}", $"{Capital(what.En)}{rest}");
    }

    static Text Told(Made m)
    {
        var (kind, how) = (Contribution.Name(m.Kind), Received(m));
        return Words.Both($"{kind.Vi}: {m.Title}{how.Vi}", $"{kind.En}: {m.Title}{how.En}");
    }

    static (string Vi, string En) Received(Made m)
    {
        if (m.Reach > 0)
        {
            var level = Contribution.Name((Domain.Contributions.RecognitionLevel)m.Reach);
            return ($", công nhận cấp {level.Vi}", $", recognised, {level.En}");
        }
        return m.Outcome is { } outcome && Contribution.Name(outcome) is var name
            ? ($", {name.Vi}", $", {name.En}")
            : ("", "");
    }

    public static (string Vi, string En) Named(QualificationFact q) => Named(q.Level, q.Field);

    public static (string Vi, string En) Named(Domain.Kernel.Level level, string field) =>
        PersonNarrator.Name(new QualificationDetails(Ladders.Of(level), level, field, "", "", default, ""));

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
