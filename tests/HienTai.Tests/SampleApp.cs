[assembly: AssemblyFixture(typeof(HienTai.Tests.SampleApp))]

namespace HienTai.Tests;

/// <summary>The server with the sample registry, for who only reads it.</summary>
public sealed class SampleApp : App
{
    protected override Template From => Template.Sample;
}
