import Glibc

/// Moreland's diverging scale from blue over a neutral grey to red: "Diverging Color Maps for Scientific
/// Visualization" (ISVC 2009), with the end colours of its table. Interpolates in Msh, the polar form of CIELAB:
/// M the length of the colour, s its angle from grey (saturation), h its hue.
func coolwarmColor(at position: Double) -> Color {
    let blue = Msh(Color(59, 76, 192))
    let red = Msh(Color(180, 4, 38))
    // The ends are saturated and far apart in hue, so a white of at least M = 88 is put between them.
    let middle = max(blue.m, red.m, 88)
    let atWhite = Msh(m: middle, s: 0, h: 0)
    var (from, to) = position < 0.5 ? (blue, atWhite) : (atWhite, red)
    let amount = position < 0.5 ? 2 * position : 2 * position - 1
    // White has no hue; it takes one that spins a little from the other end's, so that the steps look even.
    if position < 0.5 { to.h = from.hueTowards(unsaturated: to.m) } else { from.h = to.hueTowards(unsaturated: from.m) }
    return Msh(
        m: from.m + (to.m - from.m) * amount, s: from.s + (to.s - from.s) * amount, h: from.h + (to.h - from.h) * amount
    ).color
}

private struct Msh {
    var m: Double
    var s: Double
    var h: Double

    init(m: Double, s: Double, h: Double) {
        self.m = m
        self.s = s
        self.h = h
    }

    init(_ color: Color) {
        let linear = [color.red, color.green, color.blue].map { channel in
            let value = Double(channel) / 255
            return value > 0.04045 ? pow((value + 0.055) / 1.055, 2.4) : value / 12.92
        }
        let x = 0.4124 * linear[0] + 0.3576 * linear[1] + 0.1805 * linear[2]
        let y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        let z = 0.0193 * linear[0] + 0.1192 * linear[1] + 0.9505 * linear[2]
        func f(_ t: Double) -> Double { t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116 }
        let l = 116 * f(y) - 16
        let a = 500 * (f(x / whiteX) - f(y))
        let b = 200 * (f(y) - f(z / whiteZ))
        m = (l * l + a * a + b * b).squareRoot()
        s = m > 0 ? acos(l / m) : 0
        h = atan2(b, a)
    }

    /// The hue for the grey end of length `other`: this hue, spun outwards in proportion to the saturation.
    func hueTowards(unsaturated other: Double) -> Double {
        if m >= other { return h }
        let spin = s * (other * other - m * m).squareRoot() / (m * sin(s))
        return h > -Double.pi / 3 ? h + spin : h - spin
    }

    var color: Color {
        let l = m * cos(s)
        let a = m * sin(s) * cos(h)
        let b = m * sin(s) * sin(h)
        func inverse(_ t: Double) -> Double { t > 0.206893 ? t * t * t : (t - 16.0 / 116) / 7.787 }
        let fy = (l + 16) / 116
        let x = whiteX * inverse(fy + a / 500)
        let y = inverse(fy)
        let z = whiteZ * inverse(fy - b / 200)
        func encoded(_ value: Double) -> UInt8 {
            byte(255 * (value > 0.0031308 ? 1.055 * pow(value, 1 / 2.4) - 0.055 : 12.92 * value))
        }
        return Color(
            encoded(3.2406 * x - 1.5372 * y - 0.4986 * z), encoded(-0.9689 * x + 1.8758 * y + 0.0415 * z),
            encoded(0.0557 * x - 0.2040 * y + 1.0570 * z))
    }
}

// The D65 white point; Y is 1.
private let whiteX = 0.95047
private let whiteZ = 1.08883
