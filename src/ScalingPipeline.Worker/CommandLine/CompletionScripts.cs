namespace ScalingPipeline.Worker.CommandLine;

/// <summary>
/// What makes a shell ask this program what may come next: <c>scaling-pipeline [suggest:POSITION] LINE</c> prints one completion a line.
/// No script has the shell expand what comes back.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bash"] = """
                _scaling_pipeline() {
                  local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" candidate
                  COMPREPLY=()
                  while IFS= read -r candidate; do
                    [[ "$candidate" == "$word"* ]] && COMPREPLY+=("$candidate")
                  done < <(scaling-pipeline "[suggest:${#line}]" "$line" 2> /dev/null)
                }
                complete -o default -F _scaling_pipeline scaling-pipeline

                """,
            ["fish"] = """
                function __scaling_pipeline
                  set -l line (commandline -cp)
                  scaling-pipeline "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null
                end
                complete -c scaling-pipeline -a '(__scaling_pipeline)'

                """,
            ["pwsh"] = """
                Register-ArgumentCompleter -Native -CommandName scaling-pipeline -ScriptBlock {
                  param($word, $line, $position)
                  $text = $line.ToString().PadRight($position).Substring(0, $position)
                  scaling-pipeline "[suggest:$position]" $text 2> $null |
                    Where-Object { $_.StartsWith($word) } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
                }

                """,
            ["zsh"] = """
                #compdef scaling-pipeline
                _scaling_pipeline() {
                  local line="${(j: :)words[1,CURRENT]}"
                  local -a candidates=("${(@f)$(scaling-pipeline "[suggest:${#line}]" "$line" 2> /dev/null)}")
                  [[ -n "$candidates" ]] && compadd -a candidates
                  _files
                }
                compdef _scaling_pipeline scaling-pipeline

                """,
        };
}
