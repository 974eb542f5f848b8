using System.Text.RegularExpressions;
using HienTai.Contributions.V1;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Cli;

/// <summary>
/// One code list of the contract: how its values are called by people, and read back from what people type.
/// </summary>
sealed class CodeList<T>(params (T Value, string Vi, string En)[] values)
    where T : struct, Enum
{
    /// <summary>The words an option takes, e.g. "public-employee".</summary>
    public string Choices => string.Join(", ", values.Select(v => Codes.Word(v.Value)).Distinct());

    public string Name(T value, Texts t) =>
        values.FirstOrDefault(v => v.Value.Equals(value)) is { Vi: { } vi, En: { } en } ? t.Either(vi, en) : "";

    public T Read(string text, string option, Texts t)
    {
        foreach (var (value, vi, en) in values)
            if (new[] { Codes.Word(value), vi, en }.Any(name => Spelling.Plain(name) == Spelling.Plain(text)))
                return value;
        throw new Unanswered(
            Exit.Usage,
            t.NotInList(option, text, values.Select(v => $"{Codes.Word(v.Value)} ({t.Either(v.Vi, v.En)})"))
        );
    }
}

/// <summary>The names of the code lists.</summary>
static partial class Codes
{
    public static readonly CodeList<Category> Categories = new(
        (Category.DistrictCadre, "Cán bộ cấp huyện", "District cadre"),
        (Category.DistrictCivilServant, "Công chức cấp huyện", "District civil servant"),
        (Category.CommuneCadre, "Cán bộ cấp xã", "Commune cadre"),
        (Category.CommuneCivilServant, "Công chức cấp xã", "Commune civil servant"),
        (Category.PublicEmployee, "Viên chức", "Public employee"),
        (Category.CommunePartTimer, "Không chuyên trách cấp xã", "Commune part-timer"),
        (Category.HamletPartTimer, "Không chuyên trách ấp, khu phố", "Hamlet part-timer"),
        (Category.ContractWorker, "Lao động hợp đồng", "Contract worker")
    );

    public static readonly CodeList<DuplicateVerdict> DuplicateVerdicts = new(
        (DuplicateVerdict.Different, "hai người khác nhau", "two people"),
        (DuplicateVerdict.Same, "cùng một người", "one person")
    );

    public static readonly CodeList<Likeness> Likenesses = new(
        (Likeness.Number, "cùng số giấy tờ", "the same document number"),
        (Likeness.NameAndBirth, "cùng tên, ngày sinh khớp", "same name, births agree"),
        (Likeness.NameAndUnit, "cùng tên, từng cùng đơn vị", "same name, once in one unit"),
        (Likeness.Diploma, "cùng số văn bằng của một nơi cấp", "the same diploma number of one issuer")
    );

    public static readonly CodeList<HienTai.CodeLists.V1.CodeList> CodeLists = new(
        (HienTai.CodeLists.V1.CodeList.Issuer, "Cơ quan ban hành", "Issuers"),
        (HienTai.CodeLists.V1.CodeList.Institution, "Nơi cấp văn bằng", "Institutions"),
        (HienTai.CodeLists.V1.CodeList.FieldOfStudy, "Ngành đào tạo", "Fields of study"),
        (HienTai.CodeLists.V1.CodeList.Classification, "Xếp loại tốt nghiệp", "Classes of degree"),
        (HienTai.CodeLists.V1.CodeList.Post, "Chức danh, chức vụ", "Posts"),
        (HienTai.CodeLists.V1.CodeList.Title, "Mã chức danh, ngạch", "Titles")
    );

    public static readonly CodeList<ServiceStatus> Statuses = new(
        (ServiceStatus.InService, "đang công tác", "in service"),
        (ServiceStatus.Left, "đã thôi", "left"),
        (ServiceStatus.Never, "chưa bố trí", "never assigned"),
        (ServiceStatus.Outside, "ngoài khu vực công", "outside the public sector"),
        (ServiceStatus.Any, "tất cả", "everybody")
    );

    public static readonly CodeList<Standing> Standings = new(
        (Standing.Met, "đạt", "met"),
        (Standing.Exceeded, "vượt chuẩn", "exceeded"),
        (Standing.MetForNow, "đạt tạm thời", "met for now"),
        (Standing.InTraining, "chưa đạt, đang học", "being trained"),
        (Standing.NotMet, "chưa đạt", "not met"),
        (Standing.Exempt, "chưa đạt, không phải học", "exempt"),
        (Standing.NotApplicable, "không áp dụng", "does not apply"),
        (Standing.NotEnoughData, "chưa đủ dữ liệu", "not enough data")
    );

