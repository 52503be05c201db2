package dev.foz.base.lake;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 30d}.
 */
final class Durations {
  static final String EXAMPLES = "like 2s, 5m, 1h or 30d";
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private Durations() {}

  static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  /** The shortest that says exactly this, in days from two on: {@code 24h}, {@code 2d}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    long seconds = millis / 1000;
    if (millis % 1000 != 0) {
      return millis + "ms";
    } else if (seconds % 86_400 == 0 && seconds > 86_400) {
      return seconds / 86_400 + "d";
    } else if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    } else {
      return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
  }
}
