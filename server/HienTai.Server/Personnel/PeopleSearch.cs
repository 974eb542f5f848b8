using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Personnel.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using static HienTai.Server.Personnel.PersonWire;
using static HienTai.Server.Pipeline.FactTable;
using Category = HienTai.Domain.Kernel.Category;
using DataClass = HienTai.Domain.Kernel.DataClass;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using Level = HienTai.Domain.Kernel.Level;
using Sex = HienTai.Domain.Kernel.Sex;
using Wire = HienTai.Personnel.V1;

namespace HienTai.Server.Personnel;

/// <summary>
/// Lists of people. A name is found by its folded words (a tsvector of exactly those, without a parser that would take
/// numbers apart), sorted by an index in Vietnamese order, counted to a cap: never a trigram scan, never a sort of a
/// common surname.
/// </summary>
public sealed class PeopleSearch(Registrar registrar, ReadLog reads, IOtherTrees trees)
{
    const int CountedTo = 10_000;

    // A common word is answered by walking the names in order; a rare one by fetching who bears it and sorting those
    // few. The planner cannot tell them apart, so it is asked first, up to here.
    const int Rare = 2_000;

    const int MostUnplaced = 2_000;

    // Where a page ends must be comparable, so who has none goes first.
    const string ByBirth = "coalesce(p.born, '-infinity')";

    sealed record Filter(
        string[] Words,
        string? Number,
        Guid? Unit,
        int[] Categories,
        Level? MinLevel,
        Level? MaxLevel,
        string[] Field,
        EvidenceGrade? Grade,
        Sex? Sex,
        int MinAge,
        int MaxAge,
        string[] Post,
        Guid[] Ids
    )
    {
        public int PageSize { get; init; }
    }

    /// <summary>By what a list is in order, and of which type that is where it goes on after a page.</summary>
    sealed record Ordering(string Expression, string Type, string Collation, bool Descending)
    {
        string Direction => Descending ? "desc" : "asc";

        public string Sql => $"{Expression} {Direction}, p.stream_id {Direction}";

        public string After(string key, string id, Conditions where) =>
            $"({Expression}, p.stream_id) {(Descending ? "<" : ">")} ({where.Value(key)}::text::{Type}{Collation}, {where.Value(Guid.TryParse(id, out var last) ? last : Guid.Empty)})";
    }

    public async Task<ListPeopleResponse> List(ListPeopleRequest request, ServerCallContext call)
    {
        var (cancel, account) = (call.CancellationToken, call.Reader.Account);
        var filter = Reading.Of(read => FilterOf(read, request));
        var (asked, treeOn) = Reading.Of(read => (Asked.Of(read, request.Reveal, own: false), TreeOn(read, request)));
        var page = PageToken.Read(request.PageToken, request, account);
        await using var session = await registrar.Open(call, request.At, page);
        var tree = await Tree(session, treeOn, request.Status, cancel);
        // A whole personal number is not in the words; it is found by its keyed hash alone.
        if (filter.Number is not null)
            filter = filter with { Words = [] };
        var otherwise = await FoundOtherwise.By(session, request.Query, Query(filter.Words), cancel);
        var bearers = await Bearers(session, filter.Words, cancel);
        var serving = await ServingWhere(session, tree, treeOn is not null, filter.Unit, cancel);
        var where = Where(session, request, filter, serving, bearers, otherwise.Ids);
        var order = Order(session, request.Order, where);
        var total = page?.Total ?? await Counted(session, where, cancel);
        if (page is { After: [var after, var id] })
            where.Sql.Add(order.After(after, id, where));
        var rows = await session.Query(
            $"select p.stream_id, ({order.Expression})::text from {Table<PersonSearchFact>()} p where {where} order by {order.Sql} limit {filter.PageSize + 1}",
            r => (Id: r.GetGuid(0), Key: r.GetString(1)),
            cancel,
            [.. where.Values]
        );
        var shown = rows.Take(filter.PageSize).ToArray();
        var births = asked.Classes.Contains(DataClass.Basic);
        var response = new ListPeopleResponse
        {
            At = session.Moment,
            TotalSize = Math.Min(total, CountedTo),
            TotalCapped = total > CountedTo,
            Offset = page?.Offset ?? 0,
            People =
            {
                (await PersonRows.Of(session, [.. shown.Select(r => r.Id)], births, tree, cancel)).Select(r =>
                    otherwise.Told(r, session.On)
                ),
            },
        };
        if (tree is not null && Placing(request.Status))
            await Unplaced(
                session,
                tree,
                Where(session, request, filter, null, bearers, otherwise.Ids),
                filter.Unit is null && serving is not null ? serving : await Serving.On(session, tree, null, cancel),
                page is null,
                response,
                cancel
            );
        if (asked.Classes.Count > 0)
            foreach (var row in shown)
                await reads.Opened(call, session, row.Id, [DataClass.Basic], asked);
        if (rows.Count > filter.PageSize)
            response.NextPageToken = PageToken
                .At(
                    session,
                    request,
                    account,
                    response.Offset + shown.Length,
                    total,
                    [shown[^1].Key, shown[^1].Id.ToString()]
                )
                .ToString();
        return response;
    }

