// Filled in soon.
@main struct Limn { static func main() {} }
