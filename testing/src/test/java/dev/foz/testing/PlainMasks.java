package dev.foz.testing;

import dev.foz.engine.MaskKey;
import dev.foz.transform.MaskKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Masks of plain values, with the key of a lake.
 *
 * @param folder of the lake
 */
record PlainMasks(Path folder) {
  @Nullable Object of(String mask, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    String text = value.toString();
    return switch (mask) {
      case "" -> value;
      case "hash" -> hash(text);
      case "last4" -> "****" + (text.length() < 8 ? "" : text.substring(text.length() - 4));
      case "email" -> email(text);
      case "redact" -> "***";
      case "\"null\"" -> null;
      case "year" -> LocalDate.of(((LocalDate) value).getYear(), 1, 1);
      default -> throw new IllegalArgumentException(mask);
    };
  }

  private static String email(String text) {
    int at = text.indexOf('@');
    return at < 0 ? "***" : (at == 1 ? "" : text.substring(0, 1)) + "***" + text.substring(at);
  }

  private String hash(String text) {
    try {
      String[] words = Files.readString(folder.resolve(MaskKeys.FILE)).split(" ", -1);
      return new MaskKey(1, HexFormat.of().parseHex(words[2])).hasher().hash(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
