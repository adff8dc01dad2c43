namespace ScalingPipeline.Reporting.Html;

/// <summary>The look of the report: a printed paper, on any screen.</summary>
public static class PageStyle
{
    public const string Css = """
        *{box-sizing:border-box}
        html{color-scheme:light dark;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        main,header,footer{max-width:1160px;margin:0 auto;padding:0 24px}
        header{padding-top:56px}
        h1,h2,h3,.lead{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Charter,Georgia,"Liberation Serif",serif}
        h1{font-size:2.3rem;line-height:1.15;font-weight:600;margin:0 0 .4rem;letter-spacing:-.01em}
        h2{font-size:1.6rem;line-height:1.2;font-weight:600;margin:4.5rem 0 .6rem;padding-top:1.4rem;border-top:1px solid var(--rule)}
        h3{font-size:1.1rem;font-weight:600;margin:2.4rem 0 .6rem}
        p{margin:0 0 .9rem;max-width:72ch}
        a{color:inherit;text-decoration-color:var(--faint);text-underline-offset:3px}
        .kicker,.meta,figcaption p,.note,.foot{color:var(--muted);font-size:.86rem}
        .kicker{text-transform:uppercase;letter-spacing:.09em;font-size:.74rem;font-weight:600;margin-bottom:.7rem}
        nav{margin:1.6rem 0 0;font-size:.9rem;color:var(--muted)}nav a{margin-right:1.3em;white-space:nowrap;display:inline-block;max-width:100%;overflow:hidden;text-overflow:ellipsis;vertical-align:bottom}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;border:1px solid var(--rule);border-radius:10px;overflow:hidden;margin:2rem 0 0}
        .tile{box-shadow:0 0 0 1px var(--rule);padding:16px 18px 14px}.tile b{display:block;font-size:1.75rem;line-height:1.15;font-weight:600;letter-spacing:-.01em}.tile span{color:var(--muted);font-size:.82rem;line-height:1.35;display:block;margin-top:3px}
        .tile.hot b{color:var(--alert-ink)}
        dl.lead{margin:2.4rem 0 0;display:grid;grid-template-columns:9.5rem minmax(0,1fr);gap:.75rem 1.4rem;font-size:1.08rem;line-height:1.55;max-width:58rem}
        .lead dt{font:600 .74rem/1.9rem system-ui,-apple-system,"Segoe UI",Roboto,Arial,"Liberation Sans",sans-serif;text-transform:uppercase;letter-spacing:.08em;color:var(--muted)}.lead dd{margin:0}
        .alert{border:1px solid var(--rule);border-left:4px solid var(--alert);border-radius:8px;padding:18px 22px 12px;margin:1.1rem 0;background:var(--alert-wash);break-inside:avoid}
        .alert.quiet{border-left-color:var(--bg);background:var(--wash)}
        .alert h3{margin:0 0 .5rem}.alert p{margin-bottom:.6rem}
        .alert dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1.2rem;margin:.7rem 0 .4rem;font-size:.92rem}.alert dt{color:var(--muted)}.alert dd{margin:0}
        .badge{display:inline-block;font:600 .72rem/1.7 system-ui,-apple-system,"Segoe UI",Roboto,Arial,"Liberation Sans",sans-serif;padding:0 .6em;border-radius:99px;border:1px solid var(--rule);color:var(--muted);white-space:nowrap;vertical-align:.1em}
        .badge.bad{color:var(--alert-ink);border-color:var(--alert)}.badge.good{color:var(--good-ink);border-color:currentColor}
        .figures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:2.6rem 2.4rem;margin-top:1.4rem}
        figure{margin:0;break-inside:avoid;min-width:0}figcaption h3,figcaption h4{margin:0;font-size:1.02rem}figcaption p{margin:.15rem 0 .6rem;line-height:1.45}
        h4{font-family:inherit;font-weight:600;margin:1.6rem 0 .4rem}
        .box{overflow-x:auto;-webkit-overflow-scrolling:touch;max-width:100%}
        .box:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--s0);outline-offset:2px}
        table{border-collapse:collapse;font-size:.86rem;line-height:1.4;width:100%;margin:.3rem 0 .8rem}
        th,td{padding:7px 12px 7px 0;text-align:right;vertical-align:top;border-bottom:1px solid var(--grid);white-space:nowrap}
        thead th{color:var(--muted);font-weight:600;font-size:.78rem;vertical-align:bottom;white-space:normal;overflow-wrap:normal;border-bottom:1px solid var(--muted)}
        th:first-child,td:first-child,.t{text-align:left}tbody th{font-weight:500}
        th:last-child,td:last-child{padding-right:2px}
        .w{white-space:normal;min-width:16rem;overflow-wrap:anywhere}.n{white-space:normal;min-width:9rem;max-width:22rem}
        .up{color:var(--alert-ink);font-weight:600}.down{color:var(--good-ink);font-weight:600}
        details{margin:.4rem 0 0;font-size:.86rem}summary{cursor:pointer;color:var(--muted);padding:.2rem 0}details .box{max-height:22rem;overflow:auto}
        code,.sum{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em}
        .sum{display:block;padding:14px 18px;background:var(--wash);border-radius:8px;margin:0 0 1.2rem;line-height:1.7}
        ul,ol{padding-left:1.2rem;max-width:80ch}li{margin:.25rem 0}
        footer{margin-top:5rem;padding-top:1.2rem;padding-bottom:3rem;color:var(--muted);font-size:.84rem}
        @media screen and (max-width:860px){.figures{grid-template-columns:minmax(0,1fr)}}
        @media(max-width:600px){main,header,footer{padding-left:16px;padding-right:16px}header{padding-top:32px}h1{font-size:1.8rem}h2{margin-top:3rem}dl.lead{grid-template-columns:minmax(0,1fr);gap:0 0}.lead dd{margin-bottom:.9rem}.alert{padding:14px 16px 8px}.alert dl{grid-template-columns:minmax(0,1fr);gap:0}.alert dd{margin-bottom:.4rem}.tiles{grid-template-columns:repeat(2,1fr)}
        .figures .box{margin:0 -12px;width:calc(100% + 24px);max-width:none}.figures details .box{margin:0;width:auto}
        .cards,.cards tbody,.cards tr,.cards th,.cards td{display:block;width:auto}.cards thead{display:none}.cards tr{border:1px solid var(--rule);border-radius:8px;padding:9px 13px 7px;margin:0 0 10px}.cards tbody th,.cards td{white-space:normal;border:0;padding:2px 0;text-align:left;min-width:0;max-width:none}.cards tbody th{font-weight:600;padding-bottom:5px}
        .cards td{display:flow-root;padding-left:42%}.cards td::before{float:left;width:66%;margin:0 6.4% 0 -72.4%;color:var(--muted);font-size:.92em}.box:has(.cards tr:nth-child(7)){max-height:80vh;overflow-y:auto;border:1px solid var(--rule);border-radius:8px;padding:8px}
        .cards td:nth-child(2)::before{content:var(--h2)}.cards td:nth-child(3)::before{content:var(--h3)}.cards td:nth-child(4)::before{content:var(--h4)}.cards td:nth-child(5)::before{content:var(--h5)}.cards td:nth-child(6)::before{content:var(--h6)}.cards td:nth-child(7)::before{content:var(--h7)}.cards td:nth-child(8)::before{content:var(--h8)}.cards td:nth-child(9)::before{content:var(--h9)}.cards td:nth-child(10)::before{content:var(--h10)}.cards td:nth-child(11)::before{content:var(--h11)}.cards td:nth-child(12)::before{content:var(--h12)}.cards td:nth-child(13)::before{content:var(--h13)}.cards td:nth-child(14)::before{content:var(--h14)}}
        @media print{body{font-size:10.5pt}main,header,footer{max-width:none;padding:0}nav,details{display:none}h2,h3{break-after:avoid}.box{overflow:visible}}
        """;
}
