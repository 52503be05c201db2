package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.LakeReading;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that all commands on a lake have. */
final class LakeOptions {
  private final Surroundings surroundings;

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "The lake folder; the current one unless given")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print JSON, for programs")
  private boolean json;

  @Option(names = FozCommand.DEBUG, description = FozCommand.DEBUG_MEANS)
  private boolean debug;

  LakeOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  boolean json() {
    return json;
  }

  /** Whether to print where in the program a failure comes from. */
  boolean debug() {
    return debug;
  }

  Path folder() {
    return surroundings.folder().resolve(folder).normalize();
  }

  LakeReading read() {
    return LakeReader.read(folder(), surroundings.environment());
  }

  Lake lake() {
    return read().orThrow();
  }

  OpenLake openUnchecked() {
    return OpenLake.openUnchecked(lake(), surroundings.memory(), surroundings.clock());
  }

  OpenLake open() {
    return OpenLake.open(lake(), surroundings.memory(), surroundings.clock());
  }
}
