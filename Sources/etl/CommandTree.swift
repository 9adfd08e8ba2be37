import ArgumentParser
import Foundation

/// The commands and their arguments, as the argument parser describes itself in JSON.
struct CommandTree: Decodable {
  /// One command.
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  /// An argument, option or flag.
  struct Argument: Decodable {
    enum Kind: String, Decodable {
      case positional, option, flag
    }

    struct Name: Decodable {
      enum Kind: String, Decodable {
        case long, short, longWithSingleDash
      }

      var kind: Kind
      var name: String
    }

    var kind: Kind
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool
  }

  var command: Command

  /// The tree of this program.
  static func load() -> CommandTree {
    guard
      let tree = try? JSONDecoder().decode(CommandTree.self, from: Data(ETL._dumpHelp().utf8))
    else { preconditionFailure("the argument parser describes itself in another way") }
    return tree
  }
}
