using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using Xunit.Sdk;
using EvidenceGrade = HienTai.Personnel.V1.EvidenceGrade;
using Ladder = HienTai.Personnel.V1.Ladder;
using Level = HienTai.Personnel.V1.Level;

namespace HienTai.Tests.Personnel;

/// <summary>
/// Random changes, corrections and withdrawn papers on one person, asked back at every position on many days, against a
/// naive oracle: it keeps the list of what was recorded and, for each question, goes through all of it again.
/// </summary>
public sealed class OracleTests(App app)
{
    const int People = 10,
        Steps = 20;

    static readonly int Days = Scale.Long ? 28 : 4;

    sealed record Op(string Kind, Guid Item, string From, string To, string Value, string At, Guid? Paper);

    /// <summary>
    /// One item as recorded so far: dated values, an end, evidence, conclusions. Written without a look at the
    /// product's own lines.
    /// </summary>
    sealed class Item
    {
        public Dictionary<string, string> Values { get; } = [];
        public string To { get; set; } = "";
        public List<string> Grades { get; } = [];
        public Dictionary<string, string> Conclusions { get; } = [];

        public string? On(DateOnly day) => To.Length > 0 && First(To) <= day ? null : Latest(Values, day).Value;

        static KeyValuePair<string, string> Latest(Dictionary<string, string> values, DateOnly day) =>
            values.Where(v => Last(v.Key) <= day).OrderBy(v => Last(v.Key)).ThenBy(v => First(v.Key)).LastOrDefault();

        /// <summary>
        /// What was concluded, as long as the post is the one it was concluded of: "f", "n", or nothing.
        /// </summary>
        public string Concluded(DateOnly day)
        {
            if (
                On(day) is not { } post
                || Latest(Conclusions, day) is not { Key: { } at, Value: { } said }
                || said[0] == 'l'
            )
                return "";
            // A conclusion from before the post began is of the post that came first.
            return Values
                .Keys.Select(Last)
                .Append(Last(at))
                .Where(d => d >= Last(at) && d <= day && On(d) is not null)
                .All(d => On(d) == post)
                ? $" {said[0]}"
                : "";
        }

        public bool EndsBefore(string from) => To.Length > 0 && Last(To) <= First(from);

        public static (DateOnly, DateOnly) Order(string d) => (Last(d), First(d));

        static DateOnly First(string d) =>
            DateOnly.Parse(
                d.Length switch
                {
                    4 => d + "-01-01",
                    7 => d + "-01",
                    _ => d,
                }
            );

        static DateOnly Last(string d) =>
            d.Length switch
            {
                4 => DateOnly.Parse(d + "-12-31"),
                7 => First(d).AddMonths(1).AddDays(-1),
                _ => First(d),
            };
    }

    static Dictionary<Guid, Item> Replay(IEnumerable<Op> recorded)
    {
        var all = recorded.ToArray();
        var fallen = all.Where(o => o.Kind == "withdraw").Select(o => o.Paper).ToHashSet();
        var items = new Dictionary<Guid, Item>();
        foreach (var op in all.Where(o => o.Kind != "withdraw" && (o.Paper is null || !fallen.Contains(o.Paper))))
        {
            if (op.Kind == "begin")
                items[op.Item] = new()
                {
                    Values = { [op.From] = op.Value },
                    To = op.To,
                    Grades = { "2" },
                };
            if (!items.TryGetValue(op.Item, out var item))
                continue; // its beginning fell
            switch (op.Kind)
            {
                case "change":
                    item.Values[op.From] = op.Value;
                    break;
                case "end":
                    item.To = op.To;
                    break;
                case "correct":
                    if (item.Values.Remove(op.At))
                        item.Values[op.From] = op.Value;
                    item.To = op.To;
                    break;
                case "grade":
                    item.Grades.Add(op.Value);
                    break;
                case "judge":
                    item.Conclusions[op.From] = op.Value;
                    break;
                case "rejudge" when item.Conclusions.Remove(op.At):
                    item.Conclusions[op.From] = op.Value;
                    break;
                case "annul":
                    items.Remove(op.Item);
                    break;
            }
        }
        return items;
    }

    static string Told(Dictionary<Guid, Item> items, DateOnly day) =>
        string.Join(
            "\n",
            items
                .Select(i =>
                    (
                        i.Key,
                        Value: i.Value.On(day) is { } value ? value + i.Value.Concluded(day) : null,
                        Grade: i.Value.Grades[^1]
                    )
                )
                .Where(i => i.Value is not null)
                .OrderBy(i => i.Key)
                .Select(i => $"{i.Key} {i.Value} {(i.Value!.StartsWith('q') ? i.Grade : "")}".Trim())
        );

    // A revoked one is not in force, but what was claimed, and when, stays readable.
    static bool Claimed(Qualification q, DateOnly day) =>
        q.InForce
        || (
            q.Grade is EvidenceGrade.RevokedAsFalse
            && (q.Period.To.Length == 0 || day < PartialDate.Parse(q.Period.To).Earliest)
        );