    public static readonly CodeList<ContributionKind> ContributionKinds = new(
        (ContributionKind.Initiative, "sáng kiến", "initiative"),
        (ContributionKind.BottleneckSolution, "giải pháp tháo gỡ điểm nghẽn", "solution of a bottleneck"),
        (ContributionKind.PolicyAdvice, "góp ý chính sách", "policy advice"),
        (ContributionKind.Consultation, "tư vấn", "consultation"),
        (ContributionKind.Critique, "phản biện", "critique"),
        (ContributionKind.SocialAppraisal, "giám định xã hội", "social appraisal"),
        (ContributionKind.StrategyOrPlan, "chiến lược, quy hoạch", "strategy or plan"),
        (ContributionKind.Project, "công trình, dự án", "project"),
        (ContributionKind.Research, "đề tài nghiên cứu", "research"),
        (ContributionKind.TechnologyTransfer, "chuyển giao công nghệ", "technology transfer"),
        (ContributionKind.AppliedTechnology, "ứng dụng khoa học công nghệ", "applied technology"),
        (ContributionKind.OpenLearningResource, "học liệu mở", "open learning resource"),
        (ContributionKind.Publication, "bài báo, sách", "publication"),
        (ContributionKind.Invention, "sáng chế", "invention")
    );

    public static readonly CodeList<Stage> Stages = new(
        (Stage.Recorded, "đã ghi", "recorded"),
        (Stage.Answered, "đã có kết quả", "answered"),
        (Stage.Filed, "đã nộp đơn", "filed"),
        (Stage.Returned, "trả lại bổ sung", "returned"),
        (Stage.Complete, "đơn đủ", "complete"),
        (Stage.BeforeCouncil, "trước hội đồng", "before the council"),
        (Stage.Recognised, "công nhận", "recognised"),
        (Stage.NotRecognised, "không công nhận", "not recognised"),
        (Stage.Cancelled, "hủy công nhận", "cancelled")
    );

    public static readonly CodeList<Outcome> Outcomes = new(
        (Outcome.TakenUp, "tiếp thu", "taken up"),
        (Outcome.TakenUpInPart, "tiếp thu một phần", "taken up in part"),
        (Outcome.NotTakenUp, "không tiếp thu", "not taken up")
    );

    public static readonly CodeList<RecognitionLevel> RecognitionLevels = new(
        (RecognitionLevel.Unit, "cơ sở", "unit"),
        (RecognitionLevel.District, "huyện", "district"),
        (RecognitionLevel.City, "thành phố", "city"),
        (RecognitionLevel.National, "toàn quốc", "nation")
    );

    public static readonly CodeList<Awards.V1.NominationStep> NominationSteps = new(
        (Awards.V1.NominationStep.Nominated, "đã đề nghị", "nominated"),
        (Awards.V1.NominationStep.ScreenedIn, "đơn vị đồng ý", "passed by the unit"),
        (Awards.V1.NominationStep.ScreenedOut, "đơn vị không đồng ý", "turned down by the unit"),
        (Awards.V1.NominationStep.Submitted, "đã nộp hồ sơ", "submitted"),
        (Awards.V1.NominationStep.Awarded, "được tặng", "awarded"),
        (Awards.V1.NominationStep.NotAwarded, "không được tặng", "not awarded"),
        (Awards.V1.NominationStep.Revoked, "đã thu hồi", "revoked")
    );

    public static readonly CodeList<Awards.V1.Verdict> Eligibilities = new(
        (Awards.V1.Verdict.Met, "đủ", "met"),
        (Awards.V1.Verdict.NotMet, "chưa đủ", "not met"),
        (Awards.V1.Verdict.NotEnoughData, "chưa rõ", "not enough data")
    );

    public static readonly CodeList<Sex> Sexes = new((Sex.Male, "Nam", "Male"), (Sex.Female, "Nữ", "Female"));

    public static readonly CodeList<TrainingOutcome> TrainingOutcomes = new(
        (TrainingOutcome.Completed, "hoàn thành", "completed"),
        (TrainingOutcome.Discontinued, "thôi học", "discontinued")
    );

    public static readonly CodeList<PlacementVerdict> Verdicts = new(
        (PlacementVerdict.Fits, "phù hợp", "fits"),
        (PlacementVerdict.DoesNotFit, "không phù hợp", "does not fit"),
        (PlacementVerdict.LeftToRule, "xét theo nhóm ngành", "left to the rule")
    );

