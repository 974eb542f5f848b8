using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(HienTai.Tests.LongestFirst))]

namespace HienTai.Tests;

/// <summary>What takes minutes is begun first, so that the run does not end with one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    static readonly string[] Long =
    [
        "OtherBrowserTests",
        "MoreBrowserTests",
        "BrowserTests",
        "MatrixTests",
        "CrashTests",
        "UnderFireTests",
        "KilledMidwayTests",
        "ReadLogCrashTests",
        "FenceTests",
        "StartTests",
        "RemainsTests",
        "NobodyFallsTests",
        "WebUnitTests",
        "OracleTests",
        "ReorganisationTests",
    ];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [
            .. testCollections.OrderBy(c =>
                Array.FindIndex(Long, name => c.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal))
                    is >= 0
                        and var at
                    ? at
                    : Long.Length
            ),
        ];
}
