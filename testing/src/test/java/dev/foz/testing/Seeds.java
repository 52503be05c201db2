package dev.foz.testing;

/** The seed of a random test: printed, and given back by {@code -Dfoz.seed=}. */
final class Seeds {
  private Seeds() {}

  static long seed(String test) {
    long seed = Long.getLong("foz.seed", System.nanoTime() & 0xffff_ffffL);
    System.out.println(test + ": -Dfoz.seed=" + seed);
    return seed;
  }
}
