using HienTai.Domain.Kernel;

namespace HienTai.Server.Pipeline;

/// <summary>
/// Where a module keeps what is typed freely and means an entry of a list: the fact, its column, and the kind of record
/// it is told of. <see cref="Known"/> says of texts that they are understood without an entry.
/// </summary>
public sealed record WrittenTerm(CodeList List, Type Fact, string Column, string Kind)
{
    public Func<string, bool> Known { get; init; } = _ => false;

    public string Table => FactTable.Of(Fact).Name;

    public static WrittenTerm On<T>(CodeList list, string column, string kind)
        where T : Fact => new(list, typeof(T), column, kind);
}

public static class WrittenTerms
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddWrittenTerms(IEnumerable<WrittenTerm> terms)
        {
            foreach (var term in terms)
                services.AddSingleton(term);
            return services;
        }
    }
}

/// <summary>What typed texts mean. The module that keeps the lists says so.</summary>
public interface IMeanings
{
    /// <summary>
    /// All spellings, written out, of the entry a text is one of; the text's own alone if it is of none.
    /// </summary>
    Task<IReadOnlyList<string>> Alike(ReadSession read, CodeList list, string text, CancellationToken cancel);
}