    static Filter FilterOf(Reading read, ListPeopleRequest request)
    {
        var filter = new Filter(
            read.Words(request.Query, "query", 200),
            WholeNumber(request.Query),
            read.OptionalId(request.UnitId, "unit_id"),
            [.. request.Categories.Select((c, i) => (int)read.Enum<Wire.Category, Category>(c, $"categories[{i}]"))],
            request.MinLevel is 0 ? null : read.Enum<Wire.Level, Level>(request.MinLevel, "min_level"),
            request.MaxLevel is 0 ? null : read.Enum<Wire.Level, Level>(request.MaxLevel, "max_level"),
            read.Words(request.FieldOfStudy, "field_of_study", 200),
            request.Grade is 0 ? null : read.Enum<Wire.EvidenceGrade, EvidenceGrade>(request.Grade, "grade"),
            request.Sex is 0 ? null : read.Enum<Wire.Sex, Sex>(request.Sex, "sex"),
            read.Number(request.MinAge, "min_age", 0, 150),
            read.Number(request.MaxAge, "max_age", 0, 150),
            read.Words(request.Post, "post", 200),
            Ids(read, request)
        );
        if (!Enum.IsDefined(request.Order))
            read.Fault("order", "Không có cách xếp này.", "There is no such order.", 0);
        if (!Enum.IsDefined(request.Status))
            read.Fault("status", "Không có trạng thái này.", "There is no such status.", 0);
        return filter with { PageSize = read.PageSize(request.PageSize, 50, 200) };
    }

    /// <summary>
    /// Where one must serve to be listed: in the unit asked for or below it, in a drawn tree if there is one; null for
    /// anywhere.
    /// </summary>
    static async Task<Serving?> ServingWhere(
        ReadSession session,
        IOtherTree? tree,
        bool asked,
        Guid? unit,
        CancellationToken cancel
    )
    {
        if (asked && unit is { } top && tree!.Below(top).Count == 0)
            throw new Rejected(
                "UNIT_NOT_IN_TREE",
                $"Cây ngày {tree.Day:dd/MM/yyyy} không có đơn vị này; hãy chọn đơn vị của cây ấy, hoặc bỏ ngày của cây.",
                $"The tree of {tree.Day:yyyy-MM-dd} has no such unit; choose one of that tree, or leave out its day.",
                "unit_id"
            );
        if (unit is null && !asked)
            return null;
        return tree is null
            ? await Serving.Under(session, unit!.Value, cancel)
            : await Serving.On(session, tree, unit, cancel);
    }

    static async Task<int> Counted(ReadSession session, Conditions where, CancellationToken cancel) =>
        (
            await session.Query(
                $"select count(*) from (select from {Table<PersonSearchFact>()} p where {where} limit {CountedTo + 1}) c",
                r => (int)r.GetInt64(0),
                cancel,
                [.. where.Values]
            )
        )[0];

    public async Task<FindDuplicatesResponse> Duplicates(FindDuplicatesRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (name, birth, number) = Reading.Of(read =>
            (
                read.Text(request.FullName, "full_name", 100),
                read.OptionalDate(request.Birth, "birth"),
                read.Text(request.PersonalNumber, "personal_number", 40)
            )
        );
        await using var session = await registrar.Open(call, request.At);
        var sameNumber = await Numbered(session, number, cancel);
        var sameName =
            name.Length == 0 || birth is null
                ? []
                : (await Uniqueness.Alike(session, [name], cancel))
                    .Where(f => Uniqueness.MayBeSameBirth(f.Fact, birth.Value))
                    .ToList();
        if (sameNumber.Count > 0)
        {
            var numbered = await session.Sight.Of(session, sameNumber, cancel);
            sameNumber = [.. sameNumber.Where(id => numbered[id][DataClass.IdentityNumber].On(session.On))];
        }
        var sights = await session.Sight.Of(session, [.. sameNumber.Union(sameName.Select(f => f.Stream))], cancel);
        var ids = sights.Where(s => s.Value.Basic.On(session.On)).Select(s => s.Key).ToArray();
        var rows = (await PersonRows.Of(session, ids, birth: true, null, cancel)).ToDictionary(r => r.Id);
        ids = [.. ids.Where(id => rows.ContainsKey(id.ToString()))];
        return new()
        {
            At = session.Moment,
            Duplicates =
            {
                ids.Select(id => new Duplicate
                {
                    Person = rows[id.ToString()],
                    SameNumber = sameNumber.Contains(id),
                    SameNameAndBirth = sameName.Any(f => f.Stream == id),
                }),
            },
        };
    }

