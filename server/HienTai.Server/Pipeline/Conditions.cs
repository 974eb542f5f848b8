namespace HienTai.Server.Pipeline;

/// <summary>One SQL condition after another, with its values.</summary>
public sealed class Conditions
{
    public List<string> Sql { get; } = [];
    public List<object?> Values { get; } = [];

    /// <summary>Adds a parameter and names it.</summary>
    public string Value(object? value)
    {
        Values.Add(value);
        return $"${Values.Count}";
    }

    public override string ToString() => string.Join(" and ", Sql);
}
