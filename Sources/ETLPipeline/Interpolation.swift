import Foundation

/// Expands `${NAME}` in the scalars of a pipeline file.
///
/// | form | value |
/// | --- | --- |
/// | `${NAME}` | the environment variable; an error when it is not set |
/// | `${NAME:-default}` | `default` when it is not set or empty |
/// | `${NAME:?message}` | an error with `message` when it is not set or empty |
/// | `${secret:NAME}` | a token for the environment variable, or for the file NAME in the
/// directory `$CREDENTIALS_DIRECTORY` (systemd's LoadCredential); see ``SecretVault`` |
/// | `$$` | a dollar sign |
///
/// Any other `$` stands for itself. Values are not expanded again.
struct Interpolation {
  var environment: [String: String]
  /// When not, texts stay as they are.
  var isEnabled = true
  /// Where secrets are kept.
  var vault = SecretVault()

  /// `text` with every form expanded.
  ///
  /// - Throws: `InterpolationError` when a variable is missing or a form is not closed.
  func expand(_ text: String) throws(InterpolationError) -> String {
    let text = SecretVault.cleaned(text)
    guard isEnabled, text.contains("$") else { return text }
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest.removeFirst()
      } else if rest.first == "{" {
        guard let close = rest.firstIndex(of: "}") else {
          throw InterpolationError(message: "'${' is not closed by '}'")
        }
        result += try value(of: rest[rest.index(after: rest.startIndex)..<close])
        rest = rest[rest.index(after: close)...]
      } else {
        result += "$"
      }
    }
    return result + rest
  }

  private func value(of form: Substring) throws(InterpolationError) -> String {
    if form.hasPrefix("secret:") { return try secret(String(form.dropFirst("secret:".count))) }
    let name = form.prefix { $0 != ":" }
    guard Self.isName(name) else {
      throw InterpolationError(message: "'${\(form)}' does not name an environment variable")
    }
    let found = environment[String(name)]
    let modifier = form.dropFirst(name.count)
    if modifier.isEmpty {
      guard let found else {
        throw InterpolationError(
          message:
            "environment variable '\(name)' is not set; write ${\(name):-default} to allow that")
      }
      return SecretVault.cleaned(found)
    }
    if let found, !found.isEmpty { return SecretVault.cleaned(found) }
    if modifier.hasPrefix(":-") { return String(modifier.dropFirst(2)) }
    if modifier.hasPrefix(":?") {
      throw InterpolationError(
        message: "environment variable '\(name)' is not set: \(modifier.dropFirst(2))")
    }
    throw InterpolationError(
      message:
        "'${\(form)}' is not understood; the forms are ${NAME}, ${NAME:-default}, ${NAME:?message}, "
        + "${secret:NAME}")
  }

  /// The token of a secret. Messages name it, never its value or the directory it was sought in.
  private func secret(_ name: String) throws(InterpolationError) -> String {
    guard Self.isName(name[...]) else {
      throw InterpolationError(message: "'${secret:\(name)}' does not name a secret")
    }
    if let value = environment[name], !value.isEmpty { return vault.deposit(value) }
    if let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty,
      let data = FileManager.default.contents(atPath: directory + "/" + name),
      let text = String(validating: data, as: UTF8.self)
    {
      let value = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
      if !value.isEmpty { return vault.deposit(value) }
    }
    throw InterpolationError(
      message:
        "secret '\(name)' is neither an environment variable nor a file in $CREDENTIALS_DIRECTORY")
  }

  private static func isName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
        || $0 == 0x5F
    }
  }
}

struct InterpolationError: Error {
  var message: String
}
