import math


def main():
    x = 1
    xs = []
    for i in range(1_000_000):
        x = (x * 1103515245 + 12345) % 2147483648
        xs.append(x / 2147483648)
    ys = sorted(xs)
    return math.floor(ys[500_000] * 1_000_000)


print(main())
