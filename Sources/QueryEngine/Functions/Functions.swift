/// The functions that need nothing but their arguments. A catalog adds its own.
package enum Functions {
  package static let standard: [Function] =
    textFunctions + partFunctions + pathFunctions + numberFunctions + conversionFunctions
    + choiceFunctions + timeFunctions
}
