using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Laws;

/// <summary>What every part of the product keeps to. Each was seen to fail on a planted violation.</summary>
public sealed class LawTests(App app)
{
    static readonly string Root = Postgres.Metadata("RepositoryRoot");
    static readonly string[] Modules = ["Organization", "Papers", "Personnel", "Standards", "Awards"];
    IEnumerable<StreamKind> Kinds => app.Services.GetRequiredService<StreamKinds>().All;

    static readonly FileDescriptor[] Contract =
    [
        HienTai.Organization.V1.UnitServiceReflection.Descriptor,
        HienTai.Organization.V1.QuotaServiceReflection.Descriptor,
        HienTai.Papers.V1.PaperServiceReflection.Descriptor,
        HienTai.Papers.V1.FileServiceReflection.Descriptor,
        HienTai.Personnel.V1.PersonServiceReflection.Descriptor,
        HienTai.Awards.V1.AwardServiceReflection.Descriptor,
        Registry.V1.RegistryServiceReflection.Descriptor,
    ];

    [Fact]
    public void Every_rpc_takes_a_time_point_or_a_request_id()
    {
        var methods = Contract.SelectMany(f => f.Services).SelectMany(s => s.Methods).ToArray();
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
        Contract
            .SelectMany(f => f.Services)
            .SelectMany(s => s.Methods)
            .Where(m => m.IsClientStreaming)
            .Should()
            .BeEmpty("browsers cannot");

    [Fact]
    public void Modules_meet_only_by_id()
    {
        var offences =
            from module in Modules
            from folder in new[] { $"server/HienTai.Domain/{module}", $"server/HienTai.Server/{module}" }
            from file in Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            from other in Modules.Where(m => m != module)
            // Levels, ladders and categories, the words standards are written in, stand in the contract of personnel;
            // how far a source was checked, which awards tell too, in that of standards.
            where
                Regex.IsMatch(
                    File.ReadAllText(file),
                    $@"\bHienTai\.(Domain\.|Server\.)?{other}\b{(module is "Standards" or "Awards" ? @"(?!\.V1)" : "")}|\bDomain\.{other}\b"
                )
            select $"{Path.GetRelativePath(Root, file)} names {other}";
        offences.Should().BeEmpty();
        // Contributions, awards and talent are about people of other modules: their questions read facts of those,
        // their domains know none of them.
        (
            from module in new[] { "Contributions", "Awards", "Talent" }
            let folder = Path.Combine(Root, $"server/HienTai.Domain/{module}")
            where Directory.Exists(folder)
            from file in Directory.GetFiles(folder, "*.cs")
            where Regex.IsMatch(File.ReadAllText(file), $@"\bHienTai\.Domain\.(?!Kernel\b|{module}\b)\w")
            select Path.GetRelativePath(Root, file)
        )
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void No_markup_is_built_from_text()
    {
        var sources = Directory
            .GetFiles(Path.Combine(Root, "client-web/src/app"), "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".ts", StringComparison.Ordinal) || f.EndsWith(".html", StringComparison.Ordinal))
            .ToArray();
        sources.Should().HaveCountGreaterThan(100);
        var offences =
            from file in sources
            from Match found in Regex.Matches(
                File.ReadAllText(file),
                @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function\(|bypassSecurityTrust\w+| style=""|javascript:|postMessage"
            )
            let name = Path.GetRelativePath(Path.Combine(Root, "client-web/src/app"), file)
            // Its one address is a blob the page has just made.
            where (name, found.Value) != ("rpc/files.ts", "bypassSecurityTrustResourceUrl")
            select $"{name}: {found.Value}";
        offences.Should().BeEmpty();
    }

    [Fact]
    public void The_road_knows_no_module()
    {
        var offences =
            from folder in new[] { "server/HienTai.Server/Pipeline", "server/HienTai.Domain/Kernel" }
            from file in Directory.GetFiles(Path.Combine(Root, folder), "*.cs")
            where Modules.Any(m => Regex.IsMatch(File.ReadAllText(file), $@"\bHienTai\.(Domain\.|Server\.)?{m}\b"))
            select Path.GetRelativePath(Root, file);
        offences.Should().BeEmpty();
    }

    /// <summary>
    /// A value of a person that declares no class would be shown to everybody who sees anything of them.
    /// </summary>
    [Fact]
    public void Every_field_about_a_person_declares_its_class()
    {
        var (reached, waiting) = (new HashSet<MessageDescriptor>(), new Queue<MessageDescriptor>());
        foreach (
            var method in DeclaredNeeds
                .Services.Where(s => s.File.Package == "hientai.personnel.v1")
                .SelectMany(s => s.Methods)
        )
        foreach (
            var field in method.OutputType.Fields.InFieldNumberOrder().Where(f => f.FieldType is FieldType.Message)
        )
            waiting.Enqueue(field.MessageType);
        while (waiting.TryDequeue(out var message))
            if (message.File.Package.StartsWith("hientai.", StringComparison.Ordinal) && reached.Add(message))
                foreach (var field in message.Fields.InFieldNumberOrder().Where(f => f.FieldType is FieldType.Message))
                    waiting.Enqueue(field.MessageType);
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
        void Same<TWire, TDomain>(params TDomain[] unstated)
            where TWire : struct, Enum
            where TDomain : struct, Enum
        {
            WireEnum<TWire, TDomain>
                .Wire.Keys.Should()
                .BeEquivalentTo(Enum.GetValues<TDomain>().Except(unstated), typeof(TDomain).Name);
            WireEnum<TWire, TDomain>.Domain.Should().HaveCount(Enum.GetValues<TWire>().Length - 1);
        }
        Same<HienTai.Personnel.V1.Sex, Sex>();
        Same<HienTai.Personnel.V1.Category, Category>();
        Same<HienTai.Personnel.V1.AssignmentKind, AssignmentKind>();
        Same<HienTai.Personnel.V1.EndCause, EndCause>();
        Same<HienTai.Personnel.V1.EvidenceGrade, EvidenceGrade>();
        Same<HienTai.Personnel.V1.StudyMode, StudyMode>(StudyMode.Unstated);
        Same<HienTai.Personnel.V1.Ladder, Ladder>();
        Same<HienTai.Personnel.V1.Level, Level>();
        Same<HienTai.Organization.V1.UnitKind, Domain.Organization.UnitKind>();
        Same<HienTai.Organization.V1.QuotaType, Domain.Organization.QuotaType>();
        Same<HienTai.Papers.V1.PaperKind, Domain.Papers.PaperKind>();
        Same<HienTai.Awards.V1.ProgrammeKind, Domain.Awards.ProgrammeKind>();
        Same<HienTai.Awards.V1.AwardLevel, Domain.Awards.AwardLevel>();
        Same<HienTai.Awards.V1.NominationStep, Domain.Awards.NominationStep>();
        Same<HienTai.Awards.V1.Verdict, Domain.Awards.Verdict>();
        Same<HienTai.Awards.V1.Matter, Domain.Awards.Matter>();
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
