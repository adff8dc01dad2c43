using ScalingPipeline.Storage.Postgres;
using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Storage.Tests.Postgres;

public sealed class PostgresLocationTests
{
    [Theory]
    [InlineData("postgresql://worker@db.example/scaling")]
    [InlineData("postgres://worker:p%40ss@db.example:5433/scaling?sslmode=require")]
    [InlineData("Host=db.example;Database=scaling;Password=x")]
    [InlineData("database=scaling; HOST = db.example")]
    public void A_url_and_settings_name_a_database(string location)
    {
        Assert.True(PostgresLocation.Is(location));

        var parsed = PostgresLocation.Parse(location);

        Assert.Equal(("db.example", "scaling"), (parsed.Host, parsed.Database));
    }

    [Theory]
    [InlineData(".scaling-pipeline/state.db")]
    [InlineData("/var/lib/host/state.db")]
    [InlineData("C:\\data\\state.db")]
    public void A_path_is_none(string path) => Assert.False(PostgresLocation.Is(path));

    [Fact]
    public void Everything_that_a_url_says_arrives()
    {
        var settings = PostgresLocation
            .Parse(
                "postgresql://w%2Forker:p%40s%3As@db:5433/sca%20ling?sslmode=verify-full&connect_timeout=9&application_name=x"
            )
            .ConnectionString(tokens: false);

        var read = new Npgsql.NpgsqlConnectionStringBuilder(settings);
        Assert.Equal(("w/orker", "p@s:s"), (read.Username, read.Password));
        Assert.Equal(("db", 5433, "sca ling"), (read.Host, read.Port, read.Database));
        Assert.Equal(Npgsql.SslMode.VerifyFull, read.SslMode);
        Assert.Equal((9, "x"), (read.Timeout, read.ApplicationName));
    }

    [Fact]
    public void The_pool_is_bounded_and_a_dead_server_is_noticed_unless_the_user_says_otherwise()
    {
        var own = Read("Host=db;Database=s;Maximum Pool Size=7;Timeout=1");
        var standard = Read("Host=db;Database=s");

        Assert.Equal((16, 5, 30), (standard.MaxPoolSize, standard.Timeout, standard.KeepAlive));
        Assert.Equal((7, 1), (own.MaxPoolSize, own.Timeout));
    }

    [Theory]
    [InlineData("postgresql://worker@db/scaling", Npgsql.SslMode.VerifyFull)]
    [InlineData("postgresql://worker@db/scaling?sslmode=disable", Npgsql.SslMode.Disable)]
    public void A_token_is_sent_over_verified_tls_only_unless_the_user_says_otherwise(
        string location,
        Npgsql.SslMode mode
    ) =>
        Assert.Equal(
            mode,
            new Npgsql.NpgsqlConnectionStringBuilder(
                PostgresLocation.Parse(location).ConnectionString(tokens: true)
            ).SslMode
        );

    [Theory]
    [InlineData("postgresql://worker:s3cret@db")]
    [InlineData("postgresql:///scaling?password=s3cret")]
    [InlineData("postgresql://worker:s3cret@db/scaling?color=s3cret")]
    [InlineData("postgresql://worker:s3#cret@db/scaling")]
    [InlineData("postgresql://worker:s3cret@db:port/scaling")]
    [InlineData("postgresql://worker:s3cret@db/scaling?connect_timeout=s3cret")]
    [InlineData("Host=db;Password=s3cret")]
    [InlineData("Host=db;Database=s;Colour=s3cret")]
    [InlineData("Host=db;Database=s;Port=s3cret")]
    public void A_wrong_location_is_refused_without_its_secret(string location)
    {
        var refused = Assert.Throws<ArgumentException>(() => PostgresLocation.Parse(location));

        Assert.DoesNotContain("s3", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", StateDatabases.Display(location), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://worker:s3cret@db:5433/scaling", "postgresql://db:5433/scaling")]
    [InlineData("Host=db;Database=scaling;Username=w;Password=s3cret", "postgresql://db/scaling")]
    [InlineData(".scaling-pipeline/state.db", ".scaling-pipeline/state.db")]
    public void People_see_server_and_name(string location, string shown) =>
        Assert.Equal(shown, StateDatabases.Display(location));

    private static Npgsql.NpgsqlConnectionStringBuilder Read(string location) =>
        new(PostgresLocation.Parse(location).ConnectionString(tokens: false));
}
