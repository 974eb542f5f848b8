using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Reporting.V1;
using HienTai.Server.Organization;
using HienTai.Server.Pipeline;
using Org = HienTai.Organization.V1;

namespace HienTai.Server.Reporting;

/// <summary>
/// What does not agree between what is granted and what is there, with what would help. None of it is an error:
/// somebody decides.
/// </summary>
static class StaffingNotices
{
    public static IEnumerable<StaffingNotice> Of(
        Places places,
        Staffing counted,
        Granted granted,
        IReadOnlyList<QuotaFact> quotas,
        IReadOnlyDictionary<Guid, Heirs> heirs,
        bool[] whole,
        int year
    )
    {
        var found = new List<StaffingNotice>();
        for (var i = 0; i < places.Count; i++)
            foreach (var sort in QuotaTypes.All)
                found.AddRange(Of(places, counted, granted, whole[i], i, sort, year));
        foreach (var (quota, place) in Stranded(places, quotas))
            found.Add(NotInForce(quota, places[place], heirs));
        if (counted.Unplaced > 0 && places[0].Unit.Parent is null)
            found.Add(Unplaced(counted.Unplaced, places[0]));
        return found.OrderBy(n => n.Kind);
    }

    static StaffingNotice Unplaced(int people, Place root) =>
        new()
        {
            Kind = StaffingNoticeKind.PeopleUnplaced,
            UnitId = root.Id.ToString(),
            UnitName = root.Unit.Name,
            Message = Words.Both(
                $"{people} người đang công tác chưa có chỗ trong cây đơn vị của ngày này; không cộng vào số hiện có. Xếp từng người trong danh sách Chưa xếp chỗ.",
                $"{people} people in service have no place in the tree of this day; they are in no sum. Place each from the list of the unplaced."
            ),
        };

    /// <summary>What does not agree in one unit for one kind of post.</summary>
    static IEnumerable<StaffingNotice> Of(
        Places places,
        Staffing counted,
        Granted granted,
        bool whole,
        int i,
        QuotaSort sort,
        int year
    )
    {
        var (own, below, present) = (
            granted.Own(i, sort.Type),
            granted.Below(i, sort.Type),
            counted.Present[i, (int)sort.Type]
        );
        if (own is { } many && whole && present > many)
            yield return Say(
                StaffingNoticeKind.Over,
                places[i],
                sort,
                $"hiện có {present}, được giao {many}: vượt {present - many}. Kiểm tra điều chỉnh trong năm, hoặc phân công.",
                $"{present} present, {many} granted: {present - many} over. Check for an adjustment within the year, or the assignments."
            );
        if (own is { } all && below is { } parts && all != parts)
            yield return Say(
                StaffingNoticeKind.PartsDiffer,
                places[i],
                sort,
                $"được giao {all}, giao xuống dưới {parts}: lệch {Math.Abs(all - parts)}. Ghi phần còn lại, hoặc đính chính số sai.",
                $"{all} granted, {parts} granted below: {Math.Abs(all - parts)} apart. Record what is left, or correct the wrong number."
            );
        if (
            whole
            && LeftOut(places, granted, i, sort.Type)
            && present - places.Below(i).Sum(b => counted.Present[b, (int)sort.Type]) is > 0 and var here
        )
            yield return Say(
                StaffingNoticeKind.NothingGranted,
                places[i],
                sort,
                $"hiện có {here} người mà chưa ghi được giao năm {year}. Ghi quyết định giao, hoặc kiểm tra loại của phân công.",
                $"{here} present and nothing recorded as granted for {year}. Record the grant, or check the category of the assignments."
            );
    }

    static StaffingNotice NotInForce(QuotaFact q, Place place, IReadOnlyDictionary<Guid, Heirs> heirs)
    {
        // A unit that is still to come has no successor; its posts begin with it.
        if (heirs.GetValueOrDefault(q.Unit) is not { } ended || ended.Ended > DateOnly.MaxValue.AddDays(-1))
            return Say(
                StaffingNoticeKind.UnitNotInForce,
                place,
                QuotaTypes.Of(q.Type),
                $"{q.Count} đã giao cho đơn vị chưa có vào ngày này; không cộng vào tổng. Đính chính ngày giao, hoặc ngày lập đơn vị.",
                $"{q.Count} are granted to a unit that does not exist yet; they are in no sum. Correct the day of the grant, or that of the unit."
            );
        var notice = Say(
            StaffingNoticeKind.UnitNotInForce,
            place,
            QuotaTypes.Of(q.Type),
            $"{q.Count} vẫn giao cho đơn vị không còn từ {((PartialDate)ended.Ended).Vi}; không cộng vào tổng. Điều chỉnh về 0 từ ngày ấy, rồi {ended.Remedy.Vi}",
            $"{q.Count} still granted to a unit that is no more from {ended.Ended:yyyy-MM-dd}; they are in no sum. Adjust them to 0 from that day, then {ended.Remedy.En}"
        );
        notice.Ended = $"{ended.Ended:yyyy-MM-dd}";
        notice.Successors.AddRange(
            ended.Units.Select(u => new StaffingSuccessor { UnitId = u.Id.ToString(), Name = u.Name })
        );
        return notice;
    }

    /// <summary>Posts granted to units that are not in force on the day.</summary>
    public static IEnumerable<(QuotaFact Quota, int Place)> Stranded(Places places, IReadOnlyList<QuotaFact> quotas) =>
        quotas
            .Where(q => q.Count > 0)
            .Select(q => (Quota: q, Place: places.Of(q.Unit)))
            .Where(q => q.Place >= 0 && !places[q.Place].InForce);

    // Others were granted some, this unit neither by name nor as part of one whose number was not split.
    static bool LeftOut(Places places, Granted granted, int place, QuotaType type)
    {
        if (granted[place, type] is not null)
            return false;
        for (var above = places[place].Above; above >= 0; above = places[above].Above)
            if (granted.Own(above, type) is not null)
                return granted.Below(above, type) is not null;
        return granted[0, type] is not null;
    }

    static StaffingNotice Say(StaffingNoticeKind kind, Place place, QuotaSort sort, string vi, string en) =>
        new()
        {
            Kind = kind,
            UnitId = place.Id.ToString(),
            UnitName = place.Unit.Name,
            Type = WireEnum<Org.QuotaType, QuotaType>.Wire[sort.Type],
            Message = Words.Both($"{sort.Name.Vi}: {vi}", $"{sort.Name.En}: {en}"),
        };
}
