namespace ScalingPipeline.Reporting.Charts;

/// <summary>
/// The colours of every chart as CSS variables, light and dark, and the short class names that charts use. Okabe and Ito's palette
/// (2008), which stays apart for colour-blind readers; vermilion is kept for alerts.
/// </summary>
public static class ChartStyle
{
    private const int Colours = 5;

    /// <summary>Included once by every page that shows charts.</summary>
    public const string Css = """
        :root{--paper:#fff;--ink:#1c2430;--muted:#56606e;--faint:#8d96a3;--grid:#e9ecf0;--rule:#d5dae1;--wash:#f6f7f9;--s0:#0072b2;--s1:#00805d;--s2:#b35c8c;--s3:#b87700;--s4:#3a9bd1;--alert:#d55e00;--alert-ink:#a84700;--alert-wash:#fdf1e8;--good-ink:#00694c;--bg:#b4bbc5}
        @media (prefers-color-scheme:dark){:root{--paper:#14181e;--ink:#e6eaf0;--muted:#a6b0bd;--faint:#78838f;--grid:#262d36;--rule:#36404b;--wash:#1b2129;--s0:#56b4e9;--s1:#2fc495;--s2:#e29cc3;--s3:#e6a92e;--s4:#9ad0f0;--alert:#ff8038;--alert-ink:#ff9d63;--alert-wash:#33221a;--good-ink:#4fd6a8;--bg:#5b6673}}
        @media print{:root{--paper:#fff;--ink:#000;--muted:#333;--faint:#666;--grid:#e4e4e4;--rule:#bbb;--wash:#f6f6f6;--s0:#0072b2;--s1:#00805d;--s2:#b35c8c;--s3:#b87700;--s4:#3a9bd1;--alert:#d55e00;--alert-ink:#a84700;--alert-wash:#fff;--good-ink:#00694c;--bg:#aaa}}
        .chart{display:block;width:100%;height:auto;font:12px/1.2 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;--c:var(--s0)}
        .chart path{fill:none;stroke-linejoin:round}
        .chart .s0{--c:var(--s0)}.chart .s1{--c:var(--s1)}.chart .s2{--c:var(--s2)}.chart .s3{--c:var(--s3)}.chart .s4{--c:var(--s4)}.chart .al{--c:var(--alert)}.chart .bg{--c:var(--bg)}.chart .r0{--c:var(--muted)}
        .chart .g{stroke:var(--grid)}.chart .m{stroke:var(--faint);stroke-width:.8}.chart .a{stroke:var(--muted)}
        .chart .c{stroke:var(--c);stroke-width:2}.chart .d{stroke:var(--c);stroke-width:1.5;stroke-dasharray:5 4}.chart .k{stroke:var(--c);stroke-width:1;stroke-opacity:.85}.chart .al .k{stroke-width:2}.chart .z{stroke:var(--c);stroke-width:5;stroke-linecap:round}
        .chart .b{fill:var(--c);fill-opacity:.13}.chart .v{fill:var(--c);fill-opacity:.28;stroke:var(--paper)}.chart .bg .b,.chart .b.bg{fill-opacity:.3}.chart .w{stroke:var(--c);stroke-width:1.5}.chart .i{stroke:var(--c);stroke-width:7;stroke-opacity:.22;stroke-linecap:round}
        .chart .p{fill:var(--c);stroke:var(--paper);stroke-width:1}.chart .p.q{stroke:none}.chart .w.f{stroke-width:1;stroke-opacity:.3}.chart .h{fill:var(--paper);stroke:var(--c);stroke-width:1.8}
        .chart .e{fill:var(--wash);stroke:var(--rule)}
        .chart text{fill:var(--muted)}.chart .x,.chart .y{font-size:13px}.chart .l,.chart .r{fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}.chart .r{fill:var(--alert-ink);font-weight:600}
        """;

    /// <summary>The class of the n-th series; colours repeat after five, with another marker shape.</summary>
    public static string Series(int index) => $"s{index % Colours}";
}
