using HienTai.Server.Standards;

namespace HienTai.Server.Sample;

/// <summary>
/// The standards that come with the product, entered when the registry was begun and, those that came later, some days
/// before they were in force.
/// </summary>
static class SampleStandards
{
    static readonly DateOnly Begun = new(2023, 3, 6);

    public static void Tell(Chronicle chronicle)
    {
        foreach (
            var day in Shipped
                .Days()
                .GroupBy(d => d.On <= Begun ? Begun : Workdays.OnOrAfter(d.On.AddDays(-11)))
                .OrderBy(d => d.Key)
        )
            chronicle.Record(
                Workdays.At(day.Key, 9, 40),
                $"standards · {day.Key:yyyy-MM-dd}",
                "noivu",
                "Nhập chuẩn trình độ theo văn bản quy phạm và kế hoạch.",
                null,
                day.Select(d => d.Intent)
            );
    }
}