    static string Told(Person person, DateOnly day) =>
        string.Join(
            "\n",
            person
                .Assignments.Where(a => a.InForce)
                .Select(a =>
                    (
                        Guid.Parse(a.Id),
                        a.Details.Post
                            + (
                                person.Placements.SingleOrDefault(p => p.InForce && p.AssignmentId == a.Id) is { } said
                                    ? said.Verdict is PlacementVerdict.Fits
                                        ? " f"
                                        : " n"
                                    : ""
                            )
                    )
                )
                .Concat(person.Trainings.Where(t => t.InForce).Select(t => (Guid.Parse(t.Id), t.Details.Field)))
                .Concat(
                    person
                        .Qualifications.Where(q => Claimed(q, day))
                        .Select(q => (Guid.Parse(q.Id), $"{q.Details.Field} {(int)q.Grade}"))
                )
                .OrderBy(i => i.Item1)
                .Select(i => $"{i.Item1} {i.Item2}")
        );

    [Fact]
    public async Task Every_time_point_agrees_with_a_naive_replay()
    {
        var seed = Scale.Seed();
        var unit = await app.Seed.Unit("Xã Ngẫu Nhiên");
        foreach (var n in Enumerable.Range(0, People))
            await OnePerson(new Random(seed + n), unit, $"HIENTAI_SEED={seed} person {n}");
    }

