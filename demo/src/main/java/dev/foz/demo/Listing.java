package dev.foz.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads what the program carries with it. */
final class Listing {
  private Listing() {}

  /** The lines of a tab-separated list, without its header. */
  static List<List<String>> load(String name) {
    return text(name).lines().skip(1).map(line -> List.of(line.split("\t", -1))).toList();
  }

  static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(Listing.class.getResourceAsStream(name), () -> "no " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
