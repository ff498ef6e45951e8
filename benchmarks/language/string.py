def main():
    text = ""
    for i in range(1_000_000):
        text += "x,"
    return len(text)


print(main())
