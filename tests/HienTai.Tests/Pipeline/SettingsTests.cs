using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace HienTai.Tests.Pipeline;

/// <summary>The server does not start on an event store that would not keep what history needs.</summary>
public sealed class SettingsTests(App app)
{
    StoreOptions Configured()
    {
        var options = new StoreOptions();
        MartenSetup.Configure(options, app.Database, app.Services.GetRequiredService<StreamKinds>());
        return options;
    }

    [Fact]
    public void What_is_configured_is_enough() =>
        FluentActions.Invoking(() => MartenSetup.Check(Configured())).Should().NotThrow();

    public static TheoryData<string, Action<StoreOptions>> Off =>
        new()
        {
            { "AppendMode", o => o.Events.AppendMode = EventAppendMode.Quick },
            { "EnableUniqueIndexOnEventId", o => o.Events.EnableUniqueIndexOnEventId = false },
            { "UseMandatoryStreamTypeDeclaration", o => o.Events.UseMandatoryStreamTypeDeclaration = false },
            { "HeadersEnabled", o => o.Events.MetadataConfig.HeadersEnabled = false },
            { "EnumStorage", o => o.UseSystemTextJsonForSerialization(Weasel.Core.EnumStorage.AsInteger) },
        };

    [Theory, MemberData(nameof(Off), DisableDiscoveryEnumeration = true)]
    public void A_setting_that_is_off_is_named(string setting, Action<StoreOptions> turnOff)
    {
        var options = Configured();
        turnOff(options);
        var failure = FluentActions.Invoking(() => MartenSetup.Check(options)).Should().Throw<StartupFailure>().Which;
        (failure.Vi + failure.En).Should().Contain(setting);
    }
}