    public static readonly CodeList<IdentityDocumentKind> IdentityDocuments = new(
        (IdentityDocumentKind.OldCard, "CMND 9 số", "nine-digit card"),
        (IdentityDocumentKind.TwelveDigitCard, "CMND 12 số", "twelve-digit card"),
        (IdentityDocumentKind.CitizenCard, "căn cước", "citizen card"),
        (IdentityDocumentKind.Passport, "hộ chiếu", "passport"),
        (IdentityDocumentKind.Other, "giấy tờ khác", "another document")
    );

    public static readonly CodeList<EvidenceGrade> Grades = new(
        (EvidenceGrade.SelfDeclared, "tự khai", "self-declared"),
        (EvidenceGrade.CopySeen, "đã xem bản sao", "copy seen"),
        (EvidenceGrade.OriginalSeen, "đã xem bản chính", "original seen"),
        (EvidenceGrade.ConfirmedByIssuer, "nơi cấp xác nhận", "confirmed by issuer"),
        (EvidenceGrade.RevokedAsFalse, "thu hồi vì giả", "revoked as false")
    );

    public static readonly CodeList<AssignmentKind> AssignmentKinds = new(
        (AssignmentKind.Main, "chính", "main"),
        (AssignmentKind.Concurrent, "kiêm nhiệm", "concurrent"),
        (AssignmentKind.Seconded, "biệt phái", "seconded")
    );

    public static readonly CodeList<WithdrawalCause> WithdrawalCauses = new(
        (WithdrawalCause.NotEligible, "cấp cho người không đủ điều kiện", "holder not eligible"),
        (WithdrawalCause.Fraud, "gian lận", "fraud"),
        (WithdrawalCause.NoAuthority, "cấp không có thẩm quyền", "issued without authority"),
        (WithdrawalCause.Altered, "bị tẩy xóa, sửa chữa", "altered"),
        (WithdrawalCause.LentOut, "để người khác sử dụng", "lent to somebody else"),
        (WithdrawalCause.IssuerFault, "lỗi của nơi cấp", "fault of its issuer")
    );

    public static readonly CodeList<EndCause> EndCauses = new(
        (EndCause.Transferred, "điều động trong huyện", "transferred within the district"),
        (EndCause.Retired, "nghỉ hưu", "retired"),
        (EndCause.Resigned, "thôi việc", "resigned"),
        (EndCause.LeftDistrict, "chuyển ra ngoài huyện", "left the district"),
        (EndCause.TermEnded, "hết nhiệm kỳ, miễn nhiệm", "term ended"),
        (EndCause.Dismissed, "buộc thôi việc", "dismissed"),
        (EndCause.Died, "từ trần", "died"),
        (EndCause.SecondmentEnded, "hết thời hạn biệt phái", "secondment ended")
    );

    public static readonly CodeList<UnitKind> UnitKinds = new(
        (UnitKind.District, "huyện", "district"),
        (UnitKind.Agency, "cơ quan chuyên môn", "agency"),
        (UnitKind.Commune, "xã", "commune"),
        (UnitKind.Town, "thị trấn", "town"),
        (UnitKind.Preschool, "trường mầm non", "preschool"),
        (UnitKind.PrimarySchool, "trường tiểu học", "primary school"),
        (UnitKind.LowerSecondarySchool, "trường trung học cơ sở", "lower secondary school"),
        (UnitKind.PublicServiceUnit, "đơn vị sự nghiệp khác", "other public service unit"),
        (UnitKind.Group, "nhóm đơn vị", "group of units"),
        (UnitKind.Ward, "phường", "ward"),
        (UnitKind.City, "thành phố", "city")
    );

    public static readonly CodeList<PartKind> PartKinds = new(
        (PartKind.Whole, "toàn bộ", "whole"),
        (PartKind.Major, "phần lớn", "most"),
        (PartKind.Minor, "một phần", "part"),
        (PartKind.Remainder, "phần còn lại", "rest")
    );

    public static readonly CodeList<Displacement> Displacements = new(
        (Displacement.SplitNotPlaced, "đơn vị bị tách, chưa xếp", "unit was split, not placed"),
        (Displacement.NoSuccessor, "đơn vị giải thể, không có nơi kế tục", "unit dissolved, no successor"),
        (
            Displacement.ManyPredecessors,
            "đơn vị lập từ nhiều nơi, không rõ từ nơi nào",
            "unit put together from several, unknown which"
        ),
        (Displacement.NoPredecessor, "đơn vị khi ấy chưa có", "unit did not exist yet"),
        (Displacement.Outside, "nơi kế tục ở ngoài sổ", "successor lies outside the registry")
    );

