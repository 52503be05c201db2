package dev.foz.base.lake;

import java.util.regex.Pattern;

/**
 * One key of a map in the lake folder.
 *
 * @param usually what counts where the key is not there, as tables of the docs have it
 * @param meaning one sentence, without full stop; links are seen from {@code docs/}
 */
record KeySpec(String name, KeyValue value, Use use, String usually, String meaning) {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

  /** Where a key may stand. */
  enum Use {
    /** It must be there. */
    REQUIRED,
    /** In every map of its kind. */
    ANY,
    /** In tables whose records come from files. */
    FILE,
    /** In those whose files are CSV. */
    CSV
  }

  static KeySpec required(String name, KeyValue value, String meaning) {
    return new KeySpec(name, value, Use.REQUIRED, "must be there", meaning);
  }

  static KeySpec key(String name, KeyValue value, String usually, String meaning) {
    return new KeySpec(name, value, Use.ANY, usually, meaning);
  }

  static KeySpec ofFiles(String name, KeyValue value, String usually, String meaning) {
    return new KeySpec(name, value, Use.FILE, usually, meaning);
  }

  static KeySpec ofCsv(String name, KeyValue value, String usually, String meaning) {
    return new KeySpec(name, value, Use.CSV, usually, meaning);
  }

  /** For editors: what it is and what counts without it. */
  String help() {
    String text = meaning + (use == Use.REQUIRED ? "" : ". Usually: " + usually);
    return LINK.matcher(text).replaceAll("$1");
  }
}
