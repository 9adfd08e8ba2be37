import Testing

struct ManualTests {
  @Test(arguments: [("bash", "complete -"), ("zsh", "#compdef etl"), ("fish", "complete -c 'etl'")])
  func `each shell gets its completion script`(_ shell: String, _ expected: String) throws {
    let result = try Program.run(["completion", shell])
    #expect(result.code == 0)
    #expect(result.output.contains(expected), "\(result.output.prefix(300))")
    #expect(result.output.contains("rejects"))
  }

  @Test func `an unknown shell is bad usage`() throws {
    #expect(try Program.run(["completion", "tcsh"]).code == 64)
  }

  @Test func `the manual page has every command, option and exit code`() throws {
    let result = try Program.run(["man"])
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    for line in [
      ".Dt ETL 1", ".Ss etl run [options] [file]", ".Ss etl rejects ignore [options] ids ...",
      ".It Fl -log-format Ar log-format", ".Sh EXIT STATUS", ".It 75", ".Sh EXAMPLES",
    ] { #expect(lines.contains(line), "\(line)") }
    let sections = lines.filter { $0.hasPrefix(".Sh ") }
    #expect(
      sections == [
        ".Sh NAME", ".Sh SYNOPSIS", ".Sh DESCRIPTION", ".Sh COMMANDS", ".Sh FILES",
        ".Sh EXIT STATUS", ".Sh EXAMPLES",
      ])
    let opened = lines.filter { $0.hasPrefix(".Bl") }.count
    #expect(opened == lines.filter { $0 == ".El" }.count)
  }
}
