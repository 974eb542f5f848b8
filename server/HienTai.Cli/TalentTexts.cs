namespace HienTai.Cli;

// What the talent pool's commands say.
sealed partial class Texts
{
    public string AboutTalent =>
        Either(
            "Nguồn nhân tài: tìm người, chuyên gia, kế cận, chương trình, ứng viên",
            "The talent pool: finding people, experts, succession, programmes, candidates"
        );
    public string AboutTalentFind =>
        Either(
            "Ai hợp với nhu cầu, xếp hạng kèm lý do; cùng thời điểm cho cùng thứ tự",
            "Who suits a need, ranked with reasons; the same moment gives the same ranking"
        );
    public string AboutExperts =>
        Either("Ai tư vấn được về việc này, kèm việc đã làm", "Who can advise on this, with what they did");
    public string AboutSuccession =>
        Either(
            "Chức danh lãnh đạo và nguồn kế cận, kể cả chức danh chưa có ai",
            "Posts of leadership and their successors, and posts with none"
        );
    public string AboutTalentFigures =>
        Either(
            "Số liệu nguồn nhân tài theo bước, diện, lĩnh vực, nhóm ưu tiên",
            "Figures of the pool by stage, kind, sector and priority group"
        );
    public string AboutProgrammes => Either("Các chương trình nhân tài", "Programmes of the pool");
    public string AboutCandidates =>
        Either("Người trong nguồn; mới có chuyển biến đứng trước", "Candidates; those that moved last come first");
    public string AboutCandidate =>
        Either(
            "Một hồ sơ nguồn: các bước, tiêu chí, hồ sơ như khi quyết định",
            "One candidacy: steps, criteria, the profile as it was decided on"
        );
    public string SectorValue => Either("LĨNH-VỰC", "SECTOR");
    public string TextValue => Either("CHỮ", "TEXT");
    public string DayNeeded => Either("NGÀY", "DAY");
    public string GradeNeeded => Either("MỨC", "GRADE");
    public string NeededFieldOption =>
        Either("Ngành theo văn bằng, có dấu hay không dấu", "Field on the diploma, with tones or without");
    public string ProgrammeFrom => Either("Từ", "From");
    public string ProgrammeUntil => Either("Đến trước", "Until before");
    public string AmongValue => Either("TRONG-SỐ", "AMONG");

    public string SectorOption(string choices) =>
        Either($"Lĩnh vực then chốt: {choices}; hoặc it, ai", $"Key sector: {choices}; or it, ai");

    public string NeededLevelOption(string choices) =>
        Either($"Từ trình độ này: {choices}", $"From this level on: {choices}");

    public string KnownOption(string choices) =>
        Either(
            $"Văn bằng phải được biết ít nhất như thế: {choices}",
            $"How well the degree must be known at least: {choices}"
        );

    public string LanguageOption => Either("Ngoại ngữ từ bậc này", "Foreign language from this level on");
    public string ServiceYearsOption => Either("Ít nhất bấy nhiêu năm công tác", "At least so many years of service");
    public string NeededContributionsOption =>
        Either(
            "Ít nhất bấy nhiêu đóng góp được công nhận hoặc tiếp thu",
            "At least so many contributions recognised or taken up"
        );
    public string AvailableByOption => Either("Làm được việc trước ngày này", "Able to take up work by this day");
    public string NeededUnitOption => Either("Chỉ trong đơn vị này và dưới nó", "Only in this unit and below it");

    public string AmongOption(string choices) => Either($"Tìm trong số: {choices}", $"Whom to look among: {choices}");

    public string NeedIs(string need, int suit, int of) =>
        Either(
            $"Cần: {need}. {N(suit)} người hợp trong {N(of)} người đã xét.",
            $"Needed: {need}. {N(suit)} of the {N(of)} looked at suit."
        );

    public string LeftOut(string why, int people, int only) =>
        Either(
            $"Không vào: {N(people)} người, {why}; {N(only)} chỉ thiếu điều này.",
            $"Left out: {N(people)}, {why}; {N(only)} of them for this alone."
        );

    public string ExpertWords => Either("Chữ nói về việc cần tư vấn", "Words of what advice is needed on");

    public string ExpertsFound(int shown, int all) =>
        (
            all == 0
                ? Either("Không có ai", "Nobody")
                : Either($"{N(all)} người", $"{N(all)} {(all == 1 ? "person" : "people")}")
        )
        + Part(shown, all)
        + ".";

    public string HeldBy => Either("Đang giữ", "Held by");
    public string Successors => Either("Kế cận", "Successors");
    public string NoSuccessor => Either("chưa có", "none");
    public string StillLacks => Either("còn thiếu", "still lacks");

    public string SuccessionIs(int shown, int total) =>
        Either(
            $"{N(shown)} trong {N(total)} chức danh; trong phạm vi hỏi:",
            $"{N(shown)} of {N(total)} posts; of those asked about:"
        );

    public string SuccessionWords =>
        Either("Chữ trong chức danh, đơn vị hay tên người đang giữ", "Words of the post, its unit or who holds it");

    public string SuccessionStateOption(string choices) =>
        Either($"Chỉ chức danh ở tình trạng: {choices}", $"Only posts that are: {choices}");

    public string UnderWay(int people) =>
        Either($"{N(people)} hồ sơ nguồn đang theo dõi.", $"{N(people)} candidacies under way.");

    public string ProgrammeName => Either("Chương trình", "Programme");
    public string InPool => Either("Trong nguồn", "In the pool");
    public string CandidateWords => Either("Chữ trong họ tên", "Words of the name");
    public string CandidacyId =>
        Either("Mã định danh của hồ sơ nguồn, như list cho biết", "Id of the candidacy, as list tells it");

    public string CandidatesFound(int shown, int all) =>
        (
            all == 0
                ? Either("Không có hồ sơ nào", "No candidacies")
                : Either($"{N(all)} hồ sơ nguồn", $"{N(all)} candidac{(all == 1 ? "y" : "ies")}")
        )
        + Part(shown, all)
        + ".";

    public string FrozenAt(string stage, string at, int differences) =>
        Either(
            $"Hồ sơ khi \"{stage}\" ({at}): {(differences == 0 ? "như nay" : $"{N(differences)} dòng nay khác")}.",
            $"Profile when \"{stage}\" ({at}): {(differences == 0 ? "as it is now" : $"{N(differences)} lines differ now")}."
        );
}
