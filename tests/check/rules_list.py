"""The rules of setting Chinese (CL-), sections 1 to 10, and those of tables (TB-)."""

RULES = ["CL-1x", *(f"CL-{n:02}" for first, last in ((1, 25), (30, 39), (40, 47), (50, 52), (60, 66), (70, 97))
                    for n in range(first, last + 1))]

TABLE_RULES = [f"TB-{n:02}" for n in range(1, 18)]
