using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Domain.Personnel;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using static HienTai.Server.Pipeline.FactTable;
using AssignmentKind = HienTai.Domain.Personnel.AssignmentKind;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Sex = HienTai.Domain.Kernel.Sex;

namespace HienTai.Server.Talent;

/// <summary>
/// The groups the plan asks particular support for, each read off facts on the session's day; nobody ticks them.
/// </summary>
static class PriorityGroups
{
    const int YoungUpTo = 35;
    const string Kinh = "01";

    /// <summary>Those told of single people; the ethnic one is told in figures only.</summary>
    public static readonly PriorityGroup[] Open =
    [
        PriorityGroup.Young,
        PriorityGroup.Women,
        PriorityGroup.Commune,
        PriorityGroup.ArmedForces,
    ];

    /// <summary>SQL that is true for people who belong to a group.</summary>
    public static string Sql(ReadSession read, PriorityGroup group, string person)
    {
        string Person(string what) =>
            $"exists (select from {Table<PersonSearchFact>()} g where g.stream_id = {person} and {read.Known("g")} and {read.Valid("g")} and {what})";
        string Serves(string what) =>
            $"exists (select from {Table<AssignmentFact>()} g where g.stream_id = {person} and {read.Known("g")} and {read.Valid("g")} and g.kind = {(int)AssignmentKind.Main} and {what})";
        return group switch
        {
            PriorityGroup.Young => Person($"g.born > date '{Reckoning.BornBy(YoungUpTo + 1, read.On):yyyy-MM-dd}'"),
            PriorityGroup.Women => Person($"g.sex = {(int)Sex.Female}"),
            PriorityGroup.Commune => Serves(
                $"exists (select from {Table<UnitFact>()} u where u.stream_id = g.unit and {read.Known("u")} and {read.Valid("u")} and u.kind in ({(int)UnitKind.Commune}, {(int)UnitKind.Town}, {(int)UnitKind.Ward}))"
            ),
            PriorityGroup.ArmedForces => Serves(
                "array_to_tsvector(string_to_array(g.words, ' ')) @@ '(quan & su) | (cong & an)'::tsquery"
            ),
            _ => throw new NotSupportedException($"{group} is not told of single people."),
        };
    }

    public static async Task<ILookup<Guid, PriorityGroup>> Of(ReadSession read, Guid[] people, CancellationToken cancel)
    {
        var found = new List<(Guid Person, PriorityGroup Group)>();
        foreach (var group in Open)
            found.AddRange(
                (
                    await read.Query(
                        $"select p from unnest($1::uuid[]) p where {Sql(read, group, "p")}",
                        r => r.GetGuid(0),
                        cancel,
                        (object)people
                    )
                ).Select(p => (p, group))
            );
        return found.ToLookup(f => f.Person, f => f.Group);
    }

    /// <summary>
    /// How many of these people have an ethnic group other than Kinh recorded. It is sealed, so it is opened for the
    /// count and told of nobody.
    /// </summary>
    public static async Task<int> Minorities(ReadSession read, Guid[] people, CancellationToken cancel)
    {
        var sights = await read.Sight.Of(read, people, cancel, Domain.Access.Ability.ReadTalent);
        var seen = people.Where(p => sights[p][DataClass.Sensitive].On(read.On)).ToArray();
        return (
            await read.Facts<PersonFact>($"f.stream_id = any($1) and {read.Valid("f")}", cancel, (object)seen)
        ).Count(f => f.Fact.Ethnicity is { Length: > 0 } and not Kinh);
    }
}
