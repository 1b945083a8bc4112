@main
struct Procq {
  static func main() {}
}
