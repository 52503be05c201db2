package dev.foz.base.lake;

import java.text.Normalizer;
import java.util.Locale;

/** Makes names that the lake folder takes out of any others. */
public final class Naming {
  private static final int MAX_LENGTH = 60;

  private Naming() {}

  /** The nearest name of lower case letters, digits and underscores that begins with a letter. */
  public static String suggest(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String joined =
        plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    String letterFirst = joined.matches("[a-z].*") ? joined : ("t_" + joined);
    String whole = letterFirst.equals("t_") ? "name" : letterFirst;
    return whole.substring(0, Math.min(whole.length(), MAX_LENGTH));
  }
}
