namespace HienTai.Domain.Kernel;

/// <summary>A fact that says what its record is called in both languages.</summary>
public interface IBilingual
{
    string Vi { get; }
    string En { get; }
}
