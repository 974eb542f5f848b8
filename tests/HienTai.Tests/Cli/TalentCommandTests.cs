namespace HienTai.Tests.Cli;

/// <summary>The talent pool at the command line, against the sample.</summary>
public sealed class TalentCommandTests(SampleApp app)
{
    async Task<string> Said(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        (await HienTai.Cli.Cli.Run([.. words, "--server", app.GrpcAddress], output, error))
            .Should()
            .Be(0, error.ToString());
        return output.ToString();
    }

    [Fact]
    public async Task Talent_is_found_in_words_and_as_json()
    {
        (await Said("talent", "find", "--sector", "ai", "--education", "master", "--known", "original-seen"))
            .Should()
            .Contain("lĩnh vực Trí tuệ nhân tạo, từ thạc sĩ, đã xem bản chính")
            .And.Contain("tiến sĩ Học máy")
            .And.Contain("Không vào:");
        var json = System
            .Text.Json.JsonDocument.Parse(await Said("talent", "find", "--sector", "ai", "--page-size", "3", "--json"))
            .RootElement;
        json.GetProperty("ranked").GetArrayLength().Should().Be(3);
        json.GetProperty("ranked")[0].GetProperty("reasons").GetArrayLength().Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task The_pool_is_told_in_figures_lists_posts_and_programmes()
    {
        (await Said("talent", "figures", "--valid-on", "2024-08-01"))
            .Should()
            .Contain("hồ sơ nguồn đang theo dõi")
            .And.Contain("kế cận:")
            .And.Contain("dân tộc thiểu số:");
        (await Said("talent", "programmes", "--valid-on", "2024-08-01", "--lang", "en"))
            .Should()
            .Contain("03-ĐA/HU")
            .And.Contain("NĐ 140/2017");
        (await Said("talent", "succession", "--lang", "en", "--page-size", "2"))
            .Should()
            .Contain("2 of ")
            .And.Contain("somebody ready: ");
        (await Said("talent", "succession", "hieu", "truong", "--state", "none", "--all"))
            .Should()
            .Contain("Hiệu trưởng")
            .And.Contain("chưa có ai")
            .And.NotContain("Chánh Văn phòng");
        (await Said("talent", "experts", "khoa", "hoc", "du", "lieu", "--page-size", "2"))
            .Should()
            .Contain("Khoa học dữ liệu");
        var list = System
            .Text.Json.JsonDocument.Parse(
                await Said("talent", "list", "--stage", "in-pool", "--page-size", "1", "--json")
            )
            .RootElement.GetProperty("candidacies")[0];
        (await Said("talent", "show", list.GetProperty("id").GetString()!))
            .Should()
            .Contain(list.GetProperty("fullName").GetString())
            .And.Contain("Hồ sơ khi \"trong nguồn\"");
    }
}
