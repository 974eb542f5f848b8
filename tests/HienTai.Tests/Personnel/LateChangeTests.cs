using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Organization.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using Category = HienTai.Personnel.V1.Category;
using LaterEntries = HienTai.Rpc.V1.LaterEntries;

namespace HienTai.Tests.Personnel;

/// <summary>
/// What is recorded late goes into the time it was and on from there: a change says only what it changes.
/// </summary>
public sealed class LateChangeTests(App app)
{
    readonly Seed seed = app.Seed;

    [Fact]
    public async Task A_late_promotion_outlasts_a_pay_step_that_was_recorded_first()
    {
        var (person, post, unit) = await Teacher();
        await Change(person, post, "2024-09-01", Step(unit, "Giáo viên", 3));
        var late = await Change(person, post, "2023-03-01", Step(unit, "Tổ trưởng chuyên môn", 2));

        (await On(person, "2024-10-01")).Should().Be(("Tổ trưởng chuyên môn", 3));
        (await On(person, "2023-04-01")).Should().Be(("Tổ trưởng chuyên môn", 2));
        (await On(person, "2023-02-28")).Should().Be(("Giáo viên", 1));
        var notice = late.Notices.Should().ContainSingle(n => n.Reason == "LATER_ENTRIES").Which;
        notice.Count.Should().Be(1);
        notice.Message.Vi.Should().Contain("bậc lương (từ 01/9/2024)").And.NotContain("chức danh");
    }

    [Fact]
    public async Task Whether_it_holds_from_then_on_as_well_is_asked_and_recorded()
    {
        var (person, post, unit) = await Teacher();
        await Change(person, post, "2024-09-01", Step(unit, "Giáo viên", 3));
        var asked = await Change(person, post, "2023-03-01", Step(unit, "Giáo viên", 4), validateOnly: true);
        asked.Notices.Should().ContainSingle(n => n.Reason == "LATER_ENTRIES");
        asked.Consequences.Should().ContainSingle().Which.Sentence.Should().Contain(p => p.Text.Vi.Contains("vẫn giữ"));

        var replaced = await Change(
            person,
            post,
            "2023-03-01",
            Step(unit, "Giáo viên", 4),
            later: LaterEntries.Replaced
        );

        replaced.Notices.Should().ContainSingle().Which.Message.Vi.Should().Contain("thay cả mục đã ghi");
        (await On(person, "2024-10-01")).Should().Be(("Giáo viên", 4));
        var history = await seed.People.GetPersonHistoryAsync(new() { Id = $"{person}" });
        string.Concat(history.Entries[0].Sentence.Select(p => p.Text.Vi)).Should().Contain("thay cả mục đã ghi");
        // The same again is nothing new.
        (await Change(person, post, "2023-03-01", Step(unit, "Giáo viên", 4), later: LaterEntries.Replaced))
            .EventCount.Should()
            .Be(0);
    }

    [Fact]
    public async Task What_a_mask_does_not_name_is_not_touched_and_need_not_be_given()
    {
        var (person, post, unit) = await Teacher();
        await Change(person, post, "2024-09-01", new() { PayStep = 3 }, mask: "pay_step");
        await Change(person, post, "2023-03-01", new() { Post = "Tổ trưởng" }, mask: "post");

        (await On(person, "2024-10-01")).Should().Be(("Tổ trưởng", 3));
        var refusal = await Refused.By(
            () => Change(person, post, "2023-03-01", new() { PayStep = 99 }, mask: "pay_step,colour"),
            StatusCode.InvalidArgument,
            "MALFORMED"
        );
        refusal.Fields.Select(f => f.Field).Should().Equal("change.update_mask", "change.details.pay_step");
        (await seed.People.GetPersonAsync(new() { Id = $"{person}" }))
            .Person.Assignments[0]
            .Details.UnitId.Should()
            .Be($"{unit}");
    }

    [Fact]
    public async Task Part_of_a_post_known_to_the_year_alone_changes_on_a_day_of_that_year()
    {
        var (person, post, unit) = await Teacher(from: "2020");
        await Change(person, post, "2020-05-01", new() { Post = "Tổ phó" }, mask: "post");

        var details = (
            await seed.People.GetPersonAsync(
                new()
                {
                    Id = $"{person}",
                    At = new() { ValidOn = "2020-06-01" },
                }
            )
        ).Person.Assignments.Single(a => a.InForce).Details;
        (details.UnitId, details.Post, details.PayStep).Should().Be(($"{unit}", "Tổ phó", 1));
    }

