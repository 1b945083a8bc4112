// TestSupport is what the tests share: made-up machines, golden scripts, a seeded generator, a way to run the program.