    // As a personal number, a former one, or that of a paper.
    static async Task<HashSet<Guid>> Numbered(ReadSession session, string number, CancellationToken cancel)
    {
        if (IdentityDocuments.Bare(number).Length == 0)
            return [];
        var own = await session.Facts<PersonSearchFact>(
            "f.personal_number = $1",
            cancel,
            Uniqueness.NumberIndex(session, PersonalNumber.Clean(number))
        );
        string[] written =
        [
            IdentityDocuments.Bare(number),
            IdentityDocuments.Clean(Domain.Personnel.IdentityDocumentKind.Passport, number),
        ];
        var papers = await FoundOtherwise.Holders(session, written, cancel);
        return [.. own.Select(f => f.Stream), .. papers.Select(f => f.Stream)];
    }

    static Ordering Order(ReadSession session, PeopleOrder order, Conditions where) =>
        order switch
        {
            PeopleOrder.Birth => new(ByBirth, "date", "", Descending: false),
            PeopleOrder.BirthDesc => new(ByBirth, "date", "", Descending: true),
            // When something was last recorded about somebody who has left is not for their old unit to know.
            PeopleOrder.RecordedDesc => new(
                $"(case when {session.Sight.People("p.stream_id", null, where.Value)} then (select max(l.position) from ledger l where l.stream_id = p.stream_id and l.position <= {session.Position}) else 0 end)",
                "bigint",
                "",
                Descending: true
            ),
            _ => new("p.sort_key collate \"C\"", "text", " collate \"C\"", Descending: order is PeopleOrder.NameDesc),
        };

    /// <summary>
    /// Who has all these words in their names or numbers; null if there are no words or too many bearers to fetch.
    /// </summary>
    static async Task<Guid[]?> Bearers(ReadSession session, string[] words, CancellationToken cancel)
    {
        if (words.Length == 0)
            return null;
        var found = await session.Query(
            $"select p.stream_id from {Table<PersonSearchFact>()} p where {session.Known("p")} and array_to_tsvector(string_to_array(p.words, ' ')) @@ $1::tsquery limit {Rare + 1}",
            r => r.GetGuid(0),
            cancel,
            Query(words)
        );
        return found.Count > Rare ? null : [.. found];
    }

    static Conditions Where(
        ReadSession session,
        ListPeopleRequest request,
        Filter f,
        Serving? serving,
        Guid[]? bearers,
        Guid[] otherwise
    )
    {
        var where = new Conditions { Sql = { session.Known("p"), session.Valid("p") } };
        where.Sql.Add(session.Sight.People("p.stream_id", session.On, where.Value));
        if (f.Ids.Length > 0)
            where.Sql.Add($"p.stream_id = any({where.Value(f.Ids)})");
        if (bearers is not null)
            where.Sql.Add($"p.stream_id = any({where.Value(bearers.Union(otherwise).ToArray())})");
        if (Named(session, f, where) is { } named)
            where.Sql.Add(otherwise.Length == 0 ? named : $"({named} or p.stream_id = any({where.Value(otherwise)}))");
        if (f.Sex is { } sex)
            where.Sql.Add($"p.sex = {where.Value((int)sex)}");
        if (f.MinAge > 0)
            where.Sql.Add($"p.born <= {where.Value(Reckoning.BornBy(f.MinAge, session.On))}");
        if (f.MaxAge > 0)
            where.Sql.Add($"p.born > {where.Value(Reckoning.BornBy(f.MaxAge + 1, session.On))}");
        where.Sql.Add(Assigned(session, request.Status, f, serving, where));
        if (f.MinLevel is not null || f.Grade is not null || f.Field.Length > 0)
            where.Sql.Add(Qualified(session, f, where));
        if (f.MaxLevel is { } most)
            where.Sql.Add(
                $"not exists (select from {Table<QualificationFact>()} q where q.stream_id = p.stream_id and {session.Known("q")} and {session.Valid("q")} and q.grade <> {(int)EvidenceGrade.RevokedAsFalse} and q.ladder = {where.Value((int)Ladders.Of(most))} and q.level > {where.Value((int)most)})"
            );
        return where;
    }

