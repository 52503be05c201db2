package dev.foz.app;

/**
 * Runs several commands in one process, so that the start-up cache learns from all of them. For
 * {@code packaging/train.sh} alone.
 */
final class Training {
  private Training() {}

  /**
   * @param commands each a whole command, its words parted by blanks
   */
  public static void main(String[] commands) {
    for (String command : commands) {
      int exit = Main.run(command.split(" "));
      if (exit != 0) {
        System.exit(exit);
      }
    }
    System.exit(0);
  }
}
