package dev.foz.base.lake;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The language of a contract; the ending of its file says which. */
public enum SchemaFormat {
  JSON_SCHEMA("json"),
  AVRO("avsc");

  private final String extension;

  SchemaFormat(String extension) {
    this.extension = extension;
  }

  /** Of the file's name, without a dot. */
  public String extension() {
    return extension;
  }

  static List<String> extensions() {
    return Arrays.stream(values()).map(SchemaFormat::extension).toList();
  }

  static Optional<SchemaFormat> find(Path file) {
    String name = file.getFileName().toString();
    return Arrays.stream(values())
        .filter(format -> name.endsWith("." + format.extension))
        .findFirst();
  }
}
