using System.Text.Json.Nodes;
using HienTai.Domain.Contributions;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Domain.Talent;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Pipeline;

/// <summary>Each shape events once had, as it was stored, read as it is read today.</summary>
public sealed class UpcasterSpec(App app)
{
    static readonly PersonKey Key = PersonKey.New(Guid.CreateVersion7(), null);
    static readonly Guid Id = Guid.CreateVersion7();

    object Read(string name, string json, int shape = 1, PersonKey? key = null, string type = "")
    {
        var data = JsonNode.Parse(json)!.AsObject();
        var present = app.Services.GetRequiredService<Upcasters>().Lead(name, shape, new(data, type, key ?? Key));
        using var scope = Sealing.Of(key ?? Key);
        return System.Text.Json.JsonSerializer.Deserialize(data.ToJsonString(), present, StreamKind.Json)!;
    }

    static string Judged(string field)
    {
        var place = field == "reason" ? "PlacementJudgement.Reason" : "PlacementJudgement.Because";
        var judgement = $$"""{"verdict":"Fits","{{field}}":"{{Sealing.Seal(Key, place, "Dạy đúng môn.")}}"}""";
        return $$"""{"assignment":"{{Id}}","from":"2024","judgement":{{judgement}} }""";
    }

    [Theory]
    [InlineData("reason")]
    [InlineData("because")]
    public void Why_an_officer_concluded_so_is_read_under_either_name(string field) =>
        Read("placement_judged", Judged(field))
            .Should()
            .Be(new PlacementJudged(Id, PartialDate.Parse("2024"), new(PlacementVerdict.Fits, "Dạy đúng môn.")));

    [Fact]
    public void What_an_erased_person_was_told_stays_unreadable() =>
        ((PlacementJudged)Read("placement_judged", Judged("reason"), key: PersonKey.Gone(Key.Subject)))
            .Judgement.Should()
            .Be(new PlacementJudgement(PlacementVerdict.Fits, ""));

    [Fact]
    public void A_proposed_conclusion_is_read_under_its_present_name()
    {
        var change = Sealing.Seal(
            Key,
            "ProposedItem.Change",
            """{"person_id":"p","judge_placement":{"from":"2024","reason":"Dạy đúng môn."}}"""
        );
        var made = (ProposalMade)Read(
            "proposal_made",
            $$"""{"person":"{{Id}}","newPerson":false,"personVersion":1,"proposer":"{{Id}}","items":[{"number":1,"kind":"judge_placement","change":"{{change}}"}],"files":[]}"""
        );
        HienTai
            .Personnel.V1.PersonChange.Parser.ParseJson(made.Items[0].Change)
            .JudgePlacement.Because.Should()
            .Be("Dạy đúng môn.");
    }

    [Fact]
    public void Evidence_that_was_attached_alone_is_read_as_evidence_added() =>
        ((ContributionEvidenced)Read("contribution_evidence_attached", """{"sha256":"ab"}"""))
            .Evidence.Should()
            .Equal("ab");

    [Fact]
    public void Programmes_of_the_pool_are_told_from_those_of_awards()
    {
        const string ended = """{"on":"2025"}""";
        Read("programme_ended", ended, type: "HienTai.Domain.Talent.ProgrammeEnded, HienTai.Domain")
            .Should()
            .BeOfType<TalentProgrammeEnded>();
        Read("programme_ended", ended, type: "HienTai.Domain.Awards.ProgrammeEnded, HienTai.Domain")
            .Should()
            .BeOfType<Domain.Awards.ProgrammeEnded>();
    }

    [Theory]
    [InlineData("enacted")]
    [InlineData("amended")]
    [InlineData("ended")]
    [InlineData("corrected")]
    [InlineData("paper_fell")]
    public void Every_step_of_a_programme_of_the_pool_is_led_to_its_present_name(string step)
    {
        var older = new OlderEvent(new JsonObject(), "HienTai.Domain.Talent.Any, HienTai.Domain", Key);
        var present = app.Services.GetRequiredService<Upcasters>().Lead($"programme_{step}", 1, older);
        StoredName.Of(present).Should().Be($"talent_programme_{step}");
    }

    [Fact]
    public void A_shape_of_the_future_is_not_guessed_at() =>
        FluentActions
            .Invoking(() => Read("placement_judged", "{}", shape: 9))
            .Should()
            .Throw<InvalidOperationException>();
}
