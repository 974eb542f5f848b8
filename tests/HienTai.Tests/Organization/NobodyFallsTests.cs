using System.Collections.Concurrent;
using Grpc.Core;
using HienTai.Access.V1;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Organization;

/// <summary>
/// Random histories of units and people, recorded in any order: foundings, mergers, splits, parts that go over, names
/// used again, late and corrected entries, papers that fall. At every TimePoint and on every tree, people in the tree
/// and people named without a place are together all in service; and the figure of a unit, the list behind it, the
/// staffing report and what its leader sees are one. Repeat a run with HIENTAI_SEED.
/// </summary>
public sealed class NobodyFallsTests : IAsyncLifetime
{
    static int papers;
    static readonly int Histories = Scale.Long ? 1_000 : 50,
        Probes = Scale.Long ? 400 : 12;
    static readonly DateOnly First = new(2025, 1, 1);

    readonly App app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static string Iso(DateOnly day) => $"{day:yyyy-MM-dd}";

    /// <summary>A few units below one of their own and whoever serves there, until nothing comes to mind.</summary>
    sealed class History(App app, int number, Random dice)
    {
        readonly Seed seed = app.Seed;
        readonly List<Guid> ends = [];
        readonly List<(Guid Unit, string On)> dissolved = [];
        readonly Dictionary<Guid, (Guid Post, string From)> posts = [];
        int names;

        public Guid Top { get; private set; }

        /// <summary>Where somebody stands who is recorded elsewhere.</summary>
        public Guid? Heir { get; private set; }
        public List<Guid> Units { get; } = [];
        public List<Receipt> Receipts { get; } = [];
        public int Refused { get; private set; }

        public async Task Happen()
        {
            Top = await seed.Unit($"Xã {number}", "2000");
            for (var n = 0; n < 4; n++)
                await Found("2000");
            for (var n = 0; n < 4; n++)
                posts[await seed.Person($"Phan {Word(number)} {Word(n)}")] = default;
            for (var n = 0; n < 12; n++)
                try
                {
                    if (await Something() is { } receipt)
                        Receipts.Add(receipt);
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound)
                {
                    Refused++; // as it should be of what cannot follow from what is on record
                }
            if (number % 10 == 0)
                await Lapse();
        }

        /// <summary>Somebody's end falls with its paper after their unit went into another.</summary>
        async Task Lapse()
        {
            var (unit, heir) = (await Found("2000"), await Found("2000"));
            var person = await seed.Person($"Lê {Word(number)}");
            var post = await seed.Assignment(person, unit, "2024-01-01");
            posts[person] = (post, "2024-01-01");
            await End(person, "2025-02-01");
            await Merge(unit, heir, "2025-07-01");
            Receipts.Add((await Fall())!);
            Heir = heir;
        }

        static string Word(int n) => string.Concat($"{n}".Select(d => (char)('a' + (d - '0')))) + "n";

        string Day() => Iso(First.AddDays(dice.Next(600)));

        Guid Unit() => Units[dice.Next(Units.Count)];

        Guid Person() => posts.Keys.ElementAt(dice.Next(posts.Count));

        // A name may be that of one that is no more.
        async Task<Guid> Found(string from)
        {
            var id = await seed.Unit($"Trường {number} {(names < 3 ? names++ : dice.Next(3))}", from, Top);
            Units.Add(id);
            return id;
        }

        async Task<Receipt?> Something() =>
            dice.Next(13) switch
            {
                0 or 1 or 2 or 3 => await Serve(Person()),
                4 => await End(Person(), Day()),
                5 => await Fall(),
                6 or 7 => await Merge(Unit(), dice.Next(2) == 0 ? await Found(Day()) : Unit(), Day()),
                8 => await Split(Unit(), Unit(), Unit(), Day()),
                9 => await GivePart(Unit(), Unit(), Day()),
                10 => await Dissolve(Unit(), Day()),
                11 => await Transfer(Person()),
                _ => await CorrectEnd(),
            };