    async Task OnePerson(Random dice, Guid unit, string which)
    {
        var person = await app.Seed.Person("Trần Ngẫu Nhiên", "1950");
        var papers = new List<Guid>();
        var recorded = new List<Op>();
        var marks = new List<(long Position, int Count)>();
        for (var step = 0; step < Steps; step++)
        {
            var op = Next(dice, Replay(recorded), papers);
            if (op.Kind == "paper")
            {
                papers.Add(await app.Seed.Paper($"{Guid.NewGuid():N}"[..12], "2010-01-01"));
                continue;
            }
            try
            {
                var receipt = await Record(person, unit, op);
                if (receipt.EventCount == 0)
                    continue;
                recorded.Add(op with { To = EndMeant(op, Replay(recorded)) });
                if (op.Kind == "withdraw")
                    papers.Remove(op.Paper!.Value);
                marks.Add((receipt.Position, recorded.Count));
            }
            // Refused: nothing recorded, on either side.
            catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition) { }
        }
        foreach (var (position, count) in marks)
        {
            var expected = Replay(recorded.Take(count));
            foreach (
                var day in Enumerable.Range(0, Days).Select(_ => new DateOnly(2014, 12, 28).AddDays(dice.Next(0, 2200)))
            )
            {
                var answer = await app.Seed.People.GetPersonAsync(
                    new()
                    {
                        Id = person.ToString(),
                        At = new() { ValidOn = day.ToString("yyyy-MM-dd"), KnownPosition = position },
                    }
                );
                if (Told(answer.Person, day) != Told(expected, day))
                    throw new XunitException(
                        $"{which}, {day}, after {count} steps:\n{string.Join("\n", recorded.Take(count))}\nexpected:\n{Told(expected, day)}\nanswered:\n{Told(answer.Person, day)}"
                    );
            }
        }
    }

    // A correction of a period that another one follows says nothing about the end of the whole. One recorded to begin
    // when all had ended follows nothing.
    static string EndMeant(Op op, Dictionary<Guid, Item> before) =>
        op.Kind == "correct"
        && before[op.Item] is var item
        && item.Values.Keys.Where(k => !item.EndsBefore(k)).MaxBy(Item.Order) != op.At
            ? item.To
            : op.To;

    static string RandomDate(Random dice)
    {
        var day = new DateOnly(2015, 1, 1).AddDays(dice.Next(0, 1800));
        return dice.Next(4) switch
        {
            0 => $"{day.Year}",
            1 => $"{day:yyyy-MM}",
            _ => $"{day:yyyy-MM-dd}",
        };
    }

    static Op Next(Random dice, Dictionary<Guid, Item> items, List<Guid> papers)
    {
        Guid? paper = papers.Count > 0 && dice.Next(3) == 0 ? papers[dice.Next(papers.Count)] : null;
        var choice = dice.Next(12);
        if (choice == 0)
            return new("paper", default, "", "", "", "", null);
        if (choice == 1 && papers.Count > 0)
            return new("withdraw", default, "", "", "", "", papers[dice.Next(papers.Count)]);
        if (choice <= 4 || items.Count == 0)
        {
            var what = "aqt"[dice.Next(3)];
            return new(
                "begin",
                Seed.NewId(),
                RandomDate(dice),
                what != 't' && dice.Next(3) == 0 ? RandomDate(dice) : "",
                $"{what}{dice.Next(1000)}",
                "",
                paper
            );
        }
        var (id, item) = items.ElementAt(dice.Next(items.Count));
        var kind = item.Values.Values.First()[0];
        return choice switch
        {
            5 or 6 when kind == 'a' => new("change", id, RandomDate(dice), "", $"a{dice.Next(1000)}", "", paper),
            5 or 6 or 7 when kind == 't' => new("end", id, "", RandomDate(dice), "t", "", paper),
            5 or 6 => new("grade", id, "", "", $"{dice.Next(1, 6)}", "", paper),
            7 when kind == 'a' => new("end", id, "", RandomDate(dice), "", "", paper),
            8 when kind == 'a' && item.Conclusions.Count > 0 && dice.Next(2) == 0 => new(
                "rejudge",
                id,
                RandomDate(dice),
                "",
                $"{"fnl"[dice.Next(3)]}{dice.Next(1000)}",
                item.Conclusions.Keys.ElementAt(dice.Next(item.Conclusions.Count)),
                paper
            ),
            8 or 9 when kind == 'a' => new(
                "judge",
                id,
                RandomDate(dice),
                "",
                $"{"fnl"[dice.Next(3)]}{dice.Next(1000)}",
                "",
                paper
            ),
            11 => new("annul", id, "", "", "", "", null),
            _ => new(
                "correct",
                id,
                RandomDate(dice),
                dice.Next(2) == 0 ? RandomDate(dice) : "",
                $"{kind}{dice.Next(1000)}",
                kind != 'a' ? item.Values.Keys.Single() : item.Values.Keys.ElementAt(dice.Next(item.Values.Count)),
                paper
            ),
        };
    }

    async Task<Receipt> Record(Guid person, Guid unit, Op op)
    {
        var envelope = Seed.Envelope("thử", op.Kind == "withdraw" ? null : op.Paper);
        var (assignment, id) = (op.Value.StartsWith('a'), op.Item.ToString());
        AssignmentDetails Post() => Seed.Details(unit, op.Value);
        QualificationDetails Field() => Seed.Degree(field: op.Value);
        CourseDetails Course() =>
            new()
            {
                Ladder = Ladder.Education,
                Level = Level.EducationMaster,
                Field = op.Value,
            };
        TrainingEnd Ended() => new() { On = op.To, Outcome = TrainingOutcome.Discontinued };
        PlacementVerdict Verdict() =>
            op.Value[0] switch
            {
                'f' => PlacementVerdict.Fits,
                'n' => PlacementVerdict.DoesNotFit,
                _ => PlacementVerdict.LeftToRule,
            };
        PersonChange change = new() { PersonId = person.ToString() };
        switch (op.Kind)
        {
            case "withdraw":
                return await app.Seed.Papers.WithdrawPaperAsync(
                    new()
                    {
                        Envelope = envelope,
                        Id = op.Paper.ToString(),
                        On = "2020-01-01",
                    }
                );
            case "begin" when assignment:
                change.StartAssignment = new()
                {
                    AssignmentId = id,
                    From = op.From,
                    To = op.To,
                    Kind = AssignmentKind.Concurrent,
                    Details = Post(),
                };
                break;
            case "begin" when op.Value[0] == 't':
                change.StartTraining = new()
                {
                    TrainingId = id,
                    From = op.From,
                    Details = Course(),
                };
                break;
            case "end" when op.Value == "t":
                change.EndTraining = new() { TrainingId = id, End = Ended() };
                break;
            case "correct" when op.Value[0] == 't':
                change.CorrectTraining = new()
                {
                    TrainingId = id,
                    From = op.From,
                    Details = Course(),
                    End = op.To.Length > 0 ? Ended() : null,
                };
                break;
            case "judge":
                change.JudgePlacement = new()
                {
                    AssignmentId = id,
                    From = op.From,
                    Verdict = Verdict(),
                    Because = op.Value,
                };
                break;
            case "rejudge":
                change.CorrectPlacement = new()
                {
                    AssignmentId = id,
                    WrongFrom = op.At,
                    From = op.From,
                    Verdict = Verdict(),
                    Because = op.Value,
                };
                break;
            case "begin":
                change.DeclareQualification = new()
                {
                    QualificationId = id,
                    From = op.From,
                    To = op.To,
                    Grade = EvidenceGrade.CopySeen,
                    Details = Field(),
                };
                break;
            case "change":
                change.ChangeAssignment = new()
                {
                    AssignmentId = id,
                    From = op.From,
                    Details = Post(),
                };
                break;
            case "end":
                change.EndAssignment = new()
                {
                    AssignmentId = id,
                    On = op.To,
                    Cause = EndCause.Resigned,
                };
                break;
            case "grade" when op.Value == "5":
                change.RevokeQualification = new() { QualificationId = id };
                break;
            case "grade":
                change.GradeEvidence = new() { QualificationId = id, Grade = (EvidenceGrade)int.Parse(op.Value) };
                break;
            case "annul":
                change.AnnulEntry = new() { EntryId = id };
                break;
            case "correct" when assignment:
                change.CorrectAssignment = new()
                {
                    AssignmentId = id,
                    WrongFrom = op.At,
                    From = op.From,
                    To = op.To,
                    Details = Post(),
                };
                break;
            default:
                change.CorrectQualification = new()
                {
                    QualificationId = id,
                    From = op.From,
                    To = op.To,
                    Details = Field(),
                };
                break;
        }
        return await app.Seed.People.RecordChangesAsync(new() { Envelope = envelope, Changes = { change } });
    }
}
