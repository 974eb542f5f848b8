using HienTai.Domain.Organization;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Access;

/// <summary>SQL that lists a unit and what is below it on the day and at the position of a read.</summary>
static class Below
{
    public static string Sql(ReadSession read, string unit) =>
        $"(with recursive below(id) as (select {unit}::uuid union select u.stream_id from {Table<UnitFact>()} u join below b on u.parent = b.id where {read.Known("u")} and {read.Valid("u")}) select id from below)";
}
