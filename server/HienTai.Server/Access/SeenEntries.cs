using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using DataClass = HienTai.Domain.Kernel.DataClass;

namespace HienTai.Server.Access;

/// <summary>
/// The entries of somebody's history that fall into the time a reader sees, each without what it says of classes they
/// do not.
/// </summary>
static class SeenEntries
{
    public static List<HistoryEntry> Of(
        IEnumerable<HistoryEntry> entries,
        PersonSight sight,
        Func<DataClass, bool> opens,
        Reader reader
    )
    {
        static bool In(HistoryEntry e, SeenTimes seen) =>
            seen.Always
            || (
                e.Effective.Length > 0
                    ? PartialDate.Parse(e.Effective) is var day && seen.Overlap(day.Earliest, day.Latest)
                    : seen.On(
                        DateOnly.FromDateTime(
                            e.Source.RecordedTime.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(7)).DateTime
                        )
                    )
            );
        var seen = entries.Where(e => In(e, sight.Basic)).ToList();
        foreach (var entry in seen)
        {
            if (!sight.Basic.Always)
                entry.Version = 0;
            if (!reader.Everybody)
                entry.AlsoChanged = 0;
            Redaction.Of(entry, c => c is DataClass.Basic || (opens(c) && In(entry, sight[c])));
        }
        return seen;
    }
}
