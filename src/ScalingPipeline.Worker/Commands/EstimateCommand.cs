using System.CommandLine;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>estimate</c>: parameters and compute of a transformer that is not trained yet.</summary>
public static class EstimateCommand
{
    public static Command Create()
    {
        var layers = new Option<int>("--layers") { Description = "n_layer", Required = true };
        var width = new Option<int>("--d-model") { Description = "d_model", Required = true };
        var context = new Option<double>("--context")
        {
            Description = "n_ctx, tokens, e.g. 2048 or 128K, which is 128,000",
            Required = true,
        };
        var tokens = new Option<double>("--tokens")
        {
            Description = "D, tokens to train on, e.g. 3e11 or 15T",
            Required = true,
        };
        var gpuFlops = new Option<double>("--gpu-flops")
        {
            Description = "Peak FLOP/s of one GPU; the default is an A100 in bfloat16",
            DefaultValueFactory = _ => EstimateDocument.DefaultGpuFlops,
        };
        var utilization = new Option<double>("--utilization")
        {
            Description = "Share of the peak that training reaches, 0 to 1",
            DefaultValueFactory = _ => EstimateDocument.DefaultUtilization,
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
        layers.MustBePositive();
        width.MustBePositive();
        utilization.MustBePositive();
        foreach (var option in new Option<double>[] { context, tokens, gpuFlops })
        {
            option.TakesQuantity();
        }

        command.SetAction(parsed =>
        {
            var sustained = parsed.GetValue(gpuFlops) * parsed.GetValue(utilization);
            var estimate = EstimateDocument.Of(
                parsed.GetValue(layers),
                parsed.GetValue(width),
                parsed.GetValue(context),
                parsed.GetValue(tokens),
                sustained
            );
            new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                estimate,
                console => Print(console, estimate, sustained)
            );
        });
        return command;
    }

    private static void Print(IAnsiConsole console, EstimateDocument estimate, double sustained)
    {
        var table = Terminal.Table("quantity", ">value", "how");
        Row(
            table,
            "N, non-embedding parameters",
            $"{estimate.Parameters:#,0}",
            "12 n_layer d_model²"
        );
        Row(table, "D, tokens", $"{estimate.Tokens:#,0}", "as given");
        Row(table, "C, training compute", $"{estimate.Flop:0.###e+0} FLOP", "6 N D");
        Row(table, "", $"{estimate.PetaflopDays:0.####} PF-days", "8.64e19 FLOP each");
        Row(
            table,
            "GPU-days",
            $"{estimate.GpuDays:#,0.##}",
            $"at {sustained:0.###e+0} FLOP/s sustained"
        );
        Row(
            table,
            "context share",
            $"{estimate.ContextShare:0.0%}",
            "n_ctx / (12 d_model), not in C"
        );
        console.Write(table);
    }

    private static void Row(Table table, string quantity, string value, string how) =>
        table.AddRow(new Text(quantity), new Text(value), new Text(how));
}
