import ETLPipeline

/// The manual page `etl(1)` in mdoc, made from the commands themselves.
struct ManualPage {
  private var lines: [String] = []

  /// The lines of the page.
  static func make() -> [String] {
    var page = ManualPage()
    let root = CommandTree.load().command
    page.writeHead(root)
    page.lines.append(".Sh COMMANDS")
    for command in root.subcommands ?? [] where command.commandName != "help" {
      page.write(command, under: [])
    }
    page.writeTail()
    return page.lines
  }

  private mutating func writeHead(_ root: CommandTree.Command) {
    lines = [
      ".Dd \(ETL.releaseDate)", ".Dt ETL 1", ".Os", ".Sh NAME", ".Nm etl",
      ".Nd turns Arabic news into a SQLite database of who said what", ".Sh SYNOPSIS", ".Nm",
      ".Ar command", ".Op Ar options", ".Nm", ".Fl -version", ".Sh DESCRIPTION", ".Nm",
    ]
    text(
      """
      reads a pipeline file, which names where articles come from and the stages that turn them \
      into rows: text without residue, sentences, quotes with their speakers, clusters of copies. \
      It is made to run unattended, from cron or a timer: what has not changed is not written \
      again, what cannot be read becomes a row with a reason, and a run that fails leaves the \
      database as it was.
      """)
    lines.append(".Pp")
    text("Data goes to standard output, everything else to standard error.")
  }

  private mutating func write(_ command: CommandTree.Command, under path: [String]) {
    let path = path + [command.commandName]
    let shown = (command.arguments ?? []).filter { argument in
      let names = (argument.names ?? []).map(\.name)
      return argument.shouldDisplay && !names.contains("help") && !names.contains("version")
    }
    let subcommands = (command.subcommands ?? []).filter { $0.commandName != "help" }
    if subcommands.isEmpty {
      let synopsis = shown.filter { $0.kind == .positional }.map { argument in
        let name = (argument.valueName ?? "value") + (argument.isRepeating ? " ..." : "")
        return argument.isOptional ? "[\(name)]" : name
      }
      let options = shown.contains { $0.kind != .positional } ? ["[options]"] : []
      lines.append(
        ".Ss " + Self.argument((["etl"] + path + options + synopsis).joined(separator: " ")))
      text(command.abstract ?? "")
      list(shown)
    }
    for subcommand in subcommands { write(subcommand, under: path) }
  }

  /// The arguments of a command as a tagged list.
  private mutating func list(_ arguments: [CommandTree.Argument]) {
    guard !arguments.isEmpty else { return }
    lines.append(".Bl -tag -width Ds")
    for argument in arguments {
      let value =
        argument.kind == .flag ? "" : " Ar " + Self.argument(argument.valueName ?? "value")
      if argument.kind == .positional {
        lines.append(".It" + value)
      } else {
        let names = (argument.names ?? []).map { name in
          "Fl " + Self.argument((name.kind == .long ? "-" : "") + name.name) + value
        }
        lines.append(".It " + names.joined(separator: " , "))
      }
      let preset = argument.defaultValue.map { $0.isEmpty ? "" : " The default is \($0)." } ?? ""
      text((argument.abstract ?? "") + preset)
    }
    lines.append(".El")
  }

  private mutating func writeTail() {
    section(
      "FILES",
      [
        ("pipeline.yml", "The pipeline, unless another file is named."),
        ("news.db", "The database that load_sqlite writes, unless it is told another name."),
        ("news.db.lock", "Locked by the kernel while a run writes the database; never in the way."),
        ("news.db.loading", "A first load that is not whole yet."),
        ("report.html", "The page that etl report writes, unless it is told another name."),
      ], tag: "Pa")
    section(
      "EXIT STATUS",
      ExitCode.allCases.map { (String($0.rawValue), $0.explanation + ".") }, tag: "Er")
    lines.append(".Sh EXAMPLES")
    for (purpose, command) in [
      ("Write a pipeline file to begin with:", "etl init news"),
      ("Check it, and see what would run:", "etl validate && etl plan"),
      ("Run it from cron, silent unless something is wrong:", "etl run -q /srv/news/pipeline.yml"),
      (
        "List what could not be read, and what a reason means:",
        "etl rejects list && etl explain bad_json"
      ),
      ("Find quotes by words in any spelling:", "etl query --search 'وزير' news.db"),
      ("See that a database is sound:", "etl check news.db"),
      ("Look at fifty articles in a browser:", "etl report --html report.html"),
      ("Draw the graph:", "etl graph --format dot | dot -Tsvg > graph.svg"),
    ] {
      text(purpose)
      lines.append(".Pp")
      lines.append(".Dl " + Self.argument(command))
      lines.append(".Pp")
    }
    lines.removeLast()
  }

  private mutating func section(_ name: String, _ entries: [(String, String)], tag: String) {
    lines += [".Sh \(name)", ".Bl -tag -width Ds"]
    for (name, explanation) in entries {
      lines.append(".It " + (tag == "Er" ? "" : tag + " ") + Self.argument(name))
      text(explanation)
    }
    lines.append(".El")
  }

  /// Adds running text: one sentence to a line, as mdoc wants it.
  private mutating func text(_ text: String) {
    for line in text.split(separator: "\n") {
      let escaped = Self.escaped(String(line)).replacing(". ", with: ".\n")
      for sentence in escaped.split(separator: "\n") {
        let isControl = sentence.hasPrefix(".") || sentence.hasPrefix("'")
        lines.append((isControl ? "\\&" : "") + sentence)
      }
    }
  }

  private static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\e") }

  /// Words as an argument of a macro, in which no word is a macro itself.
  private static func argument(_ text: String) -> String {
    escaped(text).replacing("\"", with: "\\(dq").split(separator: " ")
      .map { word in
        let isMacro = word.count <= 3 && word.first?.isUppercase == true
        let isCallable = isMacro || "|.,:;()[]?!".contains(word)
        return (isCallable ? "\\&" : "") + word
      }.joined(separator: " ")
  }
}
