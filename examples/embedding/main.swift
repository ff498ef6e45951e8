// A program that brings a command of its own to the language, runs a script with it and reads a value back.
import Notebook
import Runtime

struct Celsius: Command {
    static let name = "celsius", summary = "Degrees Fahrenheit as degrees Celsius."
    @Argument("Degrees Fahrenheit.") var degrees: Double
    func run(in context: Context) throws -> Double { (degrees - 32) / 1.8 }
}

let session = Session(output: { print($0) })
session.add(Celsius.self)
try session.run("warm = [celsius(f) for f in [32, 68, 212]]")
let degrees = try [Double].from(session["warm"] ?? .none)
print("highest: \(degrees.max() ?? 0)")
