namespace HienTai.Domain.Kernel;

/// <summary>
/// How many shapes this event has been stored in so far; without it there has been one. Whoever raises it says how the
/// shape before is read (an upcaster) and keeps an export that holds it (tests/golden).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ShapeAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}
