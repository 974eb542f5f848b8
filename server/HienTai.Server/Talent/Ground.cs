using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Talent;

/// <summary>
/// On what ground somebody is kept in the talent pool: staff by duty, others by their consent to the pool or the ground
/// they are on record by.
/// </summary>
static class Ground
{
    /// <summary>SQL that is true for people whom a ground allows to keep in the pool on the session's day.</summary>
    public static string Sql(ReadSession read, string person) =>
        $"""
            (exists (select from {Table<AssignmentFact>()} g where g.stream_id = {person} and {read.Known("g")} and {read.Valid(
                "g"
            )})
            or exists (select from {Table<OutsiderFact>()} g where g.stream_id = {person} and {read.Known("g")} and {read.Valid(
                "g"
            )} and g.ground <> {(int)LegalGround.Consent})
            or exists (select from {Table<ConsentFact>()} g where g.person = {person} and g.purpose = {(int)
                ConsentPurpose.TalentPool} and {read.Known("g")} and {read.Valid("g")}))
            """;

    public static async Task<bool> Holds(ReadSession read, Guid person, CancellationToken cancel) =>
        (await read.Query($"select {Sql(read, "$1::uuid")}", r => r.GetBoolean(0), cancel, person))[0];

    public static Rejected Missing(Guid person, string field) =>
        new(
            "NO_LEGAL_GROUND",
            "Người này không thuộc nhân sự của huyện và chưa có căn cứ để đưa vào nguồn nhân tài; hãy ghi sự đồng ý (mục đích: nguồn nhân tài) hoặc căn cứ khác trước.",
            "This person is not of the district's staff and there is no ground for keeping them in the talent pool; record their consent to it, or another ground, first.",
            field
        )
        {
            Related = [person],
        };
}
