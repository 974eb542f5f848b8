namespace HienTai.Domain.Kernel;

/// <summary>
/// How closely a value about a person is kept (NĐ 356/2025/NĐ-CP Art. 3 and 4, as summarised by third parties; wording
/// not verified).
/// </summary>
public enum DataClass
{
    Basic = 1,
    Contact,
    Sensitive,
    IdentityNumber,
}

/// <summary>
/// A value that says who somebody is, how to reach them, or what is nobody's business: it is stored only under that
/// person's own key, in events, snapshots and facts alike, and is gone everywhere once the key is destroyed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute(DataClass dataClass) : Attribute
{
    public DataClass Class { get; } = dataClass;
}

/// <summary>
/// Of a fact: written only as a keyed hash, so that who knows the whole value can find it and nobody can read it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlindAttribute : Attribute;
