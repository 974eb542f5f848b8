using HienTai.Domain.Kernel;
using HienTai.Tests;

namespace HienTai.Domain.Tests.Kernel;

/// <summary>A value of three attributes of which each goes its own way.</summary>
public sealed record Post(string Name, int Step, Rank Rank) : IAttributed;

/// <summary>An attribute that has attributes.</summary>
public sealed record Rank(string Code, int Level) : IAttributed;

public sealed class AttributesSpec
{
    static readonly Guid Paper = Guid.NewGuid();
    static readonly Post Teacher = new("Giáo viên", 1, new("V.07.03.29", 1));

    static PartialDate D(string date) => PartialDate.Parse(date);

    static Line<Post> Served => Line<Post>.Begun(D("2020-09-01"), Teacher, null);

    [Fact]
    public void A_change_says_only_what_it_changes()
    {
        var line = Served
            .Changed(D("2024-09-01"), Teacher with { Step = 3 }, null)
            .Changed(D("2023-03-01"), Teacher with { Name = "Tổ trưởng", Step = 2 }, null);

        line.Spans.Select(s => (s.Valid.From.ToString(), s.Value.Name, s.Value.Step))
            .Should()
            .Equal(("2020-09-01", "Giáo viên", 1), ("2023-03-01", "Tổ trưởng", 2), ("2024-09-01", "Tổ trưởng", 3));
    }

    [Fact]
    public void What_is_said_by_name_is_set_though_it_is_the_same()
    {
        var line = Served
            .Changed(D("2024-09-01"), Teacher with { Step = 3 }, null, ["step", "name"])
            .Changed(D("2023-03-01"), Teacher with { Name = "Tổ trưởng" }, null);

        line.Spans[^1].Value.Should().Be(Teacher with { Step = 3 });
    }

    [Fact]
    public void Attributes_of_an_attribute_go_their_own_way_too()
    {
        Attributes<Post>.All.Should().Equal("name", "step", "rank.code", "rank.level");
        var line = Served
            .Changed(D("2024"), Teacher with { Rank = Teacher.Rank with { Level = 2 } }, null)
            .Changed(D("2023"), Teacher with { Rank = Teacher.Rank with { Code = "V.07.03.28" } }, null);

        line.Spans[^1].Value.Rank.Should().Be(new Rank("V.07.03.28", 2));
    }

    [Fact]
    public void Later_entries_that_speak_of_the_same_are_told_and_kept_or_replaced()
    {
        var line = Served.Changed(D("2024-09-01"), Teacher with { Step = 3 }, Paper);
        var promoted = Teacher with { Name = "Tổ trưởng", Step = 2 };

        line.Later(D("2023-03-01"), ["name", "step"])
            .Select(l => (l.From.ToString(), l.Value.Step, l.Attributes.ToString()))
            .Should()
            .Equal(("2024-09-01", 3, "step"));
        line.Later(D("2023-03-01"), ["name"]).Should().BeEmpty();
        line.Set(D("2023-03-01"), promoted, null, null)!.Later.Should().Be(LaterEntries.Kept);
        line.Set(D("2023-03-01"), promoted with { Step = 1 }, null, null)!.Later.Should().BeNull();

        var replaced = line.Changed(D("2023-03-01"), promoted, null, null, LaterEntries.Replaced);
        replaced.Spans[^1].Value.Should().Be(promoted);
        replaced.Spans.Should().HaveCount(2);
        // What replaced them falls with its paper, and they say again what they said.
        line.Changed(D("2023-03-01"), promoted, Paper, null, LaterEntries.Replaced)
            .Without(Paper)!
            .Spans.Should()
            .HaveCount(1);
    }

    [Fact]
    public void A_value_without_attributes_is_set_as_a_whole()
    {
        var line = Line<string>.Begun(D("2020"), "A", null).Changed(D("2024"), "C", null);

        line.Later(D("2022"), null).Should().ContainSingle();
        line.Changed(D("2022"), "B", null).Spans.Select(s => s.Value).Should().Equal("A", "B", "C");
        line.Changed(D("2022"), "B", null, null, LaterEntries.Replaced)
            .Spans.Select(s => s.Value)
            .Should()
            .Equal("A", "B");
    }

    [Fact]
    public void Random_histories_come_out_as_an_oracle_says()
    {
        var seed = Scale.Seed();
        for (var history = 0; history < (Scale.Long ? 1_000 : 50); history++)
            Compare(new(seed + history));
    }

