class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def main():
    point = Point(0, 1)
    for i in range(1_000_000):
        point.x += i
    return point.x


print(main())
