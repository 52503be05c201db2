package dev.foz.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory whose size and access a test sets; only root can make one. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it on this folder, or skips the test where that is not allowed. */
  static SmallDisk mount(Path folder, int kilobytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        ended(
            List.of(
                "mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", path(folder)));
    assumeTrue(mounted, "mounting a file system is not allowed here");
    return new SmallDisk(folder);
  }

  void resize(int kilobytes) throws IOException, InterruptedException {
    remount("size=" + kilobytes + "k");
  }

  void setReadOnly() throws IOException, InterruptedException {
    remount("ro");
  }

  void setWritable() throws IOException, InterruptedException {
    remount("rw");
  }

  private void remount(String option) throws IOException, InterruptedException {
    if (!ended(List.of("mount", "-o", "remount," + option, path(folder)))) {
      throw new IllegalStateException("cannot remount with " + option);
    }
  }

  private static String path(Path folder) {
    return folder.toAbsolutePath().toString();
  }

  private static boolean ended(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      return process.waitFor() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (!ended(List.of("umount", path(folder)))) {
      // Something still holds a file of it: taken off the tree at least, so that it can be deleted.
      ended(List.of("umount", "-l", path(folder)));
    }
  }
}
