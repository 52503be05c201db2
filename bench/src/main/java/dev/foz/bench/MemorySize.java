package dev.foz.bench;

import java.util.Locale;

/** An amount of memory in whole mebibytes. */
record MemorySize(long mebibytes) {

  /** Reads {@code 512m} or {@code 2g}. */
  static MemorySize parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.matches("[1-9][0-9]{0,6}[mg]")) {
      throw new IllegalArgumentException("--memory must be like 512m or 2g, not `" + text + "`");
    }
    long number = Long.parseLong(lower.substring(0, lower.length() - 1));
    return new MemorySize(lower.endsWith("g") ? number * 1024 : number);
  }

  @Override
  public String toString() {
    return mebibytes + "m";
  }
}
