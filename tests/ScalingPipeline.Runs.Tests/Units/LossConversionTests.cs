using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs.Tests.Units;

public sealed class LossConversionTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Theory]
    [InlineData("nats", LossUnit.Nats)]
    [InlineData(" Nats/Token ", LossUnit.Nats)]
    [InlineData("bits", LossUnit.Bits)]
    [InlineData("log10", LossUnit.Bans)]
    [InlineData("bpb", LossUnit.BitsPerByte)]
    [InlineData("PERPLEXITY", LossUnit.Perplexity)]
    [InlineData("nats-per-image", LossUnit.NatsPerSequence)]
    public void A_name_is_known_in_any_case(string name, LossUnit unit)
    {
        Assert.True(LossConversion.TryParse(name, out var parsed));
        Assert.Equal(unit, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nat")]
    [InlineData("1")]
    public void Another_name_is_unknown(string name) =>
        Assert.False(LossConversion.TryParse(name, out _));

    [Fact]
    public void Every_known_name_parses() =>
        Assert.All(
            LossConversion.KnownNames,
            name => Assert.True(LossConversion.TryParse(name, out _))
        );

    [Fact]
    public void Units_of_one_cross_entropy_agree()
    {
        var nats = Gen.Choose(0, 20_000_000).Select(n => n / 1e6).ToArbitrary();
        Check.One(
            _config,
            Prop.ForAll(
                nats,
                loss =>
                {
                    Close(loss, LossConversion.From(LossUnit.Nats).ToNats(loss));
                    Close(loss, LossConversion.From(LossUnit.Bits).ToNats(loss / Math.Log(2)));
                    Close(loss, LossConversion.From(LossUnit.Bans).ToNats(loss / Math.Log(10)));
                    Close(loss, LossConversion.From(LossUnit.Perplexity).ToNats(Math.Exp(loss)));
                    Close(
                        loss,
                        LossConversion
                            .From(LossUnit.BitsPerByte, bytesPerToken: 3.7)
                            .ToNats(loss / Math.Log(2) / 3.7)
                    );
                    Close(
                        loss,
                        LossConversion
                            .From(LossUnit.NatsPerSequence, tokensPerSequence: 64)
                            .ToNats(loss * 64)
                    );
                    Close(loss, LossConversion.From(LossUnit.Bits).ToNats(new Nats(loss).Bits));
                    Close(
                        loss,
                        LossConversion.From(LossUnit.Perplexity).ToNats(new Nats(loss).Perplexity)
                    );
                }
            )
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_unit_without_the_quantity_it_needs_is_refused(double? quantity)
    {
        Assert.Contains(
            "bytes_per_token",
            Assert
                .Throws<ArgumentException>(() =>
                    LossConversion.From(LossUnit.BitsPerByte, quantity, 8)
                )
                .Message
        );
        Assert.Contains(
            "n_ctx",
            Assert
                .Throws<ArgumentException>(() =>
                    LossConversion.From(LossUnit.NatsPerSequence, 8, quantity)
                )
                .Message
        );
    }

    [Fact]
    public void A_missing_loss_stays_missing_in_every_unit() =>
        Assert.All(
            Enum.GetValues<LossUnit>(),
            unit => Assert.True(double.IsNaN(LossConversion.From(unit, 1, 1).ToNats(double.NaN)))
        );

    private static void Close(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-9);
}
