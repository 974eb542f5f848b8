using System.Net;
using Grpc.Core;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Registries;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Registries;

/// <summary>
/// Many registries in one installation: one door, one PostgreSQL, and nothing else in common.
/// </summary>
public sealed class RegistriesTests(RegistriesTests.Door app) : IClassFixture<RegistriesTests.Door>
{
    /// <summary>A server of their own, so that no other test's registry has others beside it.</summary>
    public sealed class Door : App;

    static readonly int Registries = Scale.Long ? 20 : 3;

    [Fact]
    public async Task Many_registries_answer_on_one_server_and_know_nothing_of_each_other()
    {
        var all = new List<Beside>();
        for (var n = 1; n < Registries; n++)
            all.Add(await Beside.Copied(app, await Template.Demo.Take(), $"xa-{n}", $"http://xa{n}.hientai.test"));
        var people = new Dictionary<Beside, string>();
        foreach (var registry in all)
        {
            await registry.Opens();
            people[registry] = await registry.Register(Called(registry));
        }
        foreach (var registry in all)
        {
            (await registry.NameOf(people[registry])).Should().Be(Called(registry));
            var next = all[(all.IndexOf(registry) + 1) % all.Count];
            await Refused.By(
                next.People.GetPersonAsync(new() { Id = people[registry] }),
                StatusCode.NotFound,
                "NOT_ON_RECORD"
            );
        }
        await Refused.By(
            app.Seed.People.GetPersonAsync(new() { Id = people[all[0]] }),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        foreach (
            var entry in (await Beside.Installation(app).All(default)).Where(e => all.Exists(r => r.Name == e.Name))
        )
        {
            var count = await RegistryCount.Of(Beside.Installation(app), entry, new(2026, 1, 1), default);
            count
                .Should()
                .BeEquivalentTo(
                    new
                    {
                        Wanting = (string?)null,
                        Accounts = 8L,
                        Entries = 13L,
                    },
                    entry.Name
                );
        }
    }

    static string Called(Beside registry) => $"Nguyễn Thị {(char)('A' + int.Parse(registry.Name["xa-".Length..]))}";

    [Fact]
    public async Task It_is_found_by_the_name_it_is_called_under_or_by_its_header_and_until_it_is_closed()
    {
        var registry = await Beside.Make(app, "tan-nhut", "http://tannhut.hientai.test", "http://cu.hientai.test");
        await using var other = new OtherServer(app);
        await registry.Opens();
        await registry.Opens(other);
        (await Get("tannhut.hientai.test")).Should().Be((HttpStatusCode.OK, true));
        (await Get("TANNHUT.hientai.test")).Should().Be((HttpStatusCode.OK, true));
        (await Get("la.hientai.test")).Should().Be((HttpStatusCode.BadRequest, false));
        // Its own secrets: what one server of it gave, another takes, and the first registry does not.
        await registry.Register("Trần Thị Một");
        await registry.Register("Trần Thị Hai");
        var page = await registry.People.ListPeopleAsync(new() { PageSize = 1, Status = ServiceStatus.Any });
        var next = new ListPeopleRequest
        {
            PageSize = 1,
            Status = ServiceStatus.Any,
            PageToken = page.NextPageToken,
        };
        (await new PersonService.PersonServiceClient(registry.Calls(server: other)).ListPeopleAsync(next))
            .People.Should()
            .ContainSingle();
        await Refused.By(app.Seed.People.ListPeopleAsync(next), StatusCode.InvalidArgument, "MALFORMED", "page_token");

        var installation = Beside.Installation(app);
        var entry = (await installation.Named("tan-nhut", default))!;
        await installation.Move(entry, [new("http://moi.hientai.test")], default);
        await Until.True(async () => (await Get("moi.hientai.test")).Own, "it has moved");
        (await Get("tannhut.hientai.test")).Status.Should().Be(HttpStatusCode.BadRequest);
        await installation.Close(entry, default);
        await Until.True(async () => await Reason(registry) is "REGISTRY_UNKNOWN", "it is closed");
        (await app.Seed.People.ListPeopleAsync(new())).Should().NotBeNull("the first one goes on");
        await Beside.Make(app, "tan-nhut");
        await registry.Opens();
        (await registry.People.ListPeopleAsync(new() { Status = ServiceStatus.Any })).People.Should().HaveCount(2);
    }

    [Fact]
    public async Task One_that_cannot_be_opened_is_said_to_be_so_and_keeps_nobody_else_out()
    {
        var (broken, mend) = await Beside.Broken(app, await Template.Demo.Take(), "hong");
        var whole = await Beside.Copied(app, await Template.Demo.Take(), "lanh");
        await whole.Opens();
        (await Reason(broken)).Should().Be("REGISTRY_NOT_OPEN");
        (await RegistryCount.Of(Beside.Installation(app), await Entry("hong"), new(2026, 1, 1), default))
            .Wanting.Should()
            .Contain("HIENTAI_SECRETS");
        (await app.Seed.People.ListPeopleAsync(new())).Should().NotBeNull("the first one goes on");
        mend();
        await broken.Opens();
    }

    static readonly (string Name, string Address, string Said)[] Impossible =
    [
        ("Tan_Nhut", "", "cannot be a registry's name"),
        ("x", "", "cannot be a registry's name"),
        ("da-co", "", "already"),
        ("khac", "http://daco.hientai.test:8080", "leads to another registry"),
        ("khac", "http://localhost", "leads to another registry"),
    ];

    [Fact]
    public async Task What_makes_no_registry_is_refused_by_name()
    {
        var installation = Beside.Installation(app);
        await Beside.Copied(app, await Template.Demo.Take(), "da-co", "https://daco.hientai.test");
        foreach (var (name, address, said) in Impossible)
            (await No(() => installation.Make(name, address is "" ? [] : [new(address)], default)))
                .Should()
                .Contain(said, name);
        (await No(() => installation.Named("khac", default))).Should().Contain("no registry called khac");
        // An owner who may make no database is told what to have made, and one who is not there that it takes one.
        var options = app.Services.GetRequiredService<RegistryOptions>();
        (await No(() => new Installation(options).Make("khac", [], default))).Should().Contain("create database t_");
        (await No(() => new Installation(options with { OwnerConnectionString = null }).Make("khac", [], default)))
            .Should()
            .Contain("ConnectionStrings__Owner");
    }

    static async Task<string> No(Func<Task> command) =>
        (await FluentActions.Awaiting(command).Should().ThrowAsync<StartupFailure>()).Which.En;

    async Task<RegistryEntry?> Entry(string name) => await Beside.Installation(app).Named(name, default);

    /// <summary>Why a registry does not answer; empty if it does.</summary>
    static async Task<string> Reason(Beside registry)
    {
        try
        {
            await registry.People.ListPeopleAsync(new() { Status = ServiceStatus.Any });
            return "";
        }
        catch (RpcException e)
        {
            return e.GetRpcStatus()!.GetDetail<Refusal>()!.Reason;
        }
    }

    /// <summary>The page at a name, and whether it is a registry's own.</summary>
    async Task<(HttpStatusCode Status, bool Own)> Get(string host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{app.WebAddress}/");
        request.Headers.Host = host;
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, answer.IsSuccessStatusCode);
    }
}
