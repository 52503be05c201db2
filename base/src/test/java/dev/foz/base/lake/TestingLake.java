package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A lake folder to write files into and read; begins with a valid {@code lake.yaml}. */
final class TestingLake {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  TestingLake(Path folder) {
    this.folder = folder;
    write("lake.yaml", "name: loja\n");
  }

  TestingLake write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  TestingLake delete(String file) {
    try {
      Files.deleteIfExists(folder.resolve(file));
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  TestingLake variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  LakeReading read() {
    return LakeReader.read(folder, environment);
  }

  Lake load() {
    LakeReading reading = read();
    assertThat(rendered(reading)).isEmpty();
    return reading.orThrow();
  }

  /** All problems as people see them, with a blank line between. */
  String problems() {
    return rendered(read());
  }

  private static String rendered(LakeReading reading) {
    return reading.problems().stream().map(Problem::render).collect(Collectors.joining("\n\n"));
  }
}
