namespace HienTai.Tests.Cli;

/// <summary>Awards at the command line, against the sample.</summary>
public sealed class AwardCommandTests(SampleApp app)
{
    async Task<string> Said(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        (await HienTai.Cli.Cli.Run([.. words, "--server", app.GrpcAddress], output, error))
            .Should()
            .Be(0, error.ToString());
        return output.ToString();
    }

    async Task<System.Text.Json.JsonElement> Json(params string[] words) =>
        System.Text.Json.JsonDocument.Parse(await Said([.. words, "--json"])).RootElement;

    [Fact]
    public async Task Nominations_are_listed_by_cycle_unit_and_step_and_page_by_page()
    {
        var cycle = (await Json("awards", "cycles", "--year", "2024"))
            .GetProperty("cycles")
            .EnumerateArray()
            .Single(c => c.GetProperty("programme").GetProperty("code").GetString() == "CSTD_CO_SO")
            .GetProperty("id")
            .GetString()!;
        var all = await Json("awards", "list", "--cycle", cycle, "--all");
        var found = all.GetProperty("nominations").EnumerateArray().ToArray();
        found
            .Should()
            .HaveCount(all.GetProperty("totalSize").GetInt32())
            .And.HaveCountGreaterThan(1)
            .And.OnlyContain(n =>
                n.GetProperty("programmeCode").GetString() == "CSTD_CO_SO" && n.GetProperty("year").GetInt32() == 2024
            );
        (await Json("awards", "list", "--cycle", cycle, "--page-size", "1"))
            .GetProperty("nominations")
            .GetArrayLength()
            .Should()
            .Be(1);

        var awarded = found.Where(n => n.GetProperty("step").GetString() == "NOMINATION_STEP_AWARDED").ToArray();
        var unit = awarded[0].GetProperty("unitName").GetString()!;
        (await Json("awards", "list", "--cycle", cycle, "--step", "awarded", "--all"))
            .GetProperty("totalSize")
            .GetInt32()
            .Should()
            .Be(awarded.Length);
        (await Json("awards", "list", "--cycle", cycle, "--step", "awarded", "--unit", unit, "--all"))
            .GetProperty("totalSize")
            .GetInt32()
            .Should()
            .Be(awarded.Count(n => n.GetProperty("unitName").GetString() == unit));
        (await Said("awards", "list", "--cycle", cycle, "--page-size", "1", "--lang", "en"))
            .Should()
            .Contain($"{found.Length} nominations, showing 1");
    }

    [Fact]
    public async Task A_nomination_is_shown_with_its_steps_and_what_its_criteria_rest_on()
    {
        var one = (await Json("awards", "list", "--step", "awarded", "--page-size", "200"))
            .GetProperty("nominations")
            .EnumerateArray()
            .First(n =>
                n.GetProperty("programmeCode").GetString() == "CSTD_CO_SO" && n.GetProperty("year").GetInt32() == 2024
            );
        var (id, name) = (
            one.GetProperty("id").GetString()!,
            one.GetProperty("nominees")[0].GetProperty("fullName").GetString()
        );
        var said = (await Said("awards", "show", id)).ReplaceLineEndings(" ");
        said.Should()
            .Contain(name)
            .And.Contain("Chiến sĩ thi đua cơ sở")
            .And.Contain("2024")
            .And.MatchRegex("/QĐ-UBND");
        (await Json("awards", "show", id))
            .GetProperty("nomination")
            .GetProperty("steps")
            .GetArrayLength()
            .Should()
            .Be(4, "put forward, screened, sent in, awarded");
        (await Said("awards", "show", id, "--valid-on", "2024-07-01", "--lang", "en"))
            .ReplaceLineEndings(" ")
            .Should()
            .Contain(name)
            .And.NotContain("/QĐ-UBND", "nothing was decided yet");
    }

    [Fact]
    public async Task What_is_not_on_record_and_a_step_nobody_knows_are_refused_in_words()
    {
        foreach (
            var (words, said) in new (string[], string)[]
            {
                (["show", Seed.NewId().ToString()], "Không có hồ sơ này"),
                (["list", "--step", "nhảy cóc"], "--step"),
            }
        )
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            (await HienTai.Cli.Cli.Run(["awards", .. words, "--server", app.GrpcAddress], output, error))
                .Should()
                .NotBe(0);
            (output.ToString() + error).Should().Contain(said);
        }
    }
}
