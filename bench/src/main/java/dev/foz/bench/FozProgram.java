package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Foz as people start it. */
record FozProgram(Path launcher, MemorySize memory) {

  /** Runs {@code ./foz --memory M ARGUMENTS} in this folder. */
  Child.Finished run(Path folder, String... arguments) throws IOException, InterruptedException {
    return Child.run("foz " + String.join(" ", arguments), folder, command(arguments));
  }

  /** Starts it and leaves it running. */
  Talk start(Path folder, String... arguments) throws IOException {
    return Talk.start("foz " + String.join(" ", arguments), folder, command(arguments));
  }

  private List<String> command(String... arguments) {
    List<String> start = List.of(launcher.toString(), "--memory", memory.toString());
    return Stream.concat(start.stream(), Stream.of(arguments)).toList();
  }
}
