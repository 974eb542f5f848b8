using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using LaterEntries = HienTai.Domain.Kernel.LaterEntries;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Words about entries on record for a later day that speak of what a change sets: whoever records it is told, and
/// history tells what was decided about them.
/// </summary>
static class Laters
{
    public static IEnumerable<Phrase> Decided(object @event) =>
        (@event as ISetting)?.Later switch
        {
            LaterEntries.Kept => [Words.Say("; mục đã ghi cho ngày sau vẫn giữ", "; entries of later days stand")],
            LaterEntries.Replaced =>
            [
                Words.Say("; thay cả mục đã ghi cho ngày sau", "; in place of entries of later days, too"),
            ],
            _ => [],
        };

    /// <summary>What was decided, for the answer; null if nothing.</summary>
    public static IReadOnlyList<LaterTold>? Of(IEnumerable<Decided> events) =>
        events
            .Where(d => d.Event is ISetting { Later: not null })
            .Select(d => new LaterTold(
                ((ISetting)d.Event).Later!.Value,
                [.. d.Kind.Later(d.Before, d.Event).OrderBy(l => l.From)]
            ))
            .ToArray()
            is { Length: > 0 } told
            ? told
            : null;

    public static IEnumerable<Notice> Notices(IEnumerable<LaterTold> told) =>
        told.Select(d => new Notice
        {
            Reason = "LATER_ENTRIES",
            Count = d.Entries.Count,
            Message =
                d.Decided is LaterEntries.Replaced
                    ? Words.Both(
                        $"Giá trị mới thay cả mục đã ghi cho ngày sau: {Said(d.Entries).Vi}.",
                        $"The new value also takes the place of what is on record for later days: {Said(d.Entries).En}."
                    )
                    : Words.Both(
                        $"Đã có mục ghi cho ngày sau, giá trị mới chỉ giữ đến khi ấy: {Said(d.Entries).Vi}. Nếu giá trị mới giữ cả về sau thì chọn thay mục ghi sau.",
                        $"Entries of later days speak of the same, so the new value holds only until then: {Said(d.Entries).En}. If it holds from then on as well, choose to replace them."
                    ),
        });

    static (string Vi, string En) Said(IReadOnlyList<Spoken> entries) =>
        (
            string.Join(
                "; ",
                entries.Select(e => $"{string.Join(", ", e.Of.Select(a => Name(a).Vi))} (từ {e.From.Vi})")
            ),
            string.Join("; ", entries.Select(e => $"{string.Join(", ", e.Of.Select(a => Name(a).En))} (from {e.From})"))
        );

    /// <summary>What people call an attribute.</summary>
    public static (string Vi, string En) Name(string attribute) => Names[attribute];

    static readonly Dictionary<string, (string Vi, string En)> Names = new()
    {
        ["fullName"] = ("họ tên", "full name"),
        ["otherNames"] = ("tên gọi khác", "other names"),
        ["birth"] = ("ngày sinh", "birth"),
        ["sex"] = ("giới tính", "sex"),
        ["ethnicity"] = ("dân tộc", "ethnic group"),
        ["personalNumber"] = ("số định danh cá nhân", "personal number"),
        ["fileNumber"] = ("số hiệu hồ sơ", "staff file number"),
        ["phone"] = ("điện thoại", "phone"),
        ["email"] = ("thư điện tử", "e-mail"),
        ["address"] = ("địa chỉ", "address"),
        ["unit"] = ("đơn vị", "unit"),
        ["post"] = ("chức danh, chức vụ", "post"),
        ["category"] = ("nhóm cán bộ", "category"),
        ["titleCode"] = ("ngạch, hạng chức danh nghề nghiệp", "professional title"),
        ["payStep"] = ("bậc lương", "pay step"),
        ["managedByStandingCommittee"] = ("diện quản lý", "who manages the post"),
        ["ladder"] = ("thang trình độ", "ladder"),
        ["level"] = ("trình độ, cấp", "level"),
        ["field"] = ("ngành", "field"),
        ["institution"] = ("nơi cấp", "institution"),
        ["number"] = ("số hiệu", "number"),
        ["mode"] = ("hình thức đào tạo", "mode of study"),
        ["classification"] = ("xếp loại", "classification"),
        ["expected"] = ("ngày dự kiến", "expected day"),
        ["kind"] = ("loại", "kind"),
        ["affiliation"] = ("nơi làm việc", "affiliation"),
        ["country"] = ("quốc gia", "country"),
        ["ground"] = ("căn cứ xử lý dữ liệu", "legal ground"),
        ["passport"] = ("hộ chiếu", "passport"),
        ["official"] = ("tên chính thức", "official name"),
        ["short"] = ("tên ngắn", "short name"),
        ["parent"] = ("đơn vị cấp trên", "parent unit"),
        ["unitCode"] = ("mã đơn vị", "unit code"),
        ["count"] = ("số được giao", "number granted"),
        ["due"] = ("hạn đạt", "due day"),
        ["permille"] = ("mức phải đạt", "share to reach"),
        ["screening"] = ("hạn đơn vị xét", "screening day"),
        ["submission"] = ("hạn nộp hồ sơ", "submission day"),
        ["results"] = ("ngày công bố", "day of results"),
        ["fields"] = ("lĩnh vực", "fields"),
        ["prizes"] = ("giải thưởng", "prizes"),
        ["note"] = ("ghi chú", "note"),
        ["code"] = ("mã", "code"),
        ["vi"] = ("tên tiếng Việt", "Vietnamese name"),
        ["en"] = ("tên tiếng Anh", "English name"),
        ["source"] = ("văn bản", "source"),
        ["clause"] = ("điều, khoản", "clause"),
        ["checked"] = ("mức kiểm chứng", "how far it was verified"),
        ["basis.source"] = ("văn bản", "source"),
        ["basis.clause"] = ("điều, khoản", "clause"),
        ["basis.checked"] = ("mức kiểm chứng", "how far it was verified"),
        ["basis.note"] = ("ghi chú", "note"),
        ["organiser"] = ("đơn vị tổ chức", "organiser"),
        ["everyYears"] = ("chu kỳ xét", "years between rounds"),
        ["forWorks"] = ("xét công trình hay người", "for works or people"),
        ["criteria"] = ("tiêu chí", "criteria"),
        ["marks"] = ("mục chấm điểm", "marks"),
        ["benefits"] = ("quyền lợi", "benefits"),
        ["kinds"] = ("nhóm người", "kinds of people"),
        ["sectors"] = ("lĩnh vực", "sectors"),
        ["places"] = ("số chỗ", "places"),
        ["scope.categories"] = ("nhóm áp dụng", "categories it applies to"),
        ["scope.titles"] = ("ngạch, hạng áp dụng", "titles it applies to"),
        ["scope.posts"] = ("chức danh áp dụng", "posts it applies to"),
        ["scope.notPosts"] = ("chức danh không áp dụng", "posts it does not apply to"),
        ["demands.ladder"] = ("thang trình độ", "ladder"),
        ["demands.ways"] = ("yêu cầu", "what it demands"),
        ["demands.forNow"] = ("yêu cầu tạm thời", "what does for now"),
        ["demands.placement"] = ("xét cả bố trí", "whether placement is judged"),
        ["transition.deadline"] = ("hạn chuyển tiếp", "deadline"),
        ["transition.inPostOn"] = ("ngày đang giữ chức danh", "day already in post"),
        ["transition.withinMonths"] = ("số tháng cho phép", "months given"),
        ["transition.exemptions"] = ("miễn trừ", "exemptions"),
        ["prevails"] = ("chuẩn nhường", "standards that give way"),
    };
}
