package dev.foz.testing;

/**
 * The seed of a random test. The same one each time, so that what is tested does not hang on luck;
 * {@code -Dfoz.seed=new} draws another one, {@code -Dfoz.seed=N} gives a printed one back.
 */
final class Seeds {
  private static final String USUAL = "20261125";

  private Seeds() {}

  static long seed(String test) {
    String wanted = System.getProperty("foz.seed", USUAL);
    long seed = wanted.equals("new") ? System.nanoTime() & 0xffff_ffffL : Long.parseLong(wanted);
    System.out.println(test + ": -Dfoz.seed=" + seed);
    return seed;
  }
}
