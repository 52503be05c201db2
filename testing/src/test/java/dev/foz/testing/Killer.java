package dev.foz.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Kills a run at a moment that seeded chance chooses: a time, or a while after it did something.
 */
final class Killer {
  private static final long LOOK_NANOS = 300_000;
  private static final long LEAST_NANOS = 1_500_000_000;
  private final Path storage;
  private final List<String> folders;
  private final RandomGenerator random;
  private Duration usual;

  /**
   * @param folders of the storage in which a new file may be waited for
   * @param usual how long the first run takes when nobody kills it
   */
  Killer(Path storage, List<String> folders, RandomGenerator random, Duration usual) {
    this.storage = storage;
    this.folders = folders;
    this.random = random;
    this.usual = usual;
  }

  /** Chosen before the run starts; the deed is done by {@link #execute}. */
  final class Plan {
    /** Where a new file is waited for; nowhere where only time counts. */
    private final Optional<String> folder;

    private final long delay;
    private final long before;

    private Plan() throws IOException {
      boolean atTime = random.nextInt(2) == 0;
      folder = atTime ? Optional.empty() : Optional.of(folders.get(random.nextInt(folders.size())));
      delay =
          atTime
              ? (long) (random.nextDouble() * 0.9 * usual.toNanos())
              : random.nextLong(1 + Duration.ofMillis(random.nextInt(2) == 0 ? 3 : 150).toNanos());
      before = count();
    }

    private long count() throws IOException {
      if (folder.isEmpty()) {
        return 0;
      }
      try (Stream<Path> files = Files.list(storage.resolve(folder.get()))) {
        return files.count();
      } catch (NoSuchFileException e) {
        return 0;
      }
    }

    /** Kills the process; returns whether it still ran. */
    boolean execute(FozProcess process) throws IOException, InterruptedException {
      long started = System.nanoTime();
      long giveUp = started + 2 * usual.toNanos();
      while (process.isAlive()
          && folder.isPresent()
          && count() == before
          && System.nanoTime() < giveUp) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      boolean ended = process.endsWithin(Duration.ofNanos(delay));
      if (ended) {
        // The next plan shall lie within what runs take now.
        usual = Duration.ofNanos(Math.max(LEAST_NANOS, System.nanoTime() - started));
      }
      process.kill();
      return !ended;
    }

    @Override
    public String toString() {
      return folder.orElse("start") + "+" + delay / 1_000_000 + "ms";
    }
  }

  Plan plan() throws IOException {
    return new Plan();
  }
}
