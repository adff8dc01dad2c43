namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The look of what a page has besides the report's: controls, forms, lists of links.</summary>
internal static class ControlStyle
{
    public const string Css = """
        .skip{position:absolute;left:-999rem}.skip:focus{position:static;display:inline-block;margin-bottom:.6rem}
        nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        main>h2:first-of-type,[data-live]:first-of-type>h2:first-child{margin-top:2.2rem}
        main>.meta:first-child{margin:1.6rem 0 0}main{padding-bottom:4rem}
        form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0 1rem}
        form.inline{margin:0;gap:.4rem}
        label{display:inline-flex;flex-direction:column;gap:.15rem;font-size:.82rem;color:var(--muted);max-width:100%}
        input,select,button{font:inherit;font-size:.92rem;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:6px;padding:.35rem .6rem;max-width:100%;min-height:2.2rem}
        button{cursor:pointer;font-weight:600;background:var(--wash)}
        .inline button{font-size:.82rem;min-height:1.9rem;padding:.15rem .6rem}
        input:focus-visible,select:focus-visible,button:focus-visible,.skip:focus-visible{outline:2px solid var(--s0);outline-offset:2px}
        fieldset{border:1px solid var(--rule);border-radius:8px;margin:0 0 1rem;padding:.4rem 1rem .2rem;min-width:0}legend{font-size:.82rem;color:var(--muted);padding:0 .4rem}
        .links{list-style:none;padding:0;margin:.4rem 0 1rem;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.92rem;max-width:none}.links li{margin:0;min-width:0;max-width:100%}.links a{margin:0;white-space:normal;overflow-wrap:anywhere}
        dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1.4rem;margin:.6rem 0 1.2rem;font-size:.92rem}dl.facts dt{color:var(--muted)}dl.facts dd{margin:0;min-width:0}
        [role=alert]{border-left:4px solid var(--alert);padding:.5rem .9rem;background:var(--alert-wash);max-width:72ch}
        .answer{border:1px solid var(--rule);border-radius:8px;padding:1rem 1.3rem .4rem;background:var(--wash);margin:1rem 0}
        @media(max-width:600px){dl.facts{grid-template-columns:minmax(0,1fr);gap:0}dl.facts dd{margin-bottom:.45rem}}
        """;
}
