def main():
    xs = []
    for i in range(1_000_000):
        xs.append(i * 3)
    return sum(xs)


print(main())