    [Fact]
    public async Task Of_what_is_not_on_record_no_part_can_change()
    {
        var person = await seed.Person("Đỗ Văn Ngoài");
        var change = new PlaceOutside
        {
            From = "2024-01-01",
            Details = new() { Affiliation = "Công ty" },
            UpdateMask = new() { Paths = { "affiliation" } },
        };
        await Refused.By(
            seed.People.PlaceOutsideAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = $"{person}",
                    Change = change,
                }
            ),
            StatusCode.FailedPrecondition,
            "NOT_OUTSIDE",
            "change.update_mask"
        );
    }

    [Fact]
    public async Task Who_proposes_is_told_of_later_entries_too()
    {
        var (person, post, unit) = await Teacher();
        await Change(person, post, "2024-09-01", Step(unit, "Giáo viên", 3));
        var proposed = await new ProposalService.ProposalServiceClient(app.Grpc()).MakeProposalAsync(
            new()
            {
                Envelope = Seed.Envelope("Nâng bậc.", validateOnly: true),
                Id = $"{Seed.NewId()}",
                Changes =
                {
                    new PersonChange
                    {
                        PersonId = $"{person}",
                        ChangeAssignment = new()
                        {
                            AssignmentId = $"{post}",
                            From = "2023-03-01",
                            Details = Step(unit, "Giáo viên", 2),
                        },
                    },
                },
            }
        );
        proposed.Notices.Should().ContainSingle(n => n.Reason == "LATER_ENTRIES");
    }

    [Fact]
    public async Task Whoever_goes_along_with_a_merger_keeps_what_is_recorded_late()
    {
        var (old, heir) = (await seed.Unit("Trường cũ"), await seed.Unit("Trường mới"));
        var (person, post, _) = await Teacher(old);
        await seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Sáp nhập."),
                Ids = { $"{old}" },
                IntoId = $"{heir}",
                On = "2025-07-01",
            }
        );
        await Change(person, post, "2024-03-01", Step(old, "Hiệu trưởng", 5));

        (await On(person, "2025-08-01")).Should().Be(("Hiệu trưởng", 5));
        (
            await seed.People.GetPersonAsync(
                new()
                {
                    Id = $"{person}",
                    At = new() { ValidOn = "2025-08-01" },
                }
            )
        ).Person.Assignments[0].Details.UnitId.Should().Be($"{heir}");
    }

    [Fact]
    public void Every_attribute_has_a_name()
    {
        var types = typeof(IAttributed)
            .Assembly.GetTypes()
            .Where(t => t.IsClass && t.IsAssignableTo(typeof(IAttributed)))
            .ToArray();
        var parts = types.SelectMany(t => t.GetProperties()).Select(p => p.PropertyType).ToHashSet();
        foreach (var type in types.Where(t => !parts.Contains(t)))
        foreach (var name in (Strings)typeof(Attributes<>).MakeGenericType(type).GetProperty("All")!.GetValue(null)!)
            Laters.Name(name).Vi.Should().NotBeEmpty();
    }

    async Task<(Guid Person, Guid Post, Guid Unit)> Teacher(Guid? unit = null, string from = "2020-09-01")
    {
        var at = unit ?? await seed.Unit("Trường Tiểu học của ghi muộn");
        var person = await seed.Person("Đỗ Thị Ghi Muộn");
        var id = Seed.NewId();
        await seed.People.StartAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = $"{person}",
                Change = new()
                {
                    AssignmentId = $"{id}",
                    From = from,
                    Kind = AssignmentKind.Main,
                    Details = Step(at, "Giáo viên", 1),
                },
            }
        );
        return (person, id, at);
    }

    static AssignmentDetails Step(Guid unit, string post, int step) =>
        new()
        {
            UnitId = $"{unit}",
            Post = post,
            Category = Category.PublicEmployee,
            PayStep = step,
        };

    async Task<Receipt> Change(
        Guid person,
        Guid post,
        string from,
        AssignmentDetails details,
        string mask = "",
        LaterEntries later = default,
        bool validateOnly = false
    ) =>
        await seed.People.ChangeAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(validateOnly: validateOnly),
                PersonId = $"{person}",
                Change = new()
                {
                    AssignmentId = $"{post}",
                    From = from,
                    Details = details,
                    UpdateMask = mask.Length == 0 ? null : new FieldMask { Paths = { mask.Split(',') } },
                    LaterEntries = later,
                },
            }
        );

    async Task<(string, int)> On(Guid person, string day)
    {
        var answer = await seed.People.GetPersonAsync(
            new()
            {
                Id = $"{person}",
                At = new() { ValidOn = day },
            }
        );
        var held = answer.Person.Assignments.Single(a => a.InForce);
        return (held.Details.Post, held.Details.PayStep);
    }
}
