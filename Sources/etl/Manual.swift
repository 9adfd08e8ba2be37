import ArgumentParser

/// `etl man`: prints the manual page.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print the manual page, for man -l or mandoc.")

  func run() throws {
    for line in ManualPage.make() { try Console.print(line) }
  }
}

/// `etl completion`: prints what makes a shell complete arguments.
struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the completion script of a shell: bash, zsh or fish.",
    discussion: """
      bash: etl completion bash > ~/.local/share/bash-completion/completions/etl
      zsh:  etl completion zsh > ~/.zfunc/_etl
      fish: etl completion fish > ~/.config/fish/completions/etl.fish
      """)

  /// A shell that completes.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try Console.print(ETL.completionScript(for: shell))
  }
}
