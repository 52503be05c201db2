package dev.foz.base.lake;

import dev.foz.base.lake.YamlNode.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as they stand in the lake folder: absolute, or from a base. */
final class LakePaths {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*", Pattern.DOTALL);

  /** Java takes the letters of paths from the locale. */
  static final String WHY_NOT = "mind its letters: the locale must be UTF-8 (LC_ALL=C.UTF-8)";

  private LakePaths() {}

  /** The {@code s3} of {@code s3://bucket}, in lower case. */
  static Optional<String> scheme(String text) {
    Matcher matcher = SCHEME.matcher(text);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /**
   * Reports what is no path of this machine.
   *
   * @param later schemes that the design knows and this version does not do yet
   */
  static Optional<Path> resolve(
      Path base, Section section, String key, Text text, List<String> later) {
    return isLocal(section, key, text, later) ? parse(base, section, key, text) : Optional.empty();
  }

  /** Whether the text may be a path or glob of this machine; reported where not. */
  static boolean isLocal(Section section, String key, Text text, List<String> later) {
    if (text.text().isBlank()) {
      section.wrongValue(text, "`" + key + "` is empty", "write a path");
      return false;
    }
    Optional<String> scheme = scheme(text.text());
    if (scheme.filter(later::contains).isPresent()) {
      section.notBuiltYet(
          text, "`" + key + "` on " + scheme.get() + "://", "use a path of this machine");
      return false;
    }
    if (scheme.isPresent()) {
      section.wrongValue(
          text, "`" + key + "` is no path of this machine: " + text.quoted(), "write a path");
      return false;
    }
    if (text.text().equals("~") || text.text().startsWith("~/")) {
      section.wrongValue(text, "`~` is not known in `" + key + "`", "write `${HOME}` for it");
      return false;
    }
    return true;
  }

  private static Optional<Path> parse(Path base, Section section, String key, Text text) {
    try {
      return Optional.of(base.resolve(text.text()).normalize());
    } catch (InvalidPathException e) {
      section.wrongValue(text, "`" + key + "` is no path: " + text.quoted(), WHY_NOT);
      return Optional.empty();
    }
  }
}
