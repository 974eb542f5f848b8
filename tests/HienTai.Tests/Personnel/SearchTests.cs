using HienTai.Organization.V1;
using HienTai.Personnel.V1;

namespace HienTai.Tests.Personnel;

public sealed class SearchTests(App app)
{
    async Task<Guid> Staffed()
    {
        var unit = await app.Seed.Unit($"Xã Tìm Kiếm {Guid.NewGuid():N}"[..30]);
        foreach (
            var (name, birth, sex) in new[]
            {
                ("Nguyễn Thị Ngọc Hương", "1986-09-14", Sex.Female),
                ("Trần Hữu Đức", "1990", Sex.Male),
                ("Lê Ngọc Hường", "1970-05", Sex.Female),
            }
        )
            await app.Seed.Assignment(await app.Seed.Person(name, birth, sex), unit, "2015");
        return unit;
    }

    [Fact]
    public async Task A_name_is_found_in_any_spelling_and_order()
    {
        var unit = await Staffed();
        foreach (
            var query in new[]
            {
                "Nguyễn Thị Ngọc Hương",
                "nguyen thi ngoc huong",
                "huong ngoc",
                "HƯƠNG nguyễn",
                "Nguye\u0302\u0303n thi\u0323",
                "ngọc huong thi",
                "thi huo",
            }
        )
            (await app.Seed.People.ListPeopleAsync(new() { UnitId = unit.ToString(), Query = query }))
                .People.Should()
                .Contain(p => p.FullName == "Nguyễn Thị Ngọc Hương", query);
        (await app.Seed.People.ListPeopleAsync(new() { UnitId = unit.ToString(), Query = "duc" }))
            .People.Should()
            .ContainSingle();
        (await app.Seed.People.ListPeopleAsync(new() { UnitId = unit.ToString(), Query = "' | ! & :* %" }))
            .People.Should()
            .BeEmpty("punctuation is no word, and what has no word finds nobody");
    }

    [Fact]
    public async Task Filters_apply_together()
    {
        var unit = await Staffed();
        async Task Finds(int count, Action<ListPeopleRequest> filter)
        {
            var request = new ListPeopleRequest
            {
                UnitId = unit.ToString(),
                At = new() { ValidOn = "2024-08-01" },
            };
            filter(request);
            (await app.Seed.People.ListPeopleAsync(request)).TotalSize.Should().Be(count, request.ToString());
        }
        await Finds(2, r => r.Sex = Sex.Female);
        await Finds(1, r => (r.Sex, r.MinAge) = (Sex.Female, 50));
        await Finds(2, r => r.MaxAge = 40);
        await Finds(0, r => r.Categories.Add(Category.CommuneCadre));
        await Finds(3, r => r.Categories.AddRange([Category.CommuneCadre, Category.DistrictCivilServant]));
        await Finds(3, r => r.MaxLevel = Level.EducationBachelor);
        await Finds(0, r => r.MinLevel = Level.EducationBachelor);
        await Finds(3, r => r.Post = "chuyen vien");
        await Finds(0, r => r.Status = ServiceStatus.Left);
        await Finds(0, r => r.At.ValidOn = "2014-12-31");
    }