    // Known by name today does not mean known by that name on the day asked for.
    static string? Named(ReadSession session, Filter f, Conditions where)
    {
        if (f.Words.Length > 0)
            return $"array_to_tsvector(string_to_array(p.words, ' ')) @@ {where.Value(Query(f.Words))}::tsquery";
        // Finding somebody by their number tells that it is theirs.
        return f.Number is { } number
            ? $"p.personal_number = {where.Value(Uniqueness.NumberIndex(session, number))} and {session.Sight.People("p.stream_id", session.On, where.Value, reads: DataClass.IdentityNumber)}"
            : null;
    }

    static string Assigned(ReadSession session, ServiceStatus status, Filter f, Serving? serving, Conditions where)
    {
        var narrowed = "";
        if (serving is not null)
            narrowed += $" and {serving.Sql("a", where.Value)}";
        if (f.Categories.Length > 0)
            narrowed += $" and a.category = any({where.Value(f.Categories)})";
        if (f.Post.Length > 0)
            narrowed +=
                $" and array_to_tsvector(string_to_array(a.words, ' ')) @@ {where.Value(Query(f.Post))}::tsquery";
        string Exists(string when) =>
            $"exists (select from {Table<AssignmentFact>()} a where a.stream_id = p.stream_id and {session.Known("a")} and {when}{narrowed})";
        string now = session.Valid("a"),
            begun = $"a.valid_from <= date '{session.On:yyyy-MM-dd}'";
        var serves =
            $"exists (select from {Table<AssignmentFact>()} a where a.stream_id = p.stream_id and {session.Known("a")} and {now})";
        return status switch
        {
            ServiceStatus.Left => $"{Exists(begun)} and not {serves}",
            ServiceStatus.Never =>
                $"not exists (select from {Table<AssignmentFact>()} a where a.stream_id = p.stream_id and {session.Known("a")} and {begun})",
            ServiceStatus.Outside =>
                $"exists (select from {Table<OutsiderFact>()} o where o.stream_id = p.stream_id and {session.Known("o")} and {session.Valid("o")})",
            ServiceStatus.Any => narrowed.Length > 0 ? Exists(now) : "true",
            _ => Exists(now),
        };
    }

    static string Qualified(ReadSession session, Filter f, Conditions where)
    {
        var sql =
            $"exists (select from {Table<QualificationFact>()} q where q.stream_id = p.stream_id and {session.Known("q")} and {session.Valid("q")}";
        if (f.MinLevel is { } least)
            sql += $" and q.ladder = {where.Value((int)Ladders.Of(least))} and q.level >= {where.Value((int)least)}";
        if (f.Field.Length > 0)
            sql += $" and array_to_tsvector(string_to_array(q.words, ' ')) @@ {where.Value(Query(f.Field))}::tsquery";
        // With a level, how well it must be known at least; by itself, exactly how well.
        sql += f.Grade switch
        {
            null => $" and q.grade <> {(int)EvidenceGrade.RevokedAsFalse}",
            { } grade when f.MinLevel is null || grade is EvidenceGrade.RevokedAsFalse =>
                $" and q.grade = {where.Value((int)grade)}",
            { } grade =>
                $" and q.grade >= {where.Value((int)grade)} and q.grade <> {(int)EvidenceGrade.RevokedAsFalse}",
        };
        return sql + ")";
    }

    static Guid[] Ids(Reading read, ListPeopleRequest request) =>
        request.Ids.Count <= 200
            ? [.. request.Ids.Select((id, i) => read.Id(id, $"ids[{i}]"))]
            : read.Fault<Guid[]>(
                "ids",
                $"Có {request.Ids.Count} người; nhiều nhất là 200.",
                $"There are {request.Ids.Count} people; at most 200.",
                []
            );

    static string? WholeNumber(string query) =>
        PersonalNumber.Clean(query) is { Length: PersonalNumber.Length } digits && digits.All(char.IsAsciiDigit)
            ? digits
            : null;

