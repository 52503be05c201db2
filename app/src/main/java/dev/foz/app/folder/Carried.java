package dev.foz.app.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads the files that the program carries with it. */
final class Carried {
  private Carried() {}

  static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(Carried.class.getResourceAsStream(name), () -> "no " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
