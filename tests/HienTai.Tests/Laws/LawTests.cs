using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Laws;

/// <summary>What every part of the product keeps to. Each was seen to fail on a planted violation.</summary>
public sealed class LawTests(App app)
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot");

    /// <summary>
    /// Every folder of the domain but its ground: a module is under the laws without being named here.
    /// </summary>
    static readonly string[] Modules =
    [
        .. Directory
            .GetDirectories(Path.Combine(Root, "server/HienTai.Domain"))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != "Kernel")
            .Order(StringComparer.Ordinal),
    ];
    IEnumerable<StreamKind> Kinds => app.Services.GetRequiredService<StreamKinds>().All;

    static IEnumerable<MethodDescriptor> Methods => DeclaredNeeds.Services.SelectMany(s => s.Methods);

    /// <summary>
    /// Signing in is no record of the registry: it has no moment to be asked as of, and keeps its own log.
    /// </summary>
    static readonly string[] SigningIn = ["SessionService", "CredentialService"];

    [Fact]
    public void Every_rpc_takes_a_time_point_or_a_request_id()
    {
        var methods = Methods.Where(m => !SigningIn.Contains(m.Service.Name)).ToArray();
        methods.Should().HaveCountGreaterThan(30);
        methods
            .Where(m =>
                !m
                    .InputType.Fields.InDeclarationOrder()
                    .Any(f =>
                        f.Name == "request_id"
                        || (
                            f.FieldType is FieldType.Message
                            && f.MessageType.FullName is "hientai.rpc.v1.TimePoint" or "hientai.rpc.v1.Envelope"
                        )
                    )
            )
            .Select(m => m.FullName)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void No_rpc_streams_from_the_client() =>
        Methods.Where(m => m.IsClientStreaming).Should().BeEmpty("browsers cannot");

    /// <summary>The rules of a module know the kernel and no other module's.</summary>
    [Fact]
    public void Modules_of_the_domain_meet_only_by_id()
    {
        Modules.Should().HaveCountGreaterThan(8);
        References("server/HienTai.Domain").Should().BeEmpty();
    }

    /// <summary>
    /// On the server there are still references between modules. They are listed, and the list only becomes shorter:
    /// one that is not on it is a violation, and one that is gone is struck off.
    /// </summary>
    [Fact]
    public void Modules_of_the_server_come_to_know_no_more_of_each_other() =>
        Approved.Match("module-references", string.Join("\n", References("server/HienTai.Server")) + "\n");

    static IEnumerable<string> References(string place) =>
        from module in Modules
        let folder = Path.Combine(Root, place, module)
        where Directory.Exists(folder)
        from file in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let text = File.ReadAllText(file)
        from other in Modules
        // Who asks and what they may reach are ports of the road.
        where other != module && other != "Access"
        where Regex.IsMatch(text, $@"\bHienTai\.(Domain\.|Server\.)?{other}\b|\b(Domain|Server)\.{other}\b")
        select $"{Path.GetRelativePath(Root, file)} names {other}";

    [Fact]
    public void No_markup_is_built_from_text() =>
        FoundInClient(
                @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function\(|bypassSecurityTrust\w+| style=""|javascript:|postMessage"
            )
            // Its one address is a blob the page has just made.
            .Should()
            .Equal("rpc/files.ts: bypassSecurityTrustResourceUrl");

    /// <summary>What is dim is being asked anew, and says so to who cannot see it: one directive does both.</summary>
    [Fact]
    public void Nothing_is_dim_without_being_busy() =>
        FoundInClient(@"class\.dim|class=""[^""]*\bdim\b").Should().Equal("ui/asking.ts: class.dim");

    static IEnumerable<string> FoundInClient(string pattern)
    {
        var app = Path.Combine(Root, "client-web/src/app");
        var sources = Directory
            .GetFiles(app, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".ts", StringComparison.Ordinal) || f.EndsWith(".html", StringComparison.Ordinal))
            .ToArray();
        sources.Should().HaveCountGreaterThan(100);
        return from file in sources
            from Match found in Regex.Matches(File.ReadAllText(file), pattern)
            select $"{Path.GetRelativePath(app, file)}: {found.Value}";
    }

    [Fact]
    public void The_road_knows_no_module()
    {
        var offences =
            from folder in new[] { "server/HienTai.Server/Pipeline", "server/HienTai.Domain/Kernel" }
            from file in Directory.GetFiles(Path.Combine(Root, folder), "*.cs")
            // Who asks and what they reach are ports of the road itself.
            from module in Modules.Where(m => m != "Access")
            where Regex.IsMatch(File.ReadAllText(file), $@"\bHienTai\.(Domain\.|Server\.)?{module}\b")
            select $"{Path.GetRelativePath(Root, file)} names {module}";
        offences.Should().BeEmpty();
    }

    /// <summary>
    /// The name of a fact's table is that of its type (<see cref="FactTable"/>), in SQL as well: one who renames a fact
    /// or reads another module's must see it in the code.
    /// </summary>
    [Fact]
    public void No_table_of_facts_is_spelled_in_SQL()
    {
        var offences =
            from file in Directory.GetFiles(Path.Combine(Root, "server"), "*.cs", SearchOption.AllDirectories)
            from Match found in Regex.Matches(File.ReadAllText(file), @"\bfact_[a-z]\w*")
            select $"{Path.GetRelativePath(Root, file)}: {found.Value}";
        offences.Should().BeEmpty();
    }

    /// <summary>
    /// A lane runs the cases it can find, each for itself; Node's own runner would keep them to itself.
    /// </summary>
    [Fact]
    public void Browser_cases_are_found_by_their_lane() =>
        Directory
            .GetFiles(Path.Combine(Root, "tests/e2e"), "*.test.mjs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules") && File.ReadAllText(file).Contains("'node:test'"))
            .Should()
            .BeEmpty("test is imported from case.mjs");

    /// <summary>What takes as long as it takes decides no test, and is waited for by what announces its end.</summary>
    [Fact]
    public void No_test_waits_for_time_or_judges_by_it()
    {
        string[] allowed = ["Until.cs", "LawTests.cs"];
        var offences =
            from folder in (string[])["tests", "client-web/src"]
            from file in Directory.GetFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            where
                !file.Contains("node_modules")
                && !file.Contains("HienTai.Benchmarks")
                && (
                    file.EndsWith(".cs", StringComparison.Ordinal)
                    || file.EndsWith(".test.mjs", StringComparison.Ordinal)
                    || file.EndsWith(".spec.ts", StringComparison.Ordinal)
                    || file.EndsWith("browser.mjs", StringComparison.Ordinal)
                )
                && !allowed.Contains(Path.GetFileName(file))
            from Match found in Regex.Matches(
                File.ReadAllText(file),
                @"\bTask\.Delay|\bThread\.Sleep|\bSpinWait|\bStopwatch\b|\bwaitForTimeout\b|\bsetTimeout\b|\bsetInterval\b"
            )
            select $"{Path.GetRelativePath(Root, file)}: {found.Value}";
        offences.Should().BeEmpty();
    }

    /// <summary>
    /// A value of a person that declares no class would be shown to everybody who sees anything of them.
    /// </summary>
    [Fact]
    public void Every_field_about_a_person_declares_its_class()
    {
        var told =
            from method in Methods
            where method.File.Package == "hientai.personnel.v1"
            from field in method.OutputType.Fields.InFieldNumberOrder()
            where field.FieldType is FieldType.Message
            select field.MessageType;
        var reached = Reached(told)
            .Where(m => m.File.Package.StartsWith("hientai.", StringComparison.Ordinal))
            .ToArray();
        var silent = reached
            .Where(m => m.File.Name != "hientai/rpc/v1/access.proto")
            .SelectMany(m => m.Fields.InFieldNumberOrder())
            .Where(f => Redaction.ClassOf(f) is null)
            .Select(f => f.FullName);
        silent.Should().BeEmpty();
        reached.Should().HaveCountGreaterThan(20);
    }

    [Fact]
    public void Every_method_declares_what_it_needs_and_only_known_ones_need_nothing()
    {
        var open =
            from service in DeclaredNeeds.Services
            from method in service.Methods
            let needs = DeclaredNeeds.Of($"/{service.FullName}/{method.Name}")!
            where needs.Any.Contains(Rpc.V1.Ability.None) && service.Name != "SessionService"
            select method.FullName;
        open.Should().Equal("hientai.registry.v1.RegistryService.GetRegistry");
        foreach (var ability in Enum.GetValues<Rpc.V1.Ability>().Where(a => a != 0))
            Enum.GetName((Domain.Access.Ability)(int)ability).Should().Be(ability.ToString());
        foreach (var value in Enum.GetValues<Rpc.V1.DataClass>().Where(c => c != 0))
            Enum.GetName((Domain.Kernel.DataClass)(int)value).Should().Be(value.ToString());
        foreach (var role in Enum.GetValues<HienTai.Access.V1.Role>().Where(r => r != 0))
            Enum.GetName((Domain.Access.Role)(int)role).Should().Be(role.ToString());
        foreach (var kind in Enum.GetValues<HienTai.Access.V1.ChangeKind>().Where(k => k != 0))
            Enum.GetName((Domain.Access.ChangeKind)(int)kind).Should().Be(kind.ToString());
    }

    /// <summary>A secret beside words somebody else chose would be told by the length of what was compressed.</summary>
    [Fact]
    public void An_answer_that_holds_a_secret_is_not_compressed()
    {
        const int large = 1 << 20;
        var secret = Methods.Where(m => Reached(m.OutputType).Any(HoldsSecret)).ToArray();
        secret.Should().HaveCountGreaterThan(3);
        secret.Should().OnlyContain(m => !Compression.Compresses($"/{m.Service.FullName}/{m.Name}", large));
        const string list = "/hientai.personnel.v1.PersonService/ListPeople";
        Compression.Compresses(list, large).Should().BeTrue();
        Compression.Compresses(list, 1_000).Should().BeFalse();

        static bool HoldsSecret(MessageDescriptor message) =>
            message.Fields.InFieldNumberOrder().Any(f => f.Name is "secret" or "password" or "recovery_codes")
            || message.FindFieldByName("code") is not null && message.File.Package == "hientai.access.v1";
    }

    static HashSet<MessageDescriptor> Reached(params IEnumerable<MessageDescriptor> from)
    {
        var (reached, waiting) = (new HashSet<MessageDescriptor>(), new Queue<MessageDescriptor>(from));
        while (waiting.TryDequeue(out var message))
            if (reached.Add(message))
                foreach (var field in message.Fields.InFieldNumberOrder().Where(f => f.FieldType == FieldType.Message))
                    waiting.Enqueue(field.MessageType);
        return reached;
    }

    [Fact]
    public void The_domain_references_nothing() =>
        typeof(Person)
            .Assembly.GetReferencedAssemblies()
            .Select(a => a.Name)
            .Should()
            .OnlyContain(n => n!.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public async Task Stored_event_names_are_those_of_the_store()
    {
        await app.Seed.Person("Trần Thị Mai");
        (
            await app.Scalar<bool>(
                "select bool_and(e.type = l.event_type) from events.mt_events e join ledger l on l.event_id = e.id"
            )
        )
            .Should()
            .BeTrue();
    }

    [Fact]
    public void Every_event_evolves_and_is_told()
    {
        var narrators = app.Services.GetServices<INarrator>().ToDictionary(n => n.Kind);
        foreach (var kind in Kinds)
        foreach (var type in kind.EventTypes)
        {
            var @event = RuntimeHelpers.GetUninitializedObject(type);
            Handled(() => kind.Evolve(kind.Initial, @event, default)).Should().BeTrue($"{type.Name} is evolved");
            Handled(() =>
                narrators[kind.Name]
                    .Tell(kind.Initial, @event, new())
                    .Any(p => p.Text.En == StoredName.Of(type))
                    .Should()
                    .BeFalse($"{type.Name} is told in words")
            );
        }
    }

    // An empty event may stumble over its missing parts; what matters is that somebody took it in hand.
    static bool Handled(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    [Fact]
    public void Every_list_of_the_domain_is_on_the_wire()
    {
        var domain = typeof(Person)
            .Assembly.GetTypes()
            .Where(t => t is { IsEnum: true, IsPublic: true })
            .ToLookup(t => t.Name);
        var lists =
            from wire in typeof(HienTai.Rpc.V1.Refusal).Assembly.GetTypes()
            where wire is { IsEnum: true, IsPublic: true }
            let module = wire.Namespace!.Split('.')[1]
            from list in domain[wire.Name]
            where
                list.Namespace!.Split('.')[2] == module || list.Namespace!.EndsWith(".Kernel", StringComparison.Ordinal)
            select (Wire: wire, List: list);
        lists.Should().HaveCountGreaterThan(30);
        foreach (var (wire, list) in lists)
            Enum.GetNames(wire)
                .Except(NotSaid)
                .Should()
                .BeEquivalentTo(Enum.GetNames(list).Except(NotSaid), $"{wire.FullName} is {list.FullName}");
        Enum.GetValues<Domain.Awards.AwardLevel>()
            .Should()
            .AllSatisfy(l =>
                ((int)Enum.Parse<Domain.Contributions.RecognitionLevel>(l.ToString()))
                    .Should()
                    .Be((int)l, "criteria compare recognitions with them by number")
            );
        Enum.GetValues<Level>()
            .Should()
            .AllSatisfy(l =>
                ((int)WireEnum<HienTai.Personnel.V1.Level, Level>.Wire[l])
                    .Should()
                    .Be((int)l, "levels compare by number on both sides")
            );
        Enum.GetValues<Level>().Should().AllSatisfy(l => Enum.IsDefined(Ladders.Of(l)).Should().BeTrue());
    }

    /// <summary>
    /// What a list on the wire says where it says nothing, and one of the domain where nothing was stated.
    /// </summary>
    static readonly string[] NotSaid = ["Unspecified", "Unstated", "None", "NotOutside"];
}

/// <summary>Compares a text with the approved one; on difference leaves what was received beside it.</summary>
static class Approved
{
    public static void Match(string name, string text, [CallerFilePath] string here = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(here)!, "..", "approved", name + ".txt");
        if (File.Exists(approved) && File.ReadAllText(approved) == text)
            return;
        File.WriteAllText(Path.ChangeExtension(approved, ".received"), text);
        text.Should()
            .Be(
                File.Exists(approved) ? File.ReadAllText(approved) : "",
                $"{name} is approved; look at the .received file"
            );
    }
}
