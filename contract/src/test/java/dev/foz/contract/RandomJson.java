package dev.foz.contract;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/** Random JSON texts of a seed: valid records in many spellings, and damaged ones. */
final class RandomJson {
  private static final String[] KEYS = {
    "a",
    "b",
    "id",
    "valor_total",
    "descricao_do_produto",
    "ação",
    "A",
    "x y",
    "",
    "_seq",
    "k\\u00e9",
    "q\\\"",
    "\\t",
    "😀",
    "a.b"
  };
  private static final String[] STRINGS = {
    "", "x", "texto um pouco mais longo, com vírgula", "2026-01-31", "2026-02-30",
    "2026-01-31T10:00:00", "2026-01-31T10:00:00.5Z", "2026-01-31 23:59:59.999999", "1", "true",
    "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\\u00e9\\uD83D\\uDE00", "\\u0000", "😀é€", "null"
  };
  private static final String[] DAMAGE = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "0",
    "-",
    ".",
    "e",
    " ",
    "\u0000",
    "\uFEFF",
    "é",
    "\\ud800",
    "null",
    "\"a\":1",
    ",\"a\":1",
    "1"
  };
  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  String record() {
    return object(0);
  }

  private String space() {
    return random.nextInt(8) == 0 ? " \n\t\r".substring(random.nextInt(3)) : "";
  }

  private String object(int depth) {
    Set<String> keys = new LinkedHashSet<>();
    int size = random.nextInt(depth == 0 ? 8 : 4);
    for (int i = 0; i < size; i++) {
      keys.add(KEYS[random.nextInt(KEYS.length)]);
    }
    StringBuilder text = new StringBuilder("{" + space());
    String before = "";
    for (String key : keys) {
      text.append(before).append(space()).append('"').append(key).append('"');
      text.append(space()).append(':').append(space()).append(value(depth + 1)).append(space());
      before = ",";
    }
    return text.append('}').toString();
  }

  private String list(int depth) {
    StringBuilder text = new StringBuilder("[" + space());
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",").append(space()).append(value(depth + 1)).append(space());
    }
    return text.append(']').toString();
  }

  String value(int depth) {
    int kind = random.nextInt(depth > 4 ? 8 : 11);
    return switch (kind) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2, 3, 4 -> number();
      case 5, 6, 7 -> '"' + STRINGS[random.nextInt(STRINGS.length)] + '"';
      case 8, 9 -> object(depth);
      default -> list(depth);
    };
  }

  String number() {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
    text.append(random.nextInt(5) == 0 ? "0" : digits(1 + random.nextInt(length()), 1));
    if (random.nextInt(2) == 0) {
      text.append('.').append(digits(1 + random.nextInt(length()), 0));
    }
    if (random.nextInt(5) == 0) {
      text.append(random.nextBoolean() ? "e" : "E").append(random.nextInt(41) - 20);
    }
    return text.toString();
  }

  private int length() {
    return random.nextInt(5) == 0 ? 45 : 7;
  }

  private String digits(int count, int first) {
    StringBuilder text = new StringBuilder().append(first + random.nextInt(10 - first));
    while (text.length() < count) {
      text.append(random.nextInt(10));
    }
    return text.toString();
  }

  /** The bytes of a text, most often damaged in some places. */
  byte[] damaged(String text) {
    byte[] bytes = Scans.bytes(text);
    int times = random.nextInt(3);
    for (int i = 0; i < times; i++) {
      bytes = damage(bytes);
    }
    return bytes;
  }

  private byte[] damage(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int until = Math.min(bytes.length, at + random.nextInt(3));
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> Scans.bytes(DAMAGE[random.nextInt(DAMAGE.length)]);
          default -> copy(bytes, random.nextInt(bytes.length + 1));
        };
    byte[] result = new byte[bytes.length - (until - at) + piece.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(bytes, until, result, at + piece.length, bytes.length - until);
    return result.length == 0 ? bytes : result;
  }

  private byte[] copy(byte[] bytes, int from) {
    int to = Math.min(bytes.length, from + random.nextInt(12));
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }
}