    public static readonly CodeList<QuotaType> QuotaTypes = new(
        (QuotaType.DistrictCivilServants, "Biên chế hành chính huyện", "District civil servants"),
        (QuotaType.PublicEmployees, "Viên chức, đơn vị sự nghiệp", "Public employees"),
        (QuotaType.CommuneCadres, "Cán bộ cấp xã", "Commune cadres"),
        (QuotaType.CommuneCivilServants, "Công chức cấp xã", "Commune civil servants"),
        (QuotaType.CommunePartTimers, "Không chuyên trách cấp xã (định mức)", "Commune part-timers (norm)"),
        (QuotaType.ContractWorkers, "Hợp đồng hỗ trợ, phục vụ", "Contract workers")
    );

    public static readonly CodeList<PaperKind> PaperKinds = new(
        (PaperKind.Decision, "quyết định", "decision"),
        (PaperKind.Diploma, "văn bằng, chứng chỉ", "diploma, certificate"),
        (PaperKind.Resolution, "nghị quyết", "resolution"),
        (PaperKind.Letter, "công văn, giấy xác nhận", "official letter, confirmation"),
        (PaperKind.Record, "kế hoạch, báo cáo, hồ sơ", "plan, report, file")
    );

    public static readonly CodeList<EntryKind> EntryKinds = new(
        (EntryKind.Change, "thay đổi", "change"),
        (EntryKind.Correction, "đính chính", "correction"),
        (EntryKind.Evidence, "mức xác thực", "evidence"),
        (EntryKind.Withdrawal, "thu hồi", "withdrawal")
    );

    public static readonly CodeList<Ladder> Ladders = new(
        (Ladder.Education, "Chuyên môn", "Education"),
        (Ladder.GeneralEducation, "Học vấn phổ thông", "General education"),
        (Ladder.PoliticalTheory, "Lý luận chính trị", "Political theory"),
        (Ladder.StateManagement, "Quản lý nhà nước", "State management"),
        (Ladder.ForeignLanguage, "Ngoại ngữ", "Foreign language"),
        (Ladder.InformationTechnology, "Tin học", "Information technology"),
        (Ladder.Pedagogy, "Nghiệp vụ sư phạm", "Pedagogy"),
        (Ladder.ProfessionalTitle, "Chức danh nghề nghiệp", "Professional title"),
        (Ladder.EducationManagement, "Quản lý giáo dục", "Education management"),
        (Ladder.NationalDefence, "Quốc phòng và an ninh", "National defence"),
        (Ladder.EthnicLanguage, "Tiếng dân tộc", "Ethnic language"),
        (Ladder.TeacherStandard, "Chuẩn nghề nghiệp giáo viên", "Teacher standard"),
        (Ladder.AcademicTitle, "Học hàm", "Academic title"),
        (Ladder.Leadership, "Lãnh đạo, quản lý", "Leadership")
    );