    static void Compare(Random random)
    {
        PartialDate Day() => D($"{random.Next(2018, 2027)}-{random.Next(1, 13):00}-01");
        Post Any() => new($"P{random.Next(3)}", random.Next(3), new($"R{random.Next(2)}", random.Next(2)));
        var papers = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToArray();
        var (began, first) = (Day(), Any());
        var (line, oracle) = (Line<Post>.Begun(began, first, null), new Oracle(began, first));
        var told = $"begin {began} {first}";
        for (var step = 0; step < 12; step++)
        {
            Guid? paper = random.Next(2) == 0 ? papers[random.Next(3)] : null;
            var (from, value) = (Day(), Any());
            switch (random.Next(6))
            {
                case 0 when line.Spans[random.Next(line.Spans.Count)].Valid.From is { } at:
                    told += $"\ncorrect {at} → {from} {value} {paper}";
                    line = line.Corrected(at, from, value, paper);
                    oracle.Correct(at, from, value, paper);
                    break;
                case 1 when paper is { } fallen && papers.Contains(fallen):
                    told += $"\nwithdraw {fallen}";
                    papers = [.. papers.Select(p => p == fallen ? Guid.NewGuid() : p)];
                    line = line.Without(fallen)!;
                    oracle.Withdraw(fallen);
                    break;
                default:
                    Strings? sets =
                        random.Next(2) == 0
                            ? null
                            : Strings.Of([.. Attributes<Post>.All.Where(_ => random.Next(2) == 0)]);
                    var later = random.Next(3) == 0 ? LaterEntries.Replaced : LaterEntries.Kept;
                    told += $"\nchange {from} {value} [{sets}] {later} {paper}";
                    line = line.Changed(from, value, paper, sets, later);
                    oracle.Change(from, value, sets, later, paper);
                    break;
            }
            for (var day = new DateOnly(2018, 1, 15); day.Year < 2027; day = day.AddMonths(1))
                line.On(day)?.Value.Should().Be(oracle.On(day), $"of {day} after\n{told}");
        }
    }

    /// <summary>
    /// Keeps a table of dated words for each attribute by itself and goes through all that was recorded again for each
    /// question.
    /// </summary>
    sealed class Oracle(PartialDate began, Post first)
    {
        static readonly string[] Names = ["name", "step", "rank.code", "rank.level"];

        sealed record Word(PartialDate? Not, PartialDate From, Post Value, string[] Of, bool Ahead, Guid? Paper);

        readonly List<Word> words = [new(null, began, first, Names, false, null)];

        public void Change(PartialDate from, Post value, Strings? sets, LaterEntries later, Guid? paper) =>
            words.Add(
                new(null, from, value, sets?.ToArray() ?? Other(from, value), later == LaterEntries.Replaced, paper)
            );

        public void Correct(PartialDate at, PartialDate from, Post value, Guid? paper)
        {
            var (tables, whole) = Tables();
            var said = Names.Where(n => tables[n].ContainsKey(at.Earliest)).ToArray();
            var was = Read(tables, whole, at.Earliest)!;
            string[] of =
                said.Length == Names.Length
                    ? Names
                    : [.. Names.Where(n => said.Contains(n) || Get(was, n) != Get(value, n))];
            words.Add(new(at, from, value, of, false, paper));
        }

        public void Withdraw(Guid paper) => words.RemoveAll(w => w.Paper == paper);

        public Post? On(DateOnly day) => Tables() is var (tables, whole) ? Read(tables, whole, day) : null;

        string[] Other(PartialDate from, Post value) =>
            On(from.Earliest) is { } was ? [.. Names.Where(n => Get(was, n) != Get(value, n))] : Names;

        (Dictionary<string, SortedDictionary<DateOnly, string>>, SortedDictionary<DateOnly, Post>) Tables()
        {
            var tables = Names.ToDictionary(n => n, _ => new SortedDictionary<DateOnly, string>());
            var whole = new SortedDictionary<DateOnly, Post>();
            foreach (var word in words)
            {
                if (word.Not is { } wrong)
                {
                    if (!whole.Remove(wrong.Earliest))
                        continue;
                    foreach (var table in tables.Values)
                        table.Remove(wrong.Earliest);
                }
                var day = word.From.Earliest;
                foreach (var name in word.Of)
                    tables[name][day] = Get(word.Value, name);
                whole[day] = whole.TryGetValue(day, out var before) ? Put(before, word.Value, word.Of) : word.Value;
                if (!word.Ahead)
                    continue;
                foreach (var name in word.Of)
                foreach (var later in tables[name].Keys.Where(d => d > day).ToArray())
                    tables[name].Remove(later);
                foreach (var later in whole.Keys.Where(d => d > day).ToArray())
                    if (tables.Values.All(t => !t.ContainsKey(later)))
                        whole.Remove(later);
            }
            return (tables, whole);
        }

        // Before anything was said of an attribute it is what the first word on record took it to be.
        static Post? Read(
            Dictionary<string, SortedDictionary<DateOnly, string>> tables,
            SortedDictionary<DateOnly, Post> whole,
            DateOnly day
        )
        {
            if (whole.Count == 0 || whole.Keys.First() > day)
                return null;
            string Of(string name) =>
                tables[name].Where(w => w.Key <= day).Select(w => w.Value).LastOrDefault()
                ?? Get(whole.Values.First(), name);
            return new(Of("name"), int.Parse(Of("step")), new(Of("rank.code"), int.Parse(Of("rank.level"))));
        }

        static Post Put(Post before, Post after, string[] of) =>
            new(
                of.Contains("name") ? after.Name : before.Name,
                of.Contains("step") ? after.Step : before.Step,
                new(
                    of.Contains("rank.code") ? after.Rank.Code : before.Rank.Code,
                    of.Contains("rank.level") ? after.Rank.Level : before.Rank.Level
                )
            );

        static string Get(Post value, string name) =>
            name switch
            {
                "name" => value.Name,
                "step" => $"{value.Step}",
                "rank.code" => value.Rank.Code,
                _ => $"{value.Rank.Level}",
            };
    }
}