    [Fact]
    public async Task Names_for_ids_are_had_without_opening_a_file()
    {
        var (one, other) = (await app.Seed.Person("Lý Thị Đã Chọn"), await app.Seed.Person("Lý Văn Không Chọn"));
        var found = await app.Seed.People.ListPeopleAsync(
            new() { Ids = { one.ToString(), Seed.NewId().ToString() }, Status = ServiceStatus.Any }
        );
        found.People.Should().ContainSingle().Which.FullName.Should().Be("Lý Thị Đã Chọn");
        (
            await app.Seed.People.ListPeopleAsync(
                new()
                {
                    Ids = { other.ToString() },
                    Query = "ly thi",
                    Status = ServiceStatus.Any,
                }
            )
        ).People.Should().BeEmpty("filters apply together");
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { Ids = { "không phải mã" } }),
            Grpc.Core.StatusCode.InvalidArgument,
            "MALFORMED",
            "ids[0]"
        );
    }

    [Fact]
    public async Task A_unit_stands_for_everything_below_it()
    {
        var above = await app.Seed.Unit("Khối Trên");
        var below = await app.Seed.Unit("Trường Dưới", parent: above);
        await app.Seed.Assignment(await app.Seed.Person("Trần Thị Mai"), below, "2020");
        (await app.Seed.People.ListPeopleAsync(new() { UnitId = above.ToString() })).TotalSize.Should().Be(1);
        var node = (await app.Seed.Units.ListUnitsAsync(new() { RootId = above.ToString() })).Units[0];
        (node.People, node.PeopleBelow).Should().Be((0, 1));
    }

    [Fact]
    public async Task Possible_duplicates_are_shown_before_a_second_record_is_made()
    {
        var first = await app.Seed.Person("Đặng Thị Trùng Tên", "1980-02-03");
        var change = new RegisterPerson
        {
            Identity = new()
            {
                FullName = "Đặng Thị Trùng Tên",
                Birth = "1980",
                Sex = Sex.Female,
            },
        };
        var id = Seed.NewId();
        var refusal = await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = id.ToString(),
                    Change = change,
                }
            ),
            Grpc.Core.StatusCode.FailedPrecondition,
            "POSSIBLE_DUPLICATE",
            "change.identity.full_name"
        );
        refusal.RelatedIds.Should().Equal(first.ToString());
        (await app.Seed.People.FindDuplicatesAsync(new() { FullName = "dang thi trung ten", Birth = "1980" }))
            .Duplicates.Should()
            .ContainSingle(d => d.SameNameAndBirth && d.Person.Id == first.ToString());
        change.NotSameAs.Add(first.ToString());
        await app.Seed.People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = id.ToString(),
                Change = change,
            }
        );
    }

    [Fact]
    public async Task A_personal_number_belongs_to_one_person_even_when_two_clerks_are_first()
    {
        var number = Seed.Number(Sex.Male, 1981);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async i =>
                {
                    try
                    {
                        await app.Seed.People.RegisterPersonAsync(
                            new()
                            {
                                Envelope = Seed.Envelope(),
                                PersonId = Seed.NewId().ToString(),
                                Change = new()
                                {
                                    Identity = new()
                                    {
                                        FullName = $"Hồ Văn Số {(char)('A' + i)}",
                                        Birth = "1981",
                                        Sex = Sex.Male,
                                        PersonalNumber = number,
                                    },
                                },
                            }
                        );
                        return "";
                    }
                    catch (Grpc.Core.RpcException e)
                    {
                        return Grpc
                            .Core.RpcExceptionExtensions.GetRpcStatus(e)!
                            .GetDetail<HienTai.Rpc.V1.Refusal>()!
                            .Reason;
                    }
                })
        );
        outcomes.Count(o => o == "").Should().Be(1);
        outcomes.Where(o => o != "").Should().OnlyContain(o => o == "PERSONAL_NUMBER_TAKEN");
    }

    [Fact]
    public async Task People_are_listed_on_the_tree_of_another_day_and_who_has_no_place_in_it_is_named()
    {
        const string day = "2020-07-01",
            eve = "2020-06-30";
        var (old, north, south, heir, other) = (
            await app.Seed.Unit("Xã Xẻ Đôi"),
            await app.Seed.Unit("Xã Đông Cây"),
            await app.Seed.Unit("Xã Tây Cây"),
            await app.Seed.Unit("Xã Nhận Cây"),
            await app.Seed.Unit("Xã Nhập Cây")
        );
        var school = await app.Seed.Unit("Trường Trong Cây", parent: other);
        async Task<(Guid Id, Guid Post)> Serving(string name, Guid unit) =>
            await app.Seed.Person(name) is var id ? (id, await app.Seed.Assignment(id, unit, "2015")) : default;
        var (placed, waiting, along, teacher) = (
            await Serving("Trịnh Cây Xếp", old),
            await Serving("Trịnh Cây Chờ", old),
            await Serving("Trịnh Cây Theo", other),
            await Serving("Trịnh Cây Trường", school)
        );
        UnitPart Part(Guid into, PartKind part) => new() { IntoId = into.ToString(), Part = part };
        await app.Seed.Units.SplitUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Chia."),
                Id = old.ToString(),
                On = day,
                Parts = { Part(north, PartKind.Minor), Part(south, PartKind.Remainder) },
            }
        );
        await app.Seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Nhập."),
                Ids = { other.ToString() },
                IntoId = heir.ToString(),
                On = day,
            }
        );
        await app.Seed.People.TransferAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope("Xếp."),
                PersonId = placed.Id.ToString(),
                Change = new()
                {
                    AssignmentId = placed.Post.ToString(),
                    NewAssignmentId = Seed.NewId().ToString(),
                    On = "2020-07-15",
                    Details = Seed.Details(north),
                },
            }
        );

        async Task<ListPeopleResponse> Ask(
            string on,
            string tree,
            Guid? unit = null,
            int size = 0,
            string token = ""
        ) =>
            await app.Seed.People.ListPeopleAsync(
                new()
                {
                    At = new() { ValidOn = on },
                    Query = "trinh cay",
                    TreeOn = tree,
                    UnitId = unit?.ToString() ?? "",
                    PageSize = size,
                    PageToken = token,
                }
            );
        var all = await Ask(eve, "2020-08-01");
        all.People.Select(p => (p.FullName, p.Assignment.UnitName, p.TreeUnitName))
            .Should()
            .BeEquivalentTo([
                ("Trịnh Cây Xếp", "Xã Xẻ Đôi", "Xã Đông Cây"),
                ("Trịnh Cây Theo", "Xã Nhập Cây", "Xã Nhận Cây"),
                ("Trịnh Cây Trường", "Trường Trong Cây", "Trường Trong Cây"),
            ]);
        (all.TotalSize, all.TreeOn, all.UnplacedCount).Should().Be((3, "2020-08-01", 1));
        all.Unplaced.Single()
            .Should()
            .Match<PersonUnplaced>(p =>
                p.FullName == "Trịnh Cây Chờ"
                && p.UnitName == "Xã Xẻ Đôi"
                && p.Why.Vi.Contains("chia")
                && p.Why.En.Contains("split")
            );
        (all.TotalSize + all.UnplacedCount)
            .Should()
            .Be((await Ask(eve, "")).TotalSize, "placed and unplaced are all of them");

        // A unit of that tree, with what lies below it there; who has no place at all is named whatever the unit.
        (await Ask(eve, "2020-08-01", heir))
            .People.Select(p => p.FullName)
            .Should()
            .BeEquivalentTo("Trịnh Cây Theo", "Trịnh Cây Trường");
        (await Ask(eve, "2020-08-01", north))
            .Should()
            .Match<ListPeopleResponse>(r => r.People.Single().FullName == "Trịnh Cây Xếp" && r.UnplacedCount == 1);
        // And back: of the new units' people who came from where.
        (await Ask("2020-08-01", eve, other))
            .People.Select(p => p.FullName)
            .Should()
            .BeEquivalentTo("Trịnh Cây Theo", "Trịnh Cây Trường");
        (await Ask("2020-08-01", eve, old))
            .People.Single()
            .FullName.Should()
            .Be("Trịnh Cây Chờ", "a unit that stands on both days keeps its people");

        // Page by page the same, the names with the first.
        var first = await Ask(eve, "2020-08-01", size: 2);
        var second = await Ask(eve, "2020-08-01", size: 2, token: first.NextPageToken);
        first.People.Concat(second.People).Select(p => p.Id).Should().Equal(all.People.Select(p => p.Id));
        (first.Unplaced.Count, second.Unplaced.Count, second.UnplacedCount).Should().Be((1, 0, 1));

        (
            await Refused.By(
                () => Ask(eve, "2020-08-01", old),
                Grpc.Core.StatusCode.FailedPrecondition,
                "UNIT_NOT_IN_TREE",
                "unit_id"
            )
        )
            .Message.Vi.Should()
            .Contain("01/08/2020");
        await Refused.By(() => Ask(eve, "2020"), Grpc.Core.StatusCode.InvalidArgument, "MALFORMED", "tree_on");
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { TreeOn = eve, Status = ServiceStatus.Any }),
            Grpc.Core.StatusCode.InvalidArgument,
            "MALFORMED",
            "status"
        );
    }
}
