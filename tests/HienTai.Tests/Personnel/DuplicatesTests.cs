using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Personnel;

/// <summary>Records that may be of one person: a worklist on which each pair is judged once and remembered.</summary>
public sealed class DuplicatesTests(App app)
{
    readonly Seed seed = app.Seed;

    static DuplicateService.DuplicateServiceClient Client(App app, string? actor = null) =>
        new(actor is null ? app.Grpc() : app.Grpc(actor));

    async Task<Guid> Person(string name, string birth, string number = "", params Guid[] notSame)
    {
        var id = Seed.NewId();
        await seed.People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope("Hồ sơ khác."),
                PersonId = $"{id}",
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = name,
                        Birth = birth,
                        Sex = Sex.Male,
                        PersonalNumber = number,
                    },
                    NotSameAs = { notSame.Select(n => $"{n}") },
                },
            }
        );
        return id;
    }

    async Task<PossibleDuplicate?> Pair(
        Guid one,
        Guid other,
        DuplicateVerdict verdict = DuplicateVerdict.Unspecified,
        TimePoint? at = null,
        string actor = "noivu",
        string unit = ""
    )
    {
        var ids = new[] { $"{one}", $"{other}" };
        for (var token = ""; ; )
        {
            var page = await Client(app, actor)
                .ListPossibleDuplicatesAsync(
                    new()
                    {
                        At = at,
                        Verdict = verdict,
                        UnitId = unit,
                        PageSize = 200,
                        PageToken = token,
                    }
                );
            if (page.Pairs.FirstOrDefault(p => ids.Contains(p.First.Id) && ids.Contains(p.Second.Id)) is { } found)
                return found;
            if ((token = page.NextPageToken).Length == 0)
                return null;
        }
    }

    Task<Receipt> Judge(Guid one, Guid other, DuplicateVerdict verdict, string reason = "Đã hỏi đơn vị.") =>
        Client(app)
            .JudgeDuplicateAsync(
                new()
                {
                    Envelope = Seed.Envelope(reason),
                    FirstId = $"{one}",
                    SecondId = $"{other}",
                    Verdict = verdict,
                }
            )
            .ResponseAsync;

    /// <summary>Alike since the second one was renamed: nobody was asked when they were recorded.</summary>
    async Task<(Guid, Guid)> Alike(string name, string birth, string otherBirth)
    {
        var one = await Person(name, birth);
        var other = await Person($"{name} Khác", otherBirth);
        await seed.People.ChangeNameAsync(
            new()
            {
                Envelope = Seed.Envelope("Ghi nhầm chữ lót."),
                PersonId = $"{other}",
                Change = new() { From = otherBirth, FullName = name },
            }
        );
        return (one, other);
    }

    [Fact]
    public async Task A_pair_is_judged_once_and_remembered()
    {
        var (one, other) = await Alike("Tạ Quốc Mỹ", "1979-05-02", "1979");
        (await Pair(one, other))!.Why.Should().Equal(Likeness.NameAndBirth);
        var before = (await Client(app).ListPossibleDuplicatesAsync(new())).At.Position;

        var receipt = await Judge(other, one, DuplicateVerdict.Different);
        (await Judge(one, other, DuplicateVerdict.Different)).EventCount.Should().Be(0, "it is known already");
        (await Pair(one, other)).Should().BeNull();
        var judged = await Pair(one, other, DuplicateVerdict.Different);
        judged!.Source.Reason.Should().Be("Đã hỏi đơn vị.");
        judged.Source.Position.Should().Be(receipt.Position);
        (await Pair(one, other, at: new() { KnownPosition = before })).Should().NotBeNull("nobody knew then");

        await Judge(one, other, DuplicateVerdict.Same, "Cùng số căn cước.");
        (await Pair(one, other, DuplicateVerdict.Different)).Should().BeNull();
        (await Pair(one, other, DuplicateVerdict.Same)).Should().NotBeNull();
        var history = await Client(app).GetDuplicateHistoryAsync(new() { FirstId = $"{other}", SecondId = $"{one}" });
        history.Entries.Select(e => e.Source.Reason).Should().Equal("Cùng số căn cước.", "Đã hỏi đơn vị.");
        history.Entries[0].Sentence.Should().Contain(p => p.Text.Vi == "cùng một người");
    }

    [Fact]
    public async Task Who_was_put_on_record_as_somebody_else_is_not_asked_about_again()
    {
        var one = await Person("Tạ Quốc Quý", "1980-01-01");
        var other = await Person("Tạ Quốc Quí", "1980-01-01", "", one);
        (await Pair(one, other)).Should().BeNull();
        (await Pair(one, other, DuplicateVerdict.Different))!.Source.Reason.Should().Be("Hồ sơ khác.");
    }

    [Fact]
    public async Task What_is_alike_is_said_and_what_differs_for_certain_is_not_asked()
    {
        var (one, typo) = await Alike("Tạ Quốc Năm", "1981-07-06", "1981-06-07");
        (await Pair(one, typo)).Should().BeNull("they served nowhere together");
        var unit = await seed.Unit("Trường của hai người");
        await seed.Assignment(one, unit, "2020-09-01", to: "2021-08-31");
        await seed.Assignment(typo, unit, "2022-09-01");
        (await Pair(one, typo))!.Why.Should().Equal(Likeness.NameAndUnit);
        (await Pair(one, typo, unit: $"{unit}")).Should().NotBeNull();
        (await Pair(one, typo, unit: $"{await seed.Unit("Trường khác")}")).Should().BeNull();

        foreach (var graduate in (Guid[])[one, typo])
            await seed.People.DeclareQualificationAsync(Graduation(graduate, graduate == one ? "B 012345" : "b012345"));
        (await Pair(one, typo))!.Why.Should().Equal(Likeness.NameAndUnit, Likeness.Diploma);

        var (a, b) = (
            await Person("Tạ Quốc Sáu", "1982-03-04", Seed.Number(Sex.Male, 1982)),
            await Person("Tạ Quốc Sáu", "1982-03-04", Seed.Number(Sex.Male, 1982))
        );
        (await Pair(a, b)).Should().BeNull("their numbers differ");
    }

    static DeclareQualificationRequest Graduation(Guid person, string number) =>
        new()
        {
            Envelope = new(Seed.Envelope("Bản chính đã xem."))
            {
                Passes =
                {
                    new Pass { Rule = "W10", Reason = "Có thể là một người." },
                },
            },
            PersonId = $"{person}",
            Change = new()
            {
                QualificationId = $"{Seed.NewId()}",
                From = "2003-06-01",
                Grade = EvidenceGrade.CopySeen,
                Details = Seed.Degree(number: number),
            },
        };

    [Fact]
    public async Task Nobody_judges_who_is_out_of_reach_and_nobody_without_a_reason()
    {
        var (one, other) = await Alike("Tạ Quốc Bảy", "1983-05-02", "1983-05-02");
        await Refused.By(
            () => Judge(one, other, DuplicateVerdict.Same, ""),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED"
        );
        await Refused.By(() => Judge(one, one, DuplicateVerdict.Same), StatusCode.FailedPrecondition, "SAME_RECORD");
        var (unit, away) = (await seed.Unit("Trường có văn thư"), await seed.Unit("Trường bên kia"));
        await seed.Assignment(one, unit, "2020-09-01");
        await seed.Assignment(other, away, "2020-09-01");
        await seed.Entrust("xa", HienTai.Access.V1.Role.UnitClerk, unit);
        (await Pair(one, other, actor: "xa")).Should().BeNull("the other serves elsewhere");
        await seed.Entrust("xa", HienTai.Access.V1.Role.UnitClerk, away);
        (await Pair(one, other, actor: "xa")).Should().NotBeNull();
        var fallen = await seed.Paper("12/KL-XM");
        await Client(app)
            .JudgeDuplicateAsync(
                new()
                {
                    Envelope = Seed.Envelope("", fallen),
                    FirstId = $"{one}",
                    SecondId = $"{other}",
                    Verdict = DuplicateVerdict.Different,
                }
            );
        await seed.Papers.WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Xác minh sai."),
                Id = $"{fallen}",
                On = "2024-01-01",
            }
        );
        (await Pair(one, other)).Should().NotBeNull("what it was found by fell");
    }
}