    static readonly (Level Value, string Vi, string En)[] Levels =
    [
        (Level.EducationNone, "Chưa qua đào tạo", "No training"),
        (Level.EducationElementary1, "Sơ cấp I", "Elementary I"),
        (Level.EducationElementary2, "Sơ cấp II", "Elementary II"),
        (Level.EducationElementary3, "Sơ cấp III", "Elementary III"),
        (Level.EducationIntermediate, "Trung cấp", "Intermediate"),
        (Level.EducationCollege, "Cao đẳng", "College"),
        (Level.EducationBachelor, "Đại học", "Bachelor"),
        (Level.EducationMaster, "Thạc sĩ", "Master"),
        (Level.EducationDoctor, "Tiến sĩ", "Doctor"),
        (Level.GeneralEducationPrimary, "Tiểu học", "Primary"),
        (Level.GeneralEducationLowerSecondary, "THCS", "Lower secondary"),
        (Level.GeneralEducationUpperSecondary, "THPT", "Upper secondary"),
        (Level.PoliticalTheoryElementary, "Sơ cấp", "Elementary"),
        (Level.PoliticalTheoryIntermediate, "Trung cấp", "Intermediate"),
        (Level.PoliticalTheoryAdvanced, "Cao cấp", "Advanced"),
        (Level.PoliticalTheoryBachelor, "Cử nhân", "Bachelor"),
        (Level.StateManagementClerk, "Cán sự", "Clerk"),
        (Level.StateManagementSpecialist, "Chuyên viên", "Specialist"),
        (Level.StateManagementPrincipalSpecialist, "Chuyên viên chính", "Principal specialist"),
        (Level.StateManagementSeniorSpecialist, "Chuyên viên cao cấp", "Senior specialist"),
        (Level.ForeignLanguage1, "Bậc 1", "Level 1"),
        (Level.ForeignLanguage2, "Bậc 2", "Level 2"),
        (Level.ForeignLanguage3, "Bậc 3", "Level 3"),
        (Level.ForeignLanguage4, "Bậc 4", "Level 4"),
        (Level.ForeignLanguage5, "Bậc 5", "Level 5"),
        (Level.ForeignLanguage6, "Bậc 6", "Level 6"),
        (Level.InformationTechnologyBasic, "Cơ bản", "Basic"),
        (Level.InformationTechnologyAdvanced, "Nâng cao", "Advanced"),
        (Level.PedagogyCertificate, "Chứng chỉ", "Certificate"),
        (Level.ProfessionalTitleCertificate, "Chứng chỉ", "Certificate"),
        (Level.EducationManagementCertificate, "Chứng chỉ", "Certificate"),
        (Level.NationalDefenceGroup4, "Đối tượng 4", "Group 4"),
        (Level.NationalDefenceGroup3, "Đối tượng 3", "Group 3"),
        (Level.NationalDefenceGroup2, "Đối tượng 2", "Group 2"),
        (Level.NationalDefenceGroup1, "Đối tượng 1", "Group 1"),
        (Level.EthnicLanguageCertificate, "Chứng chỉ", "Certificate"),
        (Level.TeacherStandardPass, "Đạt", "Pass"),
        (Level.TeacherStandardGood, "Khá", "Good"),
        (Level.TeacherStandardExcellent, "Tốt", "Excellent"),
        (Level.AcademicTitleAssociateProfessor, "Phó giáo sư", "Associate professor"),
        (Level.AcademicTitleProfessor, "Giáo sư", "Professor"),
        (Level.LeadershipDivision, "Cấp phòng", "Division"),
        (Level.LeadershipCommune, "Cấp xã", "Commune"),
        (Level.LeadershipDistrict, "Cấp huyện", "District"),
        (Level.LeadershipDepartment, "Cấp sở", "Department"),
    ];

    public static string Name(Level level, Texts t) =>
        Levels.FirstOrDefault(l => l.Value == level) is { Vi: { } vi, En: { } en } ? t.Either(vi, en) : "";

    /// <summary>
    /// A level as "education:bachelor", "lý luận chính trị:trung cấp", or its name alone where only one ladder has it.
    /// </summary>
    public static Level ReadLevel(string text, string option, Texts t)
    {
        var (ladder, name) = text.IndexOf(':') is var colon and >= 0
            ? (text[..colon], text[(colon + 1)..])
            : ("", text);
        var on = Levels.Where(l => ladder.Length == 0 || Same(ladder, Of(l.Value), Ladders)).ToArray();
        var found = on.Where(l =>
                new[] { Rung(l.Value), l.Vi, l.En }.Any(n => Spelling.Plain(n) == Spelling.Plain(name))
            )
            .ToArray();
        return found is [var only]
            ? only.Value
            : throw new Unanswered(
                Exit.Usage,
                t.NotALevel(
                    option,
                    text,
                    (found.Length > 0 ? found : on).Select(l =>
                        $"{Word(Of(l.Value))}:{Rung(l.Value)} ({Ladders.Name(Of(l.Value), t)}: {t.Either(l.Vi, l.En)})"
                    )
                )
            );
    }

    static bool Same(string text, Ladder ladder, CodeList<Ladder> names) =>
        new[] { Word(ladder), names.Name(ladder, Texts.Vietnamese), names.Name(ladder, Texts.English) }.Any(n =>
            Spelling.Plain(n) == Spelling.Plain(text)
        );

    static Ladder Of(Level level) => (Ladder)((int)level / 100);

    // The level's own part of its name: EducationBachelor on Education is "bachelor".
    static string Rung(Level level) => Word(level)[(Word(Of(level)).Length + 1)..];

    /// <summary>DistrictCivilServant as people type it: "district-civil-servant".</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Boundary().Replace(value.ToString(), "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z]|(?<![0-9])[0-9])")]
    private static partial Regex Boundary();
}