    /// <summary>All words, in any order; the last one may be unfinished.</summary>
    static string Query(string[] words) =>
        string.Join(" & ", words.Select((w, i) => $"'{w.Replace("'", "")}'{(i == words.Length - 1 ? ":*" : "")}"));

    // Whoever serves nowhere on the day stands in no tree either.
    static bool Placing(ServiceStatus status) => status is ServiceStatus.Unspecified or ServiceStatus.InService;

    static DateOnly? TreeOn(Reading read, ListPeopleRequest request)
    {
        if (request.TreeOn.Length == 0)
            return null;
        return Placing(request.Status)
            ? read.Day(request.TreeOn, "tree_on")
            : read.Fault(
                "status",
                "Cây của ngày khác chỉ xếp được người đang công tác; hãy chọn đang công tác, hoặc bỏ ngày của cây.",
                "The tree of another day places only those in service; ask for those, or leave out the day of the tree.",
                (DateOnly?)null
            );
    }

    /// <summary>
    /// A tree in which nobody's own later course is told beyond what the reader sees of them: they stand where their
    /// unit as a whole does, or nowhere.
    /// </summary>
    sealed class Guarded(IOtherTree tree, HashSet<Guid> unseen) : IOtherTree
    {
        public DateOnly Day => tree.Day;
        public (Guid? Unit, Rpc.V1.Text? Why) this[Guid person, Guid unit] =>
            tree[unseen.Contains(person) ? Guid.Empty : person, unit];
        public IReadOnlyCollection<Guid> ByPerson => tree.ByPerson;

        public IReadOnlySet<Guid> Below(Guid top) => tree.Below(top);

        public string Name(Guid unit) => tree.Name(unit);
    }

    /// <summary>The tree people are placed in: one that was asked for, or that of the day where it matters.</summary>
    async Task<IOtherTree?> Tree(ReadSession session, DateOnly? asked, ServiceStatus status, CancellationToken cancel)
    {
        IOtherTree? tree = null;
        if (asked is { } day)
            tree = await trees.On(session, day, cancel);
        else if (Placing(status) || status is ServiceStatus.Any)
            tree = await trees.OfTheDay(session, cancel);
        return tree is null ? null : await WithinSight(session, tree, cancel);
    }

    static async Task<IOtherTree> WithinSight(ReadSession session, IOtherTree tree, CancellationToken cancel)
    {
        if (session.Sight.Reader.Everybody || tree.ByPerson.Count == 0)
            return tree;
        var people = await session.Query(
            $"select distinct a.stream_id from {Table<AssignmentFact>()} a where {session.Known("a")} and {session.Valid("a")} and a.unit = any($1)",
            r => r.GetGuid(0),
            cancel,
            tree.ByPerson.ToArray()
        );
        var sights = await session.Sight.Of(session, people, cancel);
        return new Guarded(
            tree,
            [.. people.Where(p => !sights.TryGetValue(p, out var seen) || !seen.Basic.On(tree.Day))]
        );
    }

    /// <summary>Names who matches and has no place in the tree, whatever they serve in.</summary>
    static async Task Unplaced(
        ReadSession session,
        IOtherTree tree,
        Conditions where,
        Serving placed,
        bool names,
        ListPeopleResponse response,
        CancellationToken cancel
    )
    {
        response.TreeOn = $"{tree.Day:yyyy-MM-dd}";
        where.Sql.Add(
            $"not exists (select from {Table<AssignmentFact>()} a where a.stream_id = p.stream_id and {session.Known("a")} and {session.Valid("a")} and {placed.Sql("a", where.Value)})"
        );
        response.UnplacedCount = (
            await session.Query(
                $"select count(*) from {Table<PersonSearchFact>()} p where {where}",
                r => (int)r.GetInt64(0),
                cancel,
                [.. where.Values]
            )
        )[0];
        if (!names || response.UnplacedCount == 0)
            return;
        var lost = await session.Query(
            $"select p.stream_id, p.full_name from {Table<PersonSearchFact>()} p where {where} order by p.sort_key collate \"C\", p.stream_id limit {MostUnplaced}",
            r => (Id: r.GetGuid(0), Name: r.GetString(1)),
            cancel,
            [.. where.Values]
        );
        var served = (
            await session.Facts<AssignmentFact>(
                $"f.stream_id = any($1) and {session.Valid("f")}",
                cancel,
                lost.Select(l => l.Id).ToArray()
            )
        )
            .GroupBy(a => a.Stream)
            .ToDictionary(
                g => g.Key,
                g => g.OrderBy(a => a.Fact.Kind).ThenByDescending(a => a.Fact.Valid.ClaimedFrom).First().Fact.Unit
            );
        var titles = await Titles.Of(session, served.Values, cancel);
        response.Unplaced.AddRange(
            lost.Select(l =>
                served[l.Id] is var unit
                    ? new PersonUnplaced
                    {
                        PersonId = l.Id.ToString(),
                        FullName = l.Name,
                        UnitId = unit.ToString(),
                        UnitName = titles[unit, session.On],
                        Why = tree[l.Id, unit].Why,
                    }
                    : null
            )
        );
    }
}