        async Task<Receipt?> Serve(Guid person)
        {
            if (posts[person].Post != default)
                return await Correct(person);
            var (post, from) = (Seed.NewId(), Day());
            var receipt = await seed.People.StartAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ghi muộn."),
                    PersonId = $"{person}",
                    Change = new()
                    {
                        AssignmentId = $"{post}",
                        From = from,
                        Kind = AssignmentKind.Main,
                        Details = Seed.Details(Unit()),
                    },
                }
            );
            posts[person] = (post, from);
            return receipt;
        }

        async Task<Receipt?> Correct(Guid person)
        {
            var (post, from) = posts[person];
            var right = Day();
            var receipt = await seed.People.CorrectAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ghi nhầm."),
                    PersonId = $"{person}",
                    Change = new()
                    {
                        AssignmentId = $"{post}",
                        WrongFrom = from,
                        From = right,
                        Details = Seed.Details(Unit()),
                    },
                }
            );
            posts[person] = (post, right);
            return receipt;
        }

        // By a paper, so that it can fall again.
        async Task<Receipt?> End(Guid person, string on)
        {
            if (posts[person].Post == default)
                return null;
            var paper = await seed.Paper($"{number}/{Interlocked.Increment(ref papers)}/QĐ-UBND");
            var receipt = await seed.People.EndAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope("Nghỉ việc.", paper),
                    PersonId = $"{person}",
                    Change = new()
                    {
                        AssignmentId = $"{posts[person].Post}",
                        On = on,
                        Cause = EndCause.Resigned,
                    },
                }
            );
            ends.Add(paper);
            return receipt;
        }

        async Task<Receipt?> Fall()
        {
            if (ends.Count == 0)
                return null;
            var paper = ends[^1];
            ends.RemoveAt(ends.Count - 1);
            return await seed.Papers.WithdrawPaperAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ban hành sai."),
                    Id = $"{paper}",
                    On = Iso(First.AddDays(700)),
                }
            );
        }

        async Task<Receipt?> Transfer(Guid person)
        {
            if (posts[person].Post == default)
                return null;
            var (post, on) = (Seed.NewId(), Day());
            var receipt = await seed.People.TransferAssignmentAsync(
                new()
                {
                    Envelope = Seed.Envelope("Điều động."),
                    PersonId = $"{person}",
                    Change = new()
                    {
                        AssignmentId = $"{posts[person].Post}",
                        NewAssignmentId = $"{post}",
                        On = on,
                        Details = Seed.Details(Unit()),
                    },
                }
            );
            posts[person] = (post, on);
            return receipt;
        }

        async Task<Receipt?> Merge(Guid unit, Guid into, string on)
        {
            if (unit == into)
                return null;
            var receipt = await seed.Units.MergeUnitsAsync(
                new()
                {
                    Envelope = Seed.Envelope(
                        "Sáp nhập.",
                        await seed.Paper($"{number}/{Interlocked.Increment(ref papers)}/NQ")
                    ),
                    Ids = { $"{unit}" },
                    IntoId = $"{into}",
                    On = on,
                }
            );
            dissolved.Add((unit, on));
            return receipt;
        }

        async Task<Receipt?> Split(Guid unit, Guid one, Guid two, string on)
        {
            if (unit == one || unit == two || one == two)
                return null;
            var receipt = await seed.Units.SplitUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope("Chia tách."),
                    Id = $"{unit}",
                    On = on,
                    Parts =
                    {
                        new UnitPart { IntoId = $"{one}", Part = PartKind.Major },
                        new UnitPart { IntoId = $"{two}", Part = PartKind.Remainder },
                    },
                }
            );
            dissolved.Add((unit, on));
            return receipt;
        }

        async Task<Receipt?> GivePart(Guid unit, Guid into, string on) =>
            unit == into
                ? null
                : await seed.Units.TransferPartAsync(
                    new()
                    {
                        Envelope = Seed.Envelope("Chuyển một phần."),
                        Id = $"{unit}",
                        On = on,
                        Part = new() { IntoId = $"{into}", Part = PartKind.Minor },
                    }
                );

        async Task<Receipt?> Dissolve(Guid unit, string on)
        {
            var receipt = await seed.Units.DissolveUnitAsync(
                new()
                {
                    Envelope = Seed.Envelope("Giải thể."),
                    Id = $"{unit}",
                    On = on,
                    LeavePeopleUnplaced = true,
                }
            );
            dissolved.Add((unit, on));
            return receipt;
        }

        async Task<Receipt?> CorrectEnd()
        {
            if (dissolved.Count == 0)
                return null;
            var (unit, on) = dissolved[^1];
            dissolved.RemoveAt(dissolved.Count - 1);
            var right = dice.Next(2) == 0 ? "" : Day();
            var receipt = await seed.Units.CorrectUnitEndAsync(
                new()
                {
                    Envelope = Seed.Envelope("Ghi nhầm ngày."),
                    Id = $"{unit}",
                    WrongOn = on,
                    RightOn = right,
                }
            );
            if (right.Length > 0)
                dissolved.Add((unit, right));
            return receipt;
        }
    }

    [Fact]
    public async Task In_the_tree_and_named_without_a_place_are_all_in_service()
    {
        var seed = Scale.Seed();
        await app.Seed.Root();
        var histories = Enumerable.Range(0, Histories).Select(n => new History(app, n, new Random(seed + n))).ToArray();
        await Parallel.ForEachAsync(histories, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (history, _) =>
            await history.Happen()
        );
        var receipts = histories.SelectMany(h => h.Receipts).OrderBy(r => r.Position).ToArray();
        receipts.Length.Should().BeGreaterThan(Histories * 4, "most of it can follow");
        var (dice, met) = (new Random(seed), new ConcurrentBag<int>());
        var asked = Enumerable
            .Range(0, Probes)
            .Select(n =>
                (
                    At: new TimePoint
                    {
                        ValidOn = Iso(First.AddDays(dice.Next(700))),
                        // The last ones of what is known in the end.
                        KnownPosition = receipts[n % 3 == 0 ? ^1 : dice.Next(receipts.Length)].Position,
                    },
                    Tree: Iso(First.AddDays(dice.Next(700))),
                    Of: histories[dice.Next(histories.Length)]
                )
            )
            .ToArray();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (probe, _) =>
            met.Add(await Holds(probe.At, probe.Tree, probe.Of, $"seed {seed}, {probe.At}"))
        );
        met.Sum().Should().BePositive("somebody had no place");
        await LeaderSees(histories, seed);
    }

    /// <summary>The law at one TimePoint; answers how many had no place.</summary>
    async Task<int> Holds(TimePoint at, string other, History history, string because)
    {
        var (people, units) = (app.Seed.People, app.Seed.Units);
        var serving = (await people.ListPeopleAsync(new() { At = at, PageSize = 1 })).TotalSize;
        var tree = await units.ListUnitsAsync(new() { At = at });
        (tree.People + tree.Unplaced).Should().Be(serving, because);
        var unplaced = new HashSet<string>();
        for (var page = ""; ; )
        {
            var some = await units.ListUnplacedAsync(
                new()
                {
                    At = at,
                    PageSize = 500,
                    PageToken = page,
                }
            );
            unplaced.UnionWith(some.People.Where(p => !p.PlacedElsewhere).Select(p => p.PersonId));
            if ((page = some.NextPageToken).Length == 0)
                break;
        }
        unplaced.Count.Should().Be(tree.Unplaced, because);
        var staffing = await Staffing("").GetStaffingAsync(new() { At = at });
        Present(staffing, tree.Units[0].Id).Should().Be(tree.People, because);
        staffing.Notices.Any(n => n.Kind is StaffingNoticeKind.PeopleUnplaced).Should().Be(tree.Unplaced > 0, because);

        var below = tree.Units.Where(u => u.ParentId == $"{history.Top}" || u.Id == $"{history.Top}").ToArray();
        foreach (var unit in below.Prepend(tree.Units[0]))
        {
            var list = await people.ListPeopleAsync(
                new()
                {
                    At = at,
                    UnitId = unit.Id,
                    PageSize = 200,
                }
            );
            list.TotalSize.Should().Be(unit.PeopleBelow, $"{because}: the list of {unit.Name}");
            list.UnplacedCount.Should().Be(tree.Unplaced, because);
            Present(staffing, unit.Id).Should().Be(unit.PeopleBelow, $"{because}: the report of {unit.Name}");
            (
                await Staffing("")
                    .ListStaffingPeopleAsync(
                        new()
                        {
                            At = at,
                            UnitId = unit.Id,
                            Cell = StaffingCell.Present,
                        }
                    )
            ).TotalSize.Should().Be(unit.PeopleBelow, $"{because}: behind the report of {unit.Name}");
        }

        var recast = await units.ListUnitsAsync(new() { At = at, TreeOn = other });
        (recast.People + recast.Unplaced).Should().Be(serving, $"{because} on the tree of {other}");
        var drawn = await people.ListPeopleAsync(
            new()
            {
                At = at,
                TreeOn = other,
                PageSize = 1,
            }
        );
        (drawn.TotalSize, drawn.UnplacedCount).Should().Be((recast.People, recast.Unplaced), because);
        return unplaced.Count;
    }

    /// <summary>Whoever leads units sees today whoever stands in them, and no more.</summary>
    async Task LeaderSees(History[] histories, int seed)
    {
        const string Leader = "truong";
        var tree = await app.Seed.Units.ListUnitsAsync(new());
        var led = histories
            .Where(h => h.Heir is not null)
            .Select(h => tree.Units.Single(n => n.Id == $"{h.Heir}"))
            .Take(5)
            .ToArray();
        foreach (var unit in led)
            await app.Seed.Entrust(Leader, Role.UnitHead, Guid.Parse(unit.Id), tree.At.ValidOn);
        var mine = new PersonService.PersonServiceClient(app.Grpc(Leader));
        foreach (var unit in led)
            (await mine.ListPeopleAsync(new() { UnitId = unit.Id }))
                .TotalSize.Should()
                .Be(
                    (await app.Seed.People.ListPeopleAsync(new() { UnitId = unit.Id })).TotalSize,
                    $"seed {seed}: whoever leads {unit.Name}"
                );
    }

    StaffingService.StaffingServiceClient Staffing(string actor) =>
        new(actor.Length == 0 ? app.Grpc() : app.Grpc(actor));

    static int Present(GetStaffingResponse staffing, string unit) =>
        staffing.Units.SingleOrDefault(u => u.Id == unit)?.Lines.FirstOrDefault()?.Present ?? 0;
}
