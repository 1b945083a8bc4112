import ProcFS
package import Schema

/// What can be done to the processes of this machine.
package enum ProcessActions {
  /// Made anew for whoever asks: nothing else needs it. Reads how many processors there may be.
  static func schema(of machine: ProcFS) -> ActionSchema {
    schema(processors: processors(of: machine))
  }

  /// How a setting of that schema is set; nil of another's.
  static func setting(_ schema: SettingSchema, of machine: ProcFS) -> ProcessSetting? {
    settings(Int64(processors(of: machine))).first { $0.schema.path == schema.path }
  }

  private static func processors(of machine: ProcFS) -> Int {
    machine.facts.possibleProcessors ?? 1
  }

  /// On a machine with so many processors.
  package static func schema(processors: Int) -> ActionSchema {
    ActionSchema(
      table: ProcessCatalog.processes.schema.name, key: "pid", name: "name",
      preview: ["user", "args"], signals: signals,
      settings: settings(Int64(processors)).map(\.schema))
  }
}
