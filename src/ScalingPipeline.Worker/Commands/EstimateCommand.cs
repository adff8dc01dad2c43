using System.CommandLine;
using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Runs.Units;
using ScalingPipeline.Worker.CommandLine;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>estimate</c>: parameters and compute of a transformer that is not trained yet.</summary>
public static class EstimateCommand
{
    private const double SecondsPerDay = 86_400;

    public static Command Create()
    {
        var layers = new Option<int>("--layers") { Description = "n_layer", Required = true };
        var width = new Option<int>("--d-model") { Description = "d_model", Required = true };
        var context = new Option<int>("--context")
        {
            Description = "n_ctx, tokens",
            Required = true,
        };
        var tokens = new Option<double>("--tokens")
        {
            Description = "D, tokens to train on, e.g. 3e11",
            Required = true,
        };
        var gpuFlops = new Option<double>("--gpu-flops")
        {
            Description = "Peak FLOP/s of one GPU; the default is an A100 in bfloat16",
            DefaultValueFactory = _ => 3.12e14,
        };
        var utilization = new Option<double>("--utilization")
        {
            Description = "Share of the peak that training reaches, 0 to 1",
            DefaultValueFactory = _ => 0.4,
        };

        var command = new Command(
            "estimate",
            "Estimate N, FLOP, PF-days, GPU-days and the context's share before training"
        )
        {
            layers,
            width,
            context,
            tokens,
            gpuFlops,
            utilization,
        };
        foreach (var option in new Option<int>[] { layers, width, context })
        {
            option.MustBePositive();
        }

        foreach (var option in new Option<double>[] { tokens, gpuFlops, utilization })
        {
            option.MustBePositive();
        }

        command.SetAction(parsed =>
        {
            var estimate = new Estimate(
                parsed.GetValue(layers),
                parsed.GetValue(width),
                parsed.GetValue(context),
                parsed.GetValue(tokens),
                parsed.GetValue(gpuFlops) * parsed.GetValue(utilization)
            );
            new Terminal(parsed.GetValue(SharedOptions.Json)).Write(estimate, estimate.Print);
        });
        return command;
    }

    private sealed class Estimate(
        int layers,
        int width,
        int context,
        double tokens,
        double sustainedFlops
    )
    {
        public double Parameters { get; } = TrainingCompute.Parameters(layers, width);

        public double Tokens { get; } = tokens;

        public double Flop => TrainingCompute.Flops(Parameters, Tokens);

        public double PetaflopDays => new Flops(Flop).PetaflopDays;

        public double GpuDays => Flop / (sustainedFlops * SecondsPerDay);

        /// <summary>FLOP of attention over the context, as a share of 6 N D (which leaves it out).</summary>
        public double ContextShare { get; } = TrainingCompute.ContextShare(context, width);

        public void Print(IAnsiConsole console)
        {
            var table = Terminal.Table("quantity", ">value", "how");
            Row(table, "N, non-embedding parameters", $"{Parameters:#,0}", "12 n_layer d_model²");
            Row(table, "D, tokens", $"{Tokens:#,0}", "as given");
            Row(table, "C, training compute", $"{Flop:0.###e+0} FLOP", "6 N D");
            Row(table, "", $"{PetaflopDays:0.####} PF-days", "8.64e19 FLOP each");
            Row(
                table,
                "GPU-days",
                $"{GpuDays:#,0.##}",
                $"at {sustainedFlops:0.###e+0} FLOP/s sustained"
            );
            Row(table, "context share", $"{ContextShare:0.0%}", "n_ctx / (12 d_model), not in C");
            console.Write(table);
        }

        private static void Row(Table table, string quantity, string value, string how) =>
            table.AddRow(new Text(quantity), new Text(value), new Text(how));
    }
}
