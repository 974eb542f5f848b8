using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HienTai.Tests.OldData;

/// <summary>
/// A database whose derived tables are of another shape: they are made anew beside the old and take their place, at
/// once or not at all.
/// </summary>
public sealed class OlderTablesTests(App app)
{
    const string Export = "c2ab097";

    string[] Derived => [.. app.Services.GetRequiredService<DerivedTables>().Names];

    // What an older version had: a column that is no more, one that is missing, a kind of fact nobody knows.
    const string Older = """
        alter table fact_qualification rename institution to school;
        alter table fact_qualification drop column field;
        alter table snapshot add column extra text;
        drop table fact_award;
        create table fact_gone (x integer);
        """;

    [Fact]
    public async Task They_are_made_anew_and_nothing_else_is_touched()
    {
        await using var registry = await GoldenTests.Import(Export);
        await registry.Run("insert into setting values ('kept', 'yes')");
        await registry.Prepare(_ => { });
        var facts = await Rows(registry, Derived);
        await registry.Run(Older);
        await registry.Outdate();
        var primary = await Rows(registry, await Primary(registry));

        var told = new List<string>();
        await registry.Prepare(told.Add);

        (await Rows(registry, await Primary(registry))).Should().Equal(primary);
        (await Rows(registry, Derived)).Should().Equal(facts, "it is what was there before, byte for byte");
        (
            await registry.Column<string>(
                "select tablename::text from pg_tables where schemaname = 'rebuilt' or tablename = 'fact_gone'"
            )
        )
            .Should()
            .BeEmpty();
        told.Should().HaveCountGreaterThan(3).And.OnlyContain(t => t.Contains(" / "));
        await registry.Open();
        (await registry.Check()).Identical.Should().BeTrue();
    }

    [Fact]
    public async Task Cut_off_anywhere_the_old_ones_stand_and_the_next_start_makes_them_anew()
    {
        await using var registry = await GoldenTests.Import(Export);
        await registry.Prepare(_ => { });
        await registry.Run(Older);
        await registry.Outdate();
        var before = await Shape(registry);
        for (var cut = 1; ; cut++)
        {
            var (told, ended) = (0, false);
            try
            {
                await registry.Prepare(_ =>
                {
                    if (++told == cut)
                        Sever(registry);
                });
                ended = true;
            }
            catch (NpgsqlException) { }
            if (ended)
                break;
            (await Shape(registry)).Should().Equal(before, $"cut off at step {cut}");
        }
        await registry.Open();
        (await registry.Check()).Identical.Should().BeTrue();
    }

    [Fact]
    public async Task Of_the_same_shape_they_are_left_alone()
    {
        await using var registry = await OldRegistry.Make();
        var before = await Files(registry);
        await registry.Run("delete from fence");
        await registry.Open();
        registry.Told.Should().BeEmpty();
        (await Files(registry)).Should().Equal(before);
    }

    // As if the server were killed: its connection as the owner ends in the middle of what it does.
    static void Sever(OldRegistry registry)
    {
        using var administrator = NpgsqlDataSource.Create(registry.At.Administrator);
        using var command = administrator.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'hientai owner'"
        );
        command.ExecuteNonQuery();
    }

    static Task<string[]> Shape(OldRegistry registry) =>
        registry.Column<string>(
            """
            select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type from information_schema.columns where table_schema in ('public', 'rebuilt')
            union all select 'derived ' || shape from derived order by 1
            """
        );

    static Task<string[]> Files(OldRegistry registry) =>
        registry.Column<string>(
            "select relname || ' ' || relfilenode from pg_class where relnamespace = 'public'::regnamespace order by 1"
        );

    async Task<string[]> Primary(OldRegistry registry) =>
        [
            .. (
                await registry.Column<string>(
                    "select schemaname || '.' || tablename from pg_tables where schemaname !~ '^(pg_|information_schema)' order by 1"
                )
            ).Where(t =>
                !Derived.Any(d => t == $"public.{d}")
                && t is not ("public.fact_gone" or "public.fence" or "public.derived" or "public.registry_format")
            ),
        ];

    static async Task<string[]> Rows(OldRegistry registry, string[] tables)
    {
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange(await registry.Column<string>($"select '{table} ' || t::text from {table} t order by 1"));
        return [.. rows];
    }
}
