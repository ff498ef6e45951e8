def main():
    step = 3
    add = lambda x: x + step
    total = 0
    for i in range(1_000_000):
        total = add(total)
    return total


print(main())
